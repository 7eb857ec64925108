package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.Contention.Iteration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a booking cost: means over all rounds, and sums for what should not happen at all. The names of the parts are those of the
 * JSON.
 */
record Cost(
        double statementsPerBooking,
        double roundTripsPerBooking,
        double retriesPerBooking,
        double p50Micros,
        double p99Micros,
        long deadlocks,
        long nightsSoldTwice,
        long missingBookings) {

    static Cost of(List<Iteration> iterations) {
        return new Cost(
                mean(iterations, each -> each.perBooking(each.counts().statements())),
                mean(iterations, each -> each.perBooking(each.counts().roundTrips())),
                mean(iterations, each -> each.perBooking(each.retries())),
                mean(iterations, each -> each.micros(50)),
                mean(iterations, each -> each.micros(99)),
                iterations.stream().mapToLong(each -> each.counts().deadlocks()).sum(),
                iterations.stream().mapToLong(Iteration::soldTwice).sum(),
                iterations.stream().mapToLong(each -> Math.abs(each.missing())).sum());
    }

    private static double mean(List<Iteration> iterations, ToDoubleFunction<Iteration> of) {
        return iterations.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** What is wrong, in words; empty if nothing is. */
    String wrong(String who, String findings) {
        return Inspection.wrong(who, nightsSoldTwice, missingBookings)
                + (findings.isEmpty() ? "" : who + ": " + findings + ". ");
    }
}
