package io.innkeeper.booking.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Unavailable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class MicrometerBookingListenerTest {

    private static final Set<String> TAGS = Set.of("operation", "outcome", "strategy", "error", "type");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestObservationRegistry observations = TestObservationRegistry.create();

    private App app() {
        return new App(MicrometerBookingListener.of(meters), lock -> lock);
    }

    private long times(String outcome) {
        return meters.get("innkeeper.operation")
                .tags("operation", "book", "outcome", outcome)
                .timer()
                .count();
    }

    // Metrics

    @Test
    void eachOutcomeIsCountedOnce() {
        try (App app = app()) {
            assertThat(app.book()).isInstanceOf(Booked.class);
            assertThat(app.book()).isInstanceOf(Unavailable.class);
            assertThat(app.book()).isInstanceOf(Unavailable.class);
        }

        assertThat(times("done")).isEqualTo(1);
        assertThat(times("unavailable")).isEqualTo(2);
        assertThat(meters.get("innkeeper.operation").timers()).hasSize(2);
        assertThat(meters.get("innkeeper.events")
                        .tag("type", "booked")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("innkeeper.events").counters()).hasSize(1);
    }

    @Test
    void noTagHasManyValues() {
        try (App app = app()) {
            app.book();
            app.book();
        }

        for (Meter meter : meters.getMeters()) {
            assertThat(meter.getId().getTags()).extracting(Tag::getKey).isSubsetOf(TAGS);
            assertThat(meter.getId().getTags())
                    .extracting(Tag::getValue)
                    .noneMatch(value -> value.contains("@") || value.matches(".*[0-9a-f]{8}-.*"));
        }
    }

    @Test
    void retriesAreCounted() {
        AtomicInteger asked = new AtomicInteger();
        UnaryOperator<InventoryLock> strategy = lock -> InventoryLock.retrying(batch -> asked.getAndIncrement() < 4
                ? batch.stream()
                        .<Settlement>map(change -> new Settlement.Contended())
                        .toList()
                : lock.settle(batch));
        try (App app = new App(MicrometerBookingListener.of(meters), strategy)) {
            assertThat(app.book()).isInstanceOf(Booked.class);
        }

        assertThat(meters.get("innkeeper.retries")
                        .tags("operation", "book", "strategy", "retrying(custom)")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void whatNeverLostARaceHasNoRetriesAndIsThere() {
        try (App app = app()) {
            app.book();
        }
        assertThat(meters.get("innkeeper.retries").counter().count()).isZero();
    }

    @Test
    void whoWaitsIsSeenAndThenNotAnyMore() throws InterruptedException {
        assertThatWhoWaitsIsSeen(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void whoWaitsOnAVirtualThreadIsSeenAsWell() throws InterruptedException {
        assertThatWhoWaitsIsSeen(task -> {
            try {
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("virtual threads are not what they were", e);
            }
        });
    }

    private void assertThatWhoWaitsIsSeen(Executor threads) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        UnaryOperator<InventoryLock> strategy = lock -> InventoryLock.combining(batch -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return lock.settle(batch);
        });
        List<CompletableFuture<BookingOutcome>> answers = new ArrayList<>();
        try (App app = new App(MicrometerBookingListener.of(meters), strategy)) {
            assertThat(waiting()).isZero();
            answers.add(CompletableFuture.supplyAsync(app::book, threads));
            inside.await();
            answers.add(CompletableFuture.supplyAsync(app::book, threads));
            answers.add(CompletableFuture.supplyAsync(app::book, threads));
            while (waiting() != 2) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            assertThat(answers.stream().map(CompletableFuture::join).filter(Booked.class::isInstance))
                    .hasSize(1);
            assertThat(waiting()).isZero();
        }

        assertThat(times("done")).isEqualTo(1);
        assertThat(times("unavailable")).isEqualTo(2);
        assertThat(meters.get("innkeeper.together").summary().max()).isEqualTo(2);
        assertThat(meters.get("innkeeper.together").summary().totalAmount()).isEqualTo(1 + 2 + 2);
    }

    private double waiting() {
        return meters.get("innkeeper.waiting")
                .tag("strategy", "combining(custom)")
                .gauge()
                .value();
    }

    @Test
    void theQueuesOfAllThatAreOpenAreAddedUp() {
        MicrometerBookingListener listener = MicrometerBookingListener.of(meters);
        Runnable first = listener.opened("striped(memory)", () -> 3);
        Runnable second = listener.opened("striped(memory)", () -> 4);
        listener.opened("memory", () -> 100);
        assertThat(waitingIn("striped(memory)")).containsExactly(7.0);

        first.run();
        first.run();
        assertThat(waitingIn("striped(memory)")).containsExactly(4.0);

        second.run();
        assertThat(waitingIn("striped(memory)")).isEmpty();
        assertThat(waitingIn("memory")).containsExactly(100.0);

        listener.opened("striped(memory)", () -> 5);
        assertThat(waitingIn("striped(memory)")).containsExactly(5.0);
    }

    private List<Double> waitingIn(String strategy) {
        return meters.find("innkeeper.waiting").tag("strategy", strategy).gauges().stream()
                .map(gauge -> gauge.value())
                .toList();
    }

    // Observations

    @Test
    void anOperationIsAChildOfWhatTheHostObservesAndParentOfWhatIsBelow() {
        List<String> parents = new ArrayList<>();
        UnaryOperator<InventoryLock> strategy = lock -> batch -> {
            Observation statement = Observation.start("statement", observations);
            parents.add(statement
                    .getContextView()
                    .getParentObservation()
                    .getContextView()
                    .getName());
            statement.stop();
            return lock.settle(batch);
        };
        Observation request = Observation.createNotStarted("web.request", observations);
        try (App app = new App(MicrometerBookingListener.of(meters, observations), strategy)) {
            request.observe(() -> {
                app.book();
                assertThat(observations.getCurrentObservation()).isSameAs(request);
            });
        }

        assertThat(parents).containsExactly("innkeeper.operation");
        assertThat(observations).doesNotHaveAnyRemainingCurrentObservation();
        assertThat(observations)
                .hasObservationWithNameEqualTo("innkeeper.operation")
                .that()
                .hasBeenStarted()
                .hasBeenStopped()
                .hasParentObservationEqualTo(request)
                .hasContextualNameEqualTo("innkeeper book")
                .hasLowCardinalityKeyValue("operation", "book")
                .hasLowCardinalityKeyValue("outcome", "done")
                .hasLowCardinalityKeyValue("strategy", "custom")
                .hasHighCardinalityKeyValue("retries", "0")
                .hasHighCardinalityKeyValue("together", "1")
                .hasHighCardinalityKeyValueWithKey("hotel")
                .doesNotHaveError();
    }

    @Test
    void onlyWhatFailedIsAnError() {
        Settlement[] answer = {new Settlement.Contended()};
        StorageException broken = new StorageException("the server is down", null);
        try (App app = new App(MicrometerBookingListener.of(observations), lock -> batch -> List.of(answer[0]))) {
            assertThat(app.book()).isInstanceOf(Contended.class);
            assertThat(observations)
                    .hasObservationWithNameEqualTo("innkeeper.operation")
                    .that()
                    .hasLowCardinalityKeyValue("outcome", "contended")
                    .doesNotHaveError();
            observations.clear();

            answer[0] = new Settlement.Failed(broken);
            assertThatExceptionOfType(StorageException.class).isThrownBy(app::book);
            assertThat(observations)
                    .hasObservationWithNameEqualTo("innkeeper.operation")
                    .that()
                    .hasLowCardinalityKeyValue("outcome", "failed")
                    .hasError(broken);
        }
        assertThat(observations).doesNotHaveAnyRemainingCurrentObservation();
    }

    @Test
    void withBothRegistriesTheTimeIsTakenOnce() {
        ObservationRegistry both = ObservationRegistry.create();
        both.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        try (App app = new App(MicrometerBookingListener.of(meters, both), lock -> lock)) {
            app.book();
            app.book();
        }

        assertThat(times("done")).isEqualTo(1);
        assertThat(times("unavailable")).isEqualTo(1);
        MeterRegistry alone = new SimpleMeterRegistry();
        try (App app = new App(MicrometerBookingListener.of(alone), lock -> lock)) {
            app.book();
            app.book();
        }
        assertThat(timers(meters)).as("the same as without observations").isEqualTo(timers(alone));
    }

    private static Set<List<Tag>> timers(MeterRegistry registry) {
        return registry.get("innkeeper.operation").timers().stream()
                .map(timer -> timer.getId().getTags())
                .collect(Collectors.toSet());
    }

    @Test
    void withMetersAloneNothingOfTheHostsObservationsIsTouched() {
        Observation request = Observation.createNotStarted("web.request", observations);
        List<Observation> current = new ArrayList<>();
        UnaryOperator<InventoryLock> strategy = lock -> batch -> {
            current.add(observations.getCurrentObservation());
            return lock.settle(batch);
        };
        try (App app = new App(MicrometerBookingListener.of(meters), strategy)) {
            request.observe(app::book);
        }

        assertThat(current).containsExactly(request);
    }

    @Test
    void aHandlerThatThrowsChangesNoAnswerAndLeavesNoScopeBehind() {
        for (String when : List.of("start", "open", "close", "stop")) {
            ObservationRegistry broken = ObservationRegistry.create();
            broken.observationConfig().observationHandler(new Throwing(when));
            try (App app = new App(MicrometerBookingListener.of(meters, broken), lock -> lock)) {
                assertThat(app.book()).as("throwing at %s", when).isInstanceOf(Booked.class);
            }
            assertThat(broken.getCurrentObservationScope())
                    .as("throwing at %s", when)
                    .isNull();
        }
    }

    /** A handler of a host's that is broken. */
    private record Throwing(String when) implements ObservationHandler<Observation.Context> {

        private void maybe(String now) {
            if (when.equals(now)) {
                throw new IllegalStateException("broken at " + now);
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            maybe("start");
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            maybe("open");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            maybe("close");
        }

        @Override
        public void onStop(Observation.Context context) {
            maybe("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @Test
    void aRegistryIsNotNull() {
        assertThatNullPointerException().isThrownBy(() -> MicrometerBookingListener.of((MeterRegistry) null));
        assertThatNullPointerException().isThrownBy(() -> MicrometerBookingListener.of((ObservationRegistry) null));
        assertThatNullPointerException().isThrownBy(() -> MicrometerBookingListener.of(meters, null));
    }
}
