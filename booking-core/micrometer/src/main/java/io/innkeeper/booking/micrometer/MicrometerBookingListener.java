package io.innkeeper.booking.micrometer;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.event.OperationEnd.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells Micrometer how the library is doing:
 *
 * <pre>{@code
 * Innkeeper innkeeper = Innkeeper.builder()
 *         .storage(storage)
 *         .listener(MicrometerBookingListener.of(meterRegistry))
 *         .build();
 * }</pre>
 *
 * <table>
 * <caption>What there is, by Micrometer's names</caption>
 * <tr><th>name</th><th>kind</th><th>tags</th><th>what it is</th></tr>
 * <tr><td>{@code innkeeper.operation}</td><td>timer</td><td>operation, outcome, strategy, error</td>
 *     <td>operations, and how long their callers waited for the answer</td></tr>
 * <tr><td>{@code innkeeper.retries}</td><td>counter</td><td>operation, strategy</td>
 *     <td>how often changes to the inventory lost a race and were tried again</td></tr>
 * <tr><td>{@code innkeeper.together}</td><td>summary</td><td>strategy</td>
 *     <td>with how many changes each change shared its transaction, itself included</td></tr>
 * <tr><td>{@code innkeeper.waiting}</td><td>gauge</td><td>strategy</td>
 *     <td>how many callers or changes wait in the queues of the strategy</td></tr>
 * <tr><td>{@code innkeeper.events}</td><td>counter</td><td>type</td>
 *     <td>changes to bookings that this process committed</td></tr>
 * </table>
 *
 * <p>All tags have few values: {@code operation} is an {@link Operation.Kind} by its label, {@code outcome} a
 * {@link Result} by its label, {@code strategy} the name of the inventory-lock strategy, {@code error} the simple name of the
 * class that was thrown where an operation {@linkplain Result#FAILED failed} and {@code none} elsewhere, and {@code type} a
 * {@link BookingEvent.Type} such as {@code checked-in}.
 *
 * <p>With an {@link ObservationRegistry} each operation is an observation named {@code innkeeper.operation}, a child of the
 * one that is current where the library is called, and current itself until the answer. Its low-cardinality keys are the tags
 * above; of high cardinality, for traces only, are {@code hotel}, {@code retries} and {@code together}. The timer is then made
 * by the handler that the host has for that ({@code DefaultMeterObservationHandler}; Spring Boot registers one), so that
 * nothing is counted twice. Of what is merged into one transaction each caller has an observation of its own; what is below
 * that transaction, such as its statements, is below the observation of the caller who worked on it, or of none where a thread
 * was started for it.
 *
 * <p>Nothing is told of users. Safe for use by many threads, and for several {@link io.innkeeper.booking.Innkeeper}s at once,
 * whose numbers are added up. Give it to their builders, not to a relay.
 */
public final class MicrometerBookingListener implements BookingListener {

    private static final String OPERATION = "innkeeper.operation";
    private static final String RETRIES = "innkeeper.retries";
    private static final String TOGETHER = "innkeeper.together";
    private static final String WAITING = "innkeeper.waiting";
    private static final String EVENTS = "innkeeper.events";

    private final @Nullable Meters meters;
    private final @Nullable ObservationRegistry observations;

    private MicrometerBookingListener(@Nullable MeterRegistry registry, @Nullable ObservationRegistry observations) {
        this.meters = registry == null ? null : new Meters(registry, observations == null);
        this.observations = observations;
    }

    /** Metrics alone, timers included. */
    public static MicrometerBookingListener of(MeterRegistry meters) {
        return new MicrometerBookingListener(Objects.requireNonNull(meters, "meters"), null);
    }

    /** Observations alone: what traces and timers are made of by their handlers, and no other metrics. */
    public static MicrometerBookingListener of(ObservationRegistry observations) {
        return new MicrometerBookingListener(null, Objects.requireNonNull(observations, "observations"));
    }

    /** Observations, of which their handlers make traces and the timer, and all other metrics. */
    public static MicrometerBookingListener of(MeterRegistry meters, ObservationRegistry observations) {
        return new MicrometerBookingListener(
                Objects.requireNonNull(meters, "meters"), Objects.requireNonNull(observations, "observations"));
    }

    @Override
    public void happened(BookingEvent event) {
        if (meters != null) {
            meters.count(event);
        }
    }

    @Override
    public @Nullable Runnable opened(String strategy, IntSupplier waiting) {
        return meters == null ? null : meters.opened(strategy, waiting);
    }

    @Override
    public Consumer<OperationEnd> started(Operation operation) {
        Observed observed = observations == null ? null : Observed.begin(operation, observations);
        return end -> {
            try {
                if (meters != null) {
                    meters.record(operation, end);
                }
            } finally {
                if (observed != null) {
                    observed.end(end);
                }
            }
        };
    }

    private static String error(OperationEnd end) {
        return end.result() == Result.FAILED && end.failure() != null
                ? end.failure().getClass().getSimpleName()
                : "none";
    }

    /** What is counted and timed. */
    private static final class Meters {

        private final MeterRegistry registry;
        private final @Nullable MeterProvider<Timer> times;
        private final MeterProvider<Counter> retries;
        private final MeterProvider<DistributionSummary> together;
        private final MeterProvider<Counter> events;

        /** The queues of all that are open, by strategy; only under the lock, other than the lists. */
        private final Map<String, List<IntSupplier>> queues = new HashMap<>();

        Meters(MeterRegistry registry, boolean withTimes) {
            this.registry = registry;
            times = withTimes
                    ? Timer.builder(OPERATION)
                            .description("operations, and how long their callers waited for the answer")
                            .withRegistry(registry)
                    : null;
            retries = Counter.builder(RETRIES)
                    .description("how often changes to the inventory lost a race and were tried again")
                    .withRegistry(registry);
            together = DistributionSummary.builder(TOGETHER)
                    .description("with how many changes each change shared its transaction, itself included")
                    .withRegistry(registry);
            events = Counter.builder(EVENTS)
                    .description("changes to bookings that this process committed")
                    .withRegistry(registry);
        }

        void count(BookingEvent event) {
            events.withTag("type", event.type().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .increment();
        }

        void record(Operation operation, OperationEnd end) {
            String kind = operation.kind().label();
            String strategy = operation.strategy();
            if (times != null) {
                times.withTags(Tags.of(
                                "operation",
                                kind,
                                "outcome",
                                end.result().label(),
                                "strategy",
                                strategy,
                                "error",
                                error(end)))
                        .record(end.time());
            }
            if (end.together() > 0) {
                // Of none, too, so that there is something to take the rate of from the first race on.
                retries.withTags("operation", kind, "strategy", strategy).increment(end.retries());
                together.withTag("strategy", strategy).record(end.together());
            }
        }

        synchronized Runnable opened(String strategy, IntSupplier waiting) {
            List<IntSupplier> all = queues.computeIfAbsent(strategy, any -> new CopyOnWriteArrayList<>());
            all.add(waiting);
            Gauge gauge = Gauge.builder(WAITING, all, Meters::sum)
                    .description("how many callers or changes wait in the queues of the strategy")
                    .tag("strategy", strategy)
                    .register(registry);
            return () -> closed(strategy, waiting, gauge);
        }

        private synchronized void closed(String strategy, IntSupplier waiting, Gauge gauge) {
            List<IntSupplier> all = queues.getOrDefault(strategy, List.of());
            if (all.remove(waiting) && all.isEmpty()) {
                queues.remove(strategy);
                registry.remove(gauge);
            }
        }

        private static double sum(List<IntSupplier> all) {
            return all.stream().mapToInt(IntSupplier::getAsInt).sum();
        }
    }

    /**
     * An observation that is current.
     *
     * @param registry where it is current
     * @param before the scope that is current after it
     */
    private record Observed(
            Observation observation,
            Observation.Scope scope,
            ObservationRegistry registry,
            Observation.@Nullable Scope before) {

        static Observed begin(Operation operation, ObservationRegistry registry) {
            String kind = operation.kind().label();
            Observation.Scope before = registry.getCurrentObservationScope();
            Observation observation = Observation.createNotStarted(OPERATION, registry)
                    .contextualName("innkeeper " + kind)
                    .lowCardinalityKeyValue("operation", kind)
                    .lowCardinalityKeyValue("strategy", operation.strategy())
                    .start();
            try {
                return new Observed(observation, observation.openScope(), registry, before);
            } catch (RuntimeException | Error e) { // of a handler of the host's
                registry.setCurrentObservationScope(before);
                observation.stop();
                throw e;
            }
        }

        void end(OperationEnd end) {
            try {
                observation
                        .lowCardinalityKeyValue("outcome", end.result().label())
                        .highCardinalityKeyValue("retries", Integer.toString(end.retries()))
                        .highCardinalityKeyValue("together", Integer.toString(end.together()));
                if (end.hotel() != null) {
                    observation.highCardinalityKeyValue("hotel", end.hotel().toString());
                }
                if (end.result() == Result.FAILED && end.failure() != null) {
                    observation.error(end.failure());
                }
            } finally {
                try {
                    close();
                } finally {
                    observation.stop();
                }
            }
        }

        private void close() {
            try {
                scope.close();
            } catch (RuntimeException | Error e) { // of a handler of the host's, before the scope was closed
                registry.setCurrentObservationScope(before);
                throw e;
            }
        }
    }
}
