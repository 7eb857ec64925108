package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.benchmarks.contender.Contender;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Site;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Wish;
import io.innkeeper.booking.benchmarks.load.Callers.Measured;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.PairedRatio;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One hot hotel, any room, for one night, under more and more callers: a closed loop for the curve of throughput, up to 256
 * threads and, where the JDK has them, 1,000 virtual ones; then an open loop at a share of the best of that curve, for
 * latencies as callers would see them who do not wait for one another. Each measurement is on a fresh database and ends by
 * checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar open-loop [--contender=COMBINING] [--seconds=N]
 * [--share=percent]}.
 */
public final class OpenLoop {

    private static final String LOAD = "one hot hotel, any room, 1 night";
    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final List<Integer> CURVE = List.of(1, 8, 64, 256);
    private static final int VIRTUAL = 1_000;
    private static final int OPEN_LOOP_CALLERS = 256;

    private final BenchmarkServer server;
    private final Contenders contender;
    private final int warmUp;
    private final int seconds;

    private OpenLoop(BenchmarkServer server, Contenders contender, int warmUp, int seconds) {
        this.server = server;
        this.contender = contender;
        this.warmUp = warmUp;
        this.seconds = seconds;
    }

    /** Runs it, and prints what came of it. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Options options = Options.of(args);
        Contenders contender = Contenders.valueOf(options.text("contender", "COMBINING"));
        int seconds = options.number("seconds", 10);
        int warmUp = options.number("warm-up", 3);
        int share = options.number("share", 70);
        options.checkAllKnown();
        try (BenchmarkServer server = BenchmarkServer.start()) {
            System.out.println("Server: " + server);
            Results results = new OpenLoop(server, contender, warmUp, seconds).measure(share);
            results.print();
            results.write(BenchmarkServer.target().resolve("open-loop.json"));
        }
    }

    private Results measure(int share) throws SQLException, InterruptedException {
        Results results = new Results(server);
        closedLoop(Threads.PLATFORM, 64); // so that the first of the curve is not the one that is cold
        double best = 0;
        Map<String, Measured> crowds = new LinkedHashMap<>();
        for (int callers : CURVE) {
            Measured measured = closedLoop(Threads.PLATFORM, callers);
            best = Math.max(best, measured.perSecond());
            results.add("closed loop, " + callers + " callers", figures(LOAD, measured, callers));
            crowds.put(callers + " callers", measured);
        }
        crowds.keySet().retainAll(List.of(OPEN_LOOP_CALLERS + " callers"));
        if (Runtime.version().feature() >= Callers.FIRST_WITH_VIRTUAL_THREADS) {
            Measured measured = closedLoop(Threads.VIRTUAL, VIRTUAL);
            results.add("closed loop, " + VIRTUAL + " virtual threads", figures(LOAD, measured, VIRTUAL));
            crowds.put(VIRTUAL + " virtual threads", measured);
        } else {
            System.out.println("SKIPPED: " + VIRTUAL + " virtual threads: JDK "
                    + Runtime.version().feature() + " has none, JDK " + Callers.FIRST_WITH_VIRTUAL_THREADS + " has");
        }
        for (Map.Entry<String, Measured> crowd : crowds.entrySet()) {
            Measured measured = crowd.getValue();
            results.add(Result.of(
                    contender.label() + ", " + crowd.getKey() + " vs the best point of the curve",
                    "bookings/s",
                    0.9,
                    PairedRatio.of(List.of(measured.perSecond()), List.of(best))));
            // Turned around, so that more is better here as well: at least a twentieth.
            results.add(Result.of(
                    contender.label() + ", " + crowd.getKey() + ": p50 in relation to p99",
                    "ms",
                    0.05,
                    PairedRatio.of(List.of(measured.millis(50)), List.of(measured.millis(99)))));
        }
        Measured open = openLoop(best * share / 100);
        results.add(
                "open loop at " + share + " % of " + Math.round(best) + " a second",
                figures(LOAD + ", open loop at " + share + " %", open, OPEN_LOOP_CALLERS));
        return results;
    }

    private Measured closedLoop(Threads threads, int callers) throws SQLException, InterruptedException {
        return onFreshHotel(call -> Callers.closedLoop(threads, callers, warmUp, seconds, call));
    }

    private Measured openLoop(double rate) throws SQLException, InterruptedException {
        return onFreshHotel(call -> Callers.openLoop(Threads.PLATFORM, OPEN_LOOP_CALLERS, rate, warmUp, seconds, call));
    }

    @FunctionalInterface
    private interface Loop {

        Measured run(Callers.Call call) throws InterruptedException;
    }

    private Measured onFreshHotel(Loop loop) throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("open loop")) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            try (Contender opened = contender.open(new Site(database, database.url(), contender.tuning()))) {
                opened.prepare(supply);
                Measured measured = loop.run(caller -> book(opened, supply, caller));
                String findings = opened.findings();
                if (!findings.isEmpty()) {
                    throw new IllegalStateException(contender.label() + " leaves a wrong inventory: " + findings);
                }
                return measured;
            }
        }
    }

    private static void book(Contender opened, Supply supply, int caller) {
        int night = ThreadLocalRandom.current().nextInt(supply.horizon());
        Wish wish = new Wish(
                0,
                Wish.ANY,
                supply.firstNight().plusDays(night),
                1,
                caller % supply.guests().size());
        Contender.Answer answer = opened.book(wish);
        if (answer != Contender.Answer.BOOKED) {
            throw new IllegalStateException("a caller was answered " + answer + " although there is room");
        }
    }

    private Map<String, Object> figures(String load, Measured measured, int callers) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("load", load);
        figures.put("contender", contender.label());
        figures.put("callers", callers);
        figures.put("perSecond", measured.perSecond());
        figures.put("p50", measured.millis(50));
        figures.put("p99", measured.millis(99));
        figures.put("p999", measured.millis(99.9));
        return figures;
    }
}
