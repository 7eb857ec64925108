package io.innkeeper.booking.inventory;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * For whom a leader waits a moment. Those who have just had their answers often ask again at once, and would come some
 * microseconds too late for the next batch: two callers would take turns then, instead of sharing a transaction. So they are
 * let in, for a small part of the time that the last batch took, where that has helped before.
 *
 * <p>For one leader at a time; if it is two for once, some time is wasted and nothing else.
 */
final class ExpectedCallers {

    /** What waiting in vain may add to a batch: a twentieth of the last one. */
    private static final int PART = 20;

    private static final long MOST_NANOS = 1_000_000;

    /** After having waited in vain that often or more, so many batches go by without: two to the power of it. */
    private static final int MOST_IN_VAIN = 6;

    private final int most;
    private final IntSupplier queued;
    private final LongSupplier clock;

    private int expected;
    private long nanos;
    private int inVain;
    private int toSkip;

    /**
     * Nobody is expected at first.
     *
     * @param most no more than these are let in at once
     * @param queued how many are there
     * @param clock {@link System#nanoTime()}
     */
    ExpectedCallers(int most, IntSupplier queued, LongSupplier clock) {
        this.most = most;
        this.queued = queued;
        this.clock = clock;
    }

    /** Those of a batch that is done may come again, and others are there. */
    void expect(int answered, long nanosOfBatch) {
        expected = Math.min(answered + queued.getAsInt(), most);
        nanos = Math.min(nanosOfBatch / PART, MOST_NANOS);
    }

    /** Until they are there, or it is enough. */
    @SuppressWarnings("ThreadPriorityCheck") // whether it yields changes how long this takes, and nothing else
    void await() {
        int missing = expected - queued.getAsInt();
        if (missing <= 0) {
            return;
        }
        if (toSkip > 0) {
            toSkip--;
            return;
        }
        int left = missing;
        long end = clock.getAsLong() + nanos;
        while (left > 0 && clock.getAsLong() - end < 0) {
            Thread.yield(); // to those who are on their way, where threads are more than cores
            left = expected - queued.getAsInt();
        }
        if (left * 2 > missing) {
            inVain = Math.min(inVain + 1, MOST_IN_VAIN);
            toSkip = 1 << inVain;
        } else {
            inVain = 0;
        }
    }
}
