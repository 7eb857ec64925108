package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Latencies on one hot hotel as callers see them who do not wait for one another: requests come at a constant rate, the same for
 * all contenders, which is a share of what the slowest of them can do in a closed loop. Each measurement is on a fresh database
 * and ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar open-loop [--contenders=COMBINING,UNIQUE_CLAIM]
 * [--theirs=UNIQUE_INSERT] [--share=percent] [--rate=bookings a second] [--rounds=N] [--seconds=N] [--warm-up=N]}.
 */
public final class OpenLoop {

    private static final int CALLERS = 256;
    private static final int CALLERS_OF_CLOSED_LOOP = 64;

    private OpenLoop() {}

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws SQLException, InterruptedException {
        Options options = Options.of(args);
        HotHotel theirs = new HotHotel(Contenders.valueOf(options.text("theirs", "UNIQUE_INSERT")));
        List<HotHotel> all = new ArrayList<>();
        options.list("contenders", "COMBINING,UNIQUE_CLAIM")
                .forEach(contender -> all.add(new HotHotel(Contenders.valueOf(contender))));
        all.add(theirs);
        int share = options.number("share", 70);
        int given = options.number("rate", 0);
        int rounds = options.number("rounds", 3);
        int warmUp = options.number("warm-up", 3);
        int seconds = options.number("seconds", 8);
        options.checkAllKnown();
        Results results = new Results(server);
        double slowest = Double.MAX_VALUE;
        for (HotHotel each : all) { // which warms up as well
            HotHotel closed = new HotHotel(each.contender());
            closed.measure(
                    server,
                    call -> Callers.closedLoop(Threads.PLATFORM, CALLERS_OF_CLOSED_LOOP, warmUp, seconds, call));
            slowest = Math.min(slowest, closed.meanPerSecond());
        }
        double rate = given > 0 ? given : slowest * share / 100;
        for (int round = 0; round < rounds; round++) {
            for (HotHotel each : all) {
                each.measure(server, call -> Callers.openLoop(Threads.PLATFORM, CALLERS, rate, warmUp, seconds, call));
            }
        }
        String load = HotHotel.LOAD + ", open loop at " + Math.round(rate) + " a second";
        for (HotHotel each : all) {
            results.add(each.contender().label() + ", open loop", each.figures(load, CALLERS));
            if (each != theirs) {
                compare(results, load, each, theirs, 50);
                compare(results, load, each, theirs, 99);
            }
        }
        return results;
    }

    private static void compare(Results results, String load, HotHotel ours, HotHotel theirs, int percentile) {
        results.add(
                Result.of(
                        load + ", " + ours.contender().label() + " vs "
                                + theirs.contender().label(),
                        "ms, p" + percentile,
                        null,
                        false,
                        ours.millis(percentile),
                        theirs.millis(percentile)),
                Map.of("wrong", ours.wrong() + theirs.wrong()));
    }
}
