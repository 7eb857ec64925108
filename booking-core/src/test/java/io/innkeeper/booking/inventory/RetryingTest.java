package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Settlement.Contended;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.inventory.Settlement.Unknown;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryingTest {

    private static final Settlement SETTLED = new Settled(List.of());
    private static final Settlement CLOSED = new Refused(new Refusal.Closed());

    /** Answers each change from its own list, the last answer again and again, and notes what it was asked. */
    private static final class Scripted implements InventoryLock {

        private final Map<String, List<Settlement>> script;
        private final List<List<String>> asked = new ArrayList<>();
        private Runnable each = () -> {};
        private boolean closed;

        Scripted(Map<String, List<Settlement>> script) {
            this.script = script;
        }

        @Override
        public List<Settlement> settle(List<InventoryChange> batch) {
            each.run();
            List<String> keys =
                    batch.stream().map(change -> change.key().value()).toList();
            asked.add(keys);
            return keys.stream().map(this::next).toList();
        }

        private Settlement next(String key) {
            List<Settlement> answers = script.get(key);
            long before = asked.stream().filter(keys -> keys.contains(key)).count() - 1;
            return answers.get((int) Math.min(before, answers.size() - 1));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static InventoryChange change(String key, Duration time) {
        return change(key, Deadline.after(time));
    }

    private static InventoryChange change(String key, Deadline deadline) {
        return new InventoryChange(
                new RequestKey(new UserId(new UUID(0, 1)), key),
                new HotelId(new UUID(0, 2)),
                List.of(),
                List.of(),
                deadline,
                assignment -> List.of());
    }

    private static List<InventoryChange> batch(String... keys) {
        return List.of(keys).stream()
                .map(key -> change(key, Duration.ofMinutes(1)))
                .toList();
    }

    @Test
    void whatIsNotContendedIsAskedOnce() {
        Scripted lock = new Scripted(Map.of(
                "settled", List.of(SETTLED),
                "closed", List.of(CLOSED),
                "late", List.of(new TooLate()),
                "unknown", List.of(new Unknown())));

        assertThat(InventoryLock.retrying(lock).settle(batch("settled", "closed", "late", "unknown")))
                .containsExactly(SETTLED, CLOSED, new TooLate(), new Unknown());
        assertThat(lock.asked).hasSize(1);
    }

    @Test
    void onlyWhatIsContendedIsAskedAgainAndEachAnswerKeepsItsPlace() {
        Scripted lock = new Scripted(Map.of(
                "a", List.of(new Contended(), CLOSED),
                "b", List.of(SETTLED),
                "c", List.of(new Contended(), new Contended(), SETTLED),
                "d", List.of(new Unknown())));

        assertThat(InventoryLock.retrying(lock).settle(batch("a", "b", "c", "d")))
                .containsExactly(CLOSED, SETTLED, SETTLED, new Unknown());
        assertThat(lock.asked).containsExactly(List.of("a", "b", "c", "d"), List.of("a", "c"), List.of("c"));
    }

    @Test
    void itGivesUpAfterABoundedNumberOfAttempts() {
        Scripted lock = new Scripted(Map.of("a", List.of(new Contended()), "b", List.of(SETTLED)));

        assertThat(InventoryLock.retrying(lock).settle(batch("a", "b"))).containsExactly(new Contended(), SETTLED);
        assertThat(lock.asked).hasSize(Retrying.ATTEMPTS);
        assertThat(lock.asked.get(0)).containsExactly("a", "b");
        assertThat(lock.asked.subList(1, Retrying.ATTEMPTS)).containsOnly(List.of("a"));
    }

    @Test
    void nothingIsAskedAgainOnceItsDeadlineHasPassed() {
        Scripted lock =
                new Scripted(Map.of("late", List.of(new Contended(), SETTLED), "a", List.of(new Contended(), SETTLED)));
        List<InventoryChange> batch = List.of(change("late", Duration.ZERO), change("a", Duration.ofMinutes(1)));

        assertThat(InventoryLock.retrying(lock).settle(batch)).containsExactly(new Contended(), SETTLED);
        assertThat(lock.asked).containsExactly(List.of("late", "a"), List.of("a"));
    }

    /**
     * The first answer comes just before the deadline, so that it passes during the pause. It may still pass between the
     * last look at it and the question, which is why the test counts.
     */
    @Test
    void whoseDeadlinePassesDuringThePauseIsNotAskedAgain() {
        int rounds = 100;
        int askedLate = 0;
        for (int n = 0; n < rounds; n++) {
            Scripted lock = new Scripted(Map.of("a", List.of(new Contended())));
            Deadline deadline = Deadline.after(Duration.ofMillis(2));
            List<Boolean> late = new ArrayList<>();
            lock.each = () -> {
                late.add(deadline.hasPassed());
                while (deadline.remaining().compareTo(Duration.ofNanos(50_000)) > 0) {
                    Thread.onSpinWait();
                }
            };

            assertThat(InventoryLock.retrying(lock).settle(List.of(change("a", deadline))))
                    .containsExactly(new Contended());
            if (late.subList(1, late.size()).contains(true)) {
                askedLate++;
            }
        }

        assertThat(askedLate).as("of %s", rounds).isLessThan(rounds / 4);
    }

    static List<Arguments> failures() {
        Runnable throwsException = () -> {
            throw new IllegalStateException("broken");
        };
        Runnable throwsError = () -> {
            throw new StackOverflowError("broken");
        };
        return List.of(
                Arguments.of("throws an exception", throwsException), Arguments.of("throws an error", throwsError));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void ifALaterAttemptThrowsOnlyWhatWasAskedAgainIsUnknown(String name, Runnable failure) {
        assertThat(InventoryLock.retrying(failingAtTheSecondAttempt(failure)).settle(batch("a", "b", "c")))
                .containsExactly(SETTLED, new Unknown(), CLOSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whoIsMergedWithOthersKeepsItsAnswerIfALaterAttemptThrows(String name, Runnable failure) {
        InventoryLock retrying = InventoryLock.retrying(failingAtTheSecondAttempt(failure));

        assertThat(InventoryLock.combining(retrying).settle(batch("a", "b", "c")))
                .containsExactly(SETTLED, new Unknown(), CLOSED);
    }

    private static InventoryLock failingAtTheSecondAttempt(Runnable failure) {
        Scripted lock = new Scripted(
                Map.of("a", List.of(SETTLED), "b", List.of(new Contended(), SETTLED), "c", List.of(CLOSED)));
        lock.each = () -> {
            if (!lock.asked.isEmpty()) {
                failure.run();
            }
        };
        return lock;
    }

    @Test
    void whoIsInterruptedIsAnsweredAndStaysInterrupted() {
        Scripted lock = new Scripted(Map.of("a", List.of(new Contended(), SETTLED), "b", List.of(SETTLED)));
        lock.each = () -> Thread.currentThread().interrupt();

        assertThat(InventoryLock.retrying(lock).settle(batch("a", "b"))).containsExactly(new Contended(), SETTLED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lock.asked).hasSize(1);
    }

    @Test
    void nothingIsAskedOfNothing() {
        Scripted lock = new Scripted(Map.of());

        assertThat(InventoryLock.retrying(lock).settle(List.of())).isEmpty();
    }

    @Test
    void aLargeBatchKeepsItsOrder() {
        List<String> keys = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
        Scripted lock =
                new Scripted(keys.stream().collect(Collectors.toMap(Function.identity(), RetryingTest::answersFor)));

        List<Settlement> answers = InventoryLock.retrying(lock).settle(batch(keys.toArray(String[]::new)));

        for (int i = 0; i < answers.size(); i++) {
            List<Settlement> script = answersFor(keys.get(i));
            assertThat(answers.get(i)).isEqualTo(script.get(script.size() - 1));
        }
    }

    /** Contended a few times, and then something that tells the key. */
    private static List<Settlement> answersFor(String key) {
        List<Settlement> answers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(key) % 4; i++) {
            answers.add(new Contended());
        }
        answers.add(
                switch (Integer.parseInt(key) % 3) {
                    case 0 -> SETTLED;
                    case 1 -> CLOSED;
                    default -> new Unknown();
                });
        return answers;
    }

    @Test
    void closingItClosesTheLockInside() {
        Scripted lock = new Scripted(Map.of());
        InventoryLock.retrying(lock).close();

        assertThat(lock.closed).isTrue();
    }
}
