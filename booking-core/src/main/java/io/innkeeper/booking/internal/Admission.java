package io.innkeeper.booking.internal;

import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.inventory.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows how many operations are under way and how many get done, and turns away at once who would most likely not be answered in
 * time, before anything is asked of a server for them. How long somebody who comes now will take follows from both by Little's
 * law, L = λW (John D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9 (3), 1961), whatever it is
 * that the others queue for. Nobody waits here, so nobody is held up by it, and an operation may be part of another.
 *
 * <p>How many get done says what can be done only while many are under way all the time. So nothing is known before, and it is
 * forgotten when they are few again: a rush of people is let in.
 */
final class Admission {

    /** So few are never a reason to turn anybody away; about as many keep a server busy. */
    static final int FEW = 64;

    /** In which some transactions are committed, as a rule, even if they are large. */
    static final Duration WINDOW = Duration.ofMillis(250);

    /** Of the time that somebody has, the part that others may take: when it takes twice as long for once, it is still in time. */
    static final int PART = 2;

    private final LongSupplier nanoTime;
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder done = new LongAdder();

    /** Null unless more than a few have been under way since it began. */
    private final AtomicReference<@Nullable Pace> pace = new AtomicReference<>();

    /** Nothing is under way. */
    Admission() {
        this(System::nanoTime);
    }

    /** With a clock of a test's choice. */
    Admission(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * How fast things get done.
     *
     * @param since when the present window began
     * @param doneBefore how many were done by then
     * @param nanosEach by the windows before; 0 if nothing has been done yet
     */
    private record Pace(long since, long doneBefore, double nanosEach) {

        /** By a window that is over, and half as much by those before. */
        Pace then(long now, long doneNow) {
            double latest = (double) (now - since) / (doneNow - doneBefore);
            return new Pace(now, doneNow, nanosEach == 0 ? latest : (nanosEach + latest) / 2);
        }
    }

    /**
     * Turns somebody away if there is no use in beginning.
     *
     * @throws OverloadedException if what is under way takes too much of the time until the deadline
     */
    void check(Deadline deadline) {
        int others = underWay.get();
        Pace known = others < FEW ? null : pace.get();
        if (known == null || known.nanosEach() == 0) {
            return;
        }
        double expected = others * known.nanosEach();
        long left = deadline.remaining().toNanos();
        if (expected > (double) left / PART) {
            throw new OverloadedException(
                    "too much is asked for: " + others + " operations are under way, which takes "
                            + (long) (expected / 1e6) + " ms, and there were " + left / 1_000_000 + " ms for another",
                    null);
        }
    }

    /** How many operations are. */
    int underWay() {
        return underWay.get();
    }

    /** An operation begins, of which {@link #left} is to be told when it ends, however it does. */
    void entered() {
        if (underWay.incrementAndGet() >= FEW) {
            measure();
        }
    }

    /**
     * An operation has ended.
     *
     * @param served whether it had its turn
     */
    void left(boolean served) {
        if (served) {
            done.increment();
        }
        if (underWay.decrementAndGet() < FEW && pace.get() != null) {
            pace.set(null);
        }
    }

    private void measure() {
        long now = nanoTime.getAsLong();
        Pace known = pace.get();
        if (known == null) {
            pace.compareAndSet(null, new Pace(now, done.sum(), 0));
        } else if (now - known.since() >= WINDOW.toNanos()) {
            long doneNow = done.sum();
            if (doneNow > known.doneBefore()) { // otherwise it goes on, since nobody knows for how long nothing is done
                pace.compareAndSet(known, known.then(now, doneNow));
            }
        }
    }
}
