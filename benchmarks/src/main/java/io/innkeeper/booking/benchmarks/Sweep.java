package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Swept;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import io.innkeeper.booking.benchmarks.contender.Tuning.Isolation;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.report.Spread;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * With how many connections, and on which isolation, each of theirs does best at 64 callers on one hot hotel; so that none is
 * measured at less than its best. All of one contender's combinations are tried in turn, round after round; then the best of
 * them with statements prepared in the driver and on the server. What it finds is written to {@code results/sweep.json}, which
 * {@link Contenders} reads: whatever is measured afterwards is measured with that.
 */
final class Sweep {

    private static final List<Integer> POOLS = List.of(2, 4, 8, 16, 32, 64);
    private static final int CALLERS = 64;
    private static final int ROUNDS = 3;
    private static final double SECONDS = 1;

    private final Results results;

    private Sweep(Results results) {
        this.results = results;
    }

    /** Prints a table for each contender that is named, or for all of theirs; what is known of the others stays as it is. */
    static void run(List<String> names) throws RunnerException, IOException {
        BenchmarkServer server = Stand.takeServer();
        try {
            Results results = new Results(server);
            for (Contenders contender : names.isEmpty()
                    ? Stream.of(Contenders.values())
                            .filter(each -> !each.isOurs())
                            .toList()
                    : names.stream().map(Contenders::valueOf).toList()) {
                new Sweep(results).sweep(contender);
                results.writeOver(Swept.FILE, "contender"); // so that it can be stopped at any time
            }
            results.print();
        } finally {
            Stand.releaseServer();
        }
    }

    private void sweep(Contenders contender) throws RunnerException {
        System.out.printf("%n%s, %d callers, one hot hotel%n", contender.label(), CALLERS);
        List<Tuning> inTheDriver = new ArrayList<>();
        for (Isolation isolation : Isolation.values()) {
            POOLS.forEach(size -> inTheDriver.add(new Tuning(size, isolation)));
        }
        Tuning best = best(contender, inTheDriver);
        Tuning onTheServer = new Tuning(best.poolSize(), best.isolation(), true);
        Tuning found = best(contender, List.of(best, onTheServer));
        System.out.println("  best: " + found + "; until now: " + contender.tuning());
        results.add(contender.label(), Map.of("contender", contender.name(), "tuning", found));
    }

    private static Tuning best(Contenders contender, List<Tuning> tunings) throws RunnerException {
        Map<Tuning, List<Double>> bookings = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Tuning tuning : tunings) {
                Point point = new Point(contender, Load.HOT_HOTEL, CALLERS, 1, "0", tuning);
                double perSecond = point.measureHere(SECONDS, round).bookingsPerSecond();
                if (round > 0) { // the first warms up
                    bookings.computeIfAbsent(tuning, first -> new ArrayList<>()).add(perSecond);
                }
            }
        }
        Map<Tuning, Spread> spreads = new LinkedHashMap<>();
        bookings.forEach((tuning, values) -> spreads.put(
                tuning, Spread.of(values.stream().mapToDouble(each -> each).toArray())));
        spreads.forEach((tuning, spread) -> System.out.printf(
                Locale.ROOT,
                "  %-44s %8.0f bookings/s, 95 %% interval %.0f to %.0f%n",
                tuning,
                spread.mean(),
                spread.low(),
                spread.high()));
        return spreads.entrySet().stream()
                .max(Comparator.comparingDouble(each -> each.getValue().mean()))
                .orElseThrow()
                .getKey();
    }
}
