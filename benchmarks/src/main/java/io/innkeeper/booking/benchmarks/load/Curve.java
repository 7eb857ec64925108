package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curve of throughput on one hot hotel under more and more callers, of ours and theirs in turn: threads and, where the JDK
 * has them, 1,000 virtual ones. Compares the crowds of ours with the best point of the same curve, and their p50 with
 * their p99. Each measurement is a closed loop on a fresh database and ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar callers [--contenders=COMBINING,UNIQUE_INSERT,...]
 * [--callers=1,2,4,8,64,256] [--virtual=1000] [--rounds=N] [--seconds=N] [--warm-up=N]}.
 */
public final class Curve {

    /** From so many callers on, throughput must not have gone down. */
    private static final int CROWD = 256;

    private static final Crowd WARM_UP = new Crowd(64, Threads.PLATFORM);

    private Curve() {}

    private record Crowd(int callers, Threads threads) {

        @Override
        public String toString() {
            return callers + (threads == Threads.VIRTUAL ? " virtual threads" : callers == 1 ? " caller" : " callers");
        }
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws SQLException, InterruptedException {
        Options options = Options.of(args);
        List<Contenders> contenders = options
                .list(
                        "contenders",
                        "COMBINING,UNIQUE_CLAIM,LOCK_CHECK_INSERT,UNIQUE_INSERT,BATCHED_BY_HAND,HIBERNATE_PESSIMISTIC")
                .stream()
                .map(Contenders::valueOf)
                .toList();
        List<Crowd> crowds = new ArrayList<>();
        options.list("callers", "1,2,4,8,64,256")
                .forEach(callers -> crowds.add(new Crowd(Integer.parseInt(callers), Threads.PLATFORM)));
        int virtual = options.number("virtual", 1_000);
        int rounds = options.number("rounds", 3);
        int warmUp = options.number("warm-up", 3);
        int seconds = options.number("seconds", 4);
        options.checkAllKnown();
        if (virtual > 0 && Runtime.version().feature() >= Callers.FIRST_WITH_VIRTUAL_THREADS) {
            crowds.add(new Crowd(virtual, Threads.VIRTUAL));
        } else if (virtual > 0) {
            System.out.println("SKIPPED: " + virtual + " virtual threads: JDK "
                    + Runtime.version().feature() + " has none, JDK " + Callers.FIRST_WITH_VIRTUAL_THREADS + " has");
        }
        Results results = new Results(server);
        Map<Contenders, Map<Crowd, HotHotel>> curves = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            System.out.println(round == 0 ? "warming up" : "round " + round);
            for (Crowd crowd : round == 0 ? List.of(WARM_UP) : crowds) {
                for (Contenders contender : contenders) {
                    HotHotel point = round == 0
                            ? new HotHotel(contender)
                            : curves.computeIfAbsent(contender, first -> new LinkedHashMap<>())
                                    .computeIfAbsent(crowd, first -> new HotHotel(contender));
                    point.measure(
                            server,
                            call -> Callers.closedLoop(crowd.threads(), crowd.callers(), warmUp, seconds, call));
                }
            }
        }
        curves.forEach((contender, curve) -> report(results, contender, curve));
        return results;
    }

    private static void report(Results results, Contenders contender, Map<Crowd, HotHotel> curve) {
        Crowd best = curve.entrySet().stream()
                .max(Comparator.comparingDouble(each -> each.getValue().meanPerSecond()))
                .orElseThrow()
                .getKey();
        HotHotel atBest = curve.getOrDefault(best, new HotHotel(contender));
        curve.forEach((crowd, point) -> {
            Map<String, Object> figures = point.figures(HotHotel.LOAD, crowd.callers());
            figures.put("ofBestPoint", point.meanPerSecond() / atBest.meanPerSecond());
            results.add(contender.label() + ", " + crowd, figures);
            if (contender.isOurs() && crowd.callers() >= CROWD) {
                Map<String, String> wrong = Map.of("wrong", point.wrong());
                results.add(
                        Result.of(
                                contender.label() + ", " + crowd + " vs the best point, " + best,
                                "bookings/s",
                                0.9,
                                true,
                                point.perSecond(),
                                atBest.perSecond()),
                        wrong);
                // Turned around, so that more is better here as well: at least a twentieth.
                results.add(
                        Result.of(
                                contender.label() + ", " + crowd + ": p50 in relation to p99",
                                "ms",
                                0.05,
                                true,
                                point.millis(50),
                                point.millis(99)),
                        wrong);
            }
        });
    }
}
