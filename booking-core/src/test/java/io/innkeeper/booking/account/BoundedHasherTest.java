package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.OverloadedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedHasherTest {

    private final Gated gated = new Gated();

    @Test
    void noMoreThanTheBoundAreComputedAtOnce() throws InterruptedException {
        PasswordHasher bounded = gated.atMost(2);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String password = "password " + i;
            callers.add(start(i % 2 == 0 ? () -> bounded.hash(password) : () -> bounded.matches(password, "known")));
        }
        gated.awaitBegun(2);
        callers.forEach(BoundedHasherTest::awaitWaiting);

        assertThat(gated.begun).hasSize(2);

        for (int done = 1; done <= 4; done++) {
            gated.finish.release();
            gated.awaitBegun(2 + done);
            callers.stream().filter(Thread::isAlive).forEach(BoundedHasherTest::awaitWaitingOrOver);
            assertThat(gated.begun).hasSize(2 + done);
        }
        gated.finish.release(2);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(gated.begun).hasSize(6);
    }

    @Test
    void whoWaitsForTooLongIsToldSoAndTheOthersAreServed() throws InterruptedException {
        PasswordHasher bounded = new BoundedHasher(gated, 1, Duration.ofMillis(1));
        Thread first = start(() -> bounded.hash("first"));
        gated.awaitBegun(1);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> bounded.hash("late"))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("1 are hashed at once");
        }

        gated.finish.release(2);
        first.join();
        assertThat(bounded.matches("next", "known")).isTrue();
        assertThat(gated.begun).hasSize(2);
    }

    @Test
    void whoCameFirstIsServedFirst() throws InterruptedException {
        PasswordHasher bounded = gated.atMost(1);
        List<Thread> callers = new ArrayList<>();
        for (String password : List.of("first", "second", "third", "fourth")) {
            Thread caller = start(() -> bounded.hash(password));
            awaitWaiting(caller);
            callers.add(caller);
        }
        gated.finish.release(4);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(gated.begun).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void whatCostsNothingDoesNotWait() throws InterruptedException {
        PasswordHasher bounded = gated.atMost(1);
        Thread busy = start(() -> bounded.hash("password"));
        awaitWaiting(busy);

        assertThat(bounded.recognises("known")).isTrue();
        assertThat(bounded.isOutdated("known")).isTrue();
        assertThat(bounded.matches("password", "unknown")).isFalse();

        gated.finish.release();
        busy.join();
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsNotLost() throws InterruptedException {
        PasswordHasher bounded = gated.atMost(1);
        Thread busy = start(() -> bounded.hash("first"));
        awaitWaiting(busy);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiting = start(() -> {
            bounded.hash("second");
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        awaitWaiting(waiting);

        waiting.interrupt();
        gated.finish.release(2);
        busy.join();
        waiting.join();

        assertThat(gated.begun).containsExactly("first", "second");
        assertThat(interrupted).isTrue();
    }

    @Test
    void aHasherThatThrowsDoesNotUseUpTheBound() {
        PasswordHasher failing = new Gated() {
            @Override
            public String hash(String password) {
                throw new IllegalStateException("broken");
            }
        };
        PasswordHasher bounded = failing.atMost(1);

        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException().isThrownBy(() -> bounded.hash("password"));
        }
    }

    @Test
    void theBoundIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> gated.atMost(0));
        assertThatIllegalArgumentException().isThrownBy(() -> gated.atMost(-1));
    }

    @Test
    void itSaysWhatItBounds() {
        assertThat(PasswordHasher.pbkdf2(7).atMost(3)).hasToString("pbkdf2-sha256[7], at most 3 at once");
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Until the thread is parked: in the queue for its turn, or in the hasher's gate. */
    private static void awaitWaiting(Thread thread) {
        while (!isWaiting(thread)) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private static void awaitWaitingOrOver(Thread thread) {
        while (!isWaiting(thread) && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** Computes nothing, and takes as long as the test wants. */
    private static class Gated implements PasswordHasher {

        final List<String> begun = new CopyOnWriteArrayList<>();
        final Semaphore finish = new Semaphore(0);

        @Override
        public String hash(String password) {
            begun.add(password);
            finish.acquireUninterruptibly();
            return "known";
        }

        @Override
        public boolean matches(String password, String encoded) {
            return hash(password).equals(encoded);
        }

        @Override
        public boolean recognises(String encoded) {
            return encoded.equals("known");
        }

        @Override
        public boolean isOutdated(String encoded) {
            return true;
        }

        void awaitBegun(int count) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (begun.size() < count) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }
}
