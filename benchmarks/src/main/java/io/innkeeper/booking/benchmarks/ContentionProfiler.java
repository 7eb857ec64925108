package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.Contention.Iteration;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Puts what is known of each iteration of {@link Contention} beside its time: latencies of bookings, what the server was asked
 * for, and whether anything was sold twice. Deadlocks, room-nights sold twice and missing bookings are the sums over the
 * iterations, the rest are averages.
 */
public final class ContentionProfiler implements InternalProfiler {

    private static final String EACH = "#/booking";

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // All is counted by the benchmark, between its set-up and its look into the database.
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iterations, IterationResult result) {
        Iteration iteration = Contention.last();
        if (iteration == null) {
            return List.of();
        }
        return List.of(
                average("bookings", iteration.bookingsPerSecond(), "bookings/s"),
                average("latency.p50", iteration.micros(50), "us"),
                average("latency.p90", iteration.micros(90), "us"),
                average("latency.p99", iteration.micros(99), "us"),
                average("latency.p999", iteration.micros(99.9), "us"),
                average("latency.max", iteration.micros(100), "us"),
                average(
                        "server.statements",
                        iteration.perBooking(iteration.counts().statements()),
                        EACH),
                average(
                        "server.roundTrips",
                        iteration.perBooking(iteration.counts().roundTrips()),
                        EACH),
                average(
                        "server.commits",
                        iteration.perBooking(iteration.counts().commits()),
                        EACH),
                average("retries", iteration.perBooking(iteration.retries()), EACH),
                sum("server.deadlocks", iteration.counts().deadlocks()),
                sum("nightsSoldTwice", iteration.soldTwice()),
                sum("missingBookings", iteration.missing()));
    }

    private static ScalarResult average(String name, double value, String unit) {
        return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
    }

    private static ScalarResult sum(String name, long value) {
        return new ScalarResult(name, (double) value, "#", AggregationPolicy.SUM);
    }

    @Override
    public String getDescription() {
        return "Latencies, statements and round trips a booking, deadlocks, and room-nights sold twice";
    }
}
