package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import io.innkeeper.booking.benchmarks.contender.Tuning.Isolation;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
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
 * measured at less than its best. All of one contender's combinations are tried in turn, round after round.
 */
final class Sweep {

    private static final List<Integer> POOLS = List.of(4, 8, 16, 32, 64);
    private static final int CALLERS = 64;
    private static final int ROUNDS = 3;
    private static final double SECONDS = 1;

    private Sweep() {}

    /** Prints a table for each contender that is named, or for all of theirs. */
    static void run(List<String> names) throws RunnerException {
        BenchmarkServer server = Stand.takeServer();
        try {
            System.out.println(Environment.of(server).lines());
            for (Contenders contender : names.isEmpty()
                    ? Stream.of(Contenders.values())
                            .filter(each -> !each.isOurs())
                            .toList()
                    : names.stream().map(Contenders::valueOf).toList()) {
                sweep(contender);
            }
        } finally {
            Stand.releaseServer();
        }
    }

    private static void sweep(Contenders contender) throws RunnerException {
        Map<Tuning, List<Double>> bookings = new LinkedHashMap<>();
        for (Isolation isolation : Isolation.values()) {
            POOLS.forEach(size -> bookings.put(new Tuning(size, isolation), new ArrayList<>()));
        }
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<Tuning, List<Double>> each : bookings.entrySet()) {
                Point point = new Point(contender, Load.HOT_HOTEL, CALLERS, 1, "0", each.getKey());
                double perSecond = point.measureHere(SECONDS, round).bookingsPerSecond();
                if (round > 0) { // the first warms up
                    each.getValue().add(perSecond);
                }
            }
        }
        System.out.printf("%n%s, %d callers, one hot hotel%n", contender.label(), CALLERS);
        Comparator<Map.Entry<Tuning, List<Double>>> byMean = Comparator.comparingDouble(each -> mean(each.getValue()));
        Tuning best = bookings.entrySet().stream().max(byMean).orElseThrow().getKey();
        bookings.forEach((tuning, values) -> System.out.printf(
                Locale.ROOT,
                "  %-22s %8.0f bookings/s%s%s%n",
                tuning,
                mean(values),
                tuning.equals(best) ? "  best" : "",
                tuning.equals(contender.tuning()) ? "  chosen" : ""));
    }

    private static double mean(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray())
                .mean();
    }
}
