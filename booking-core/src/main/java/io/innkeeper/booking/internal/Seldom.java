package io.innkeeper.booking.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Lets through one line in a while, so that what goes wrong a thousand times a second does not fill the log. Safe for many threads. */
final class Seldom {

    /** Short enough to see when something began and ended, and at most 3,600 lines an hour. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicInteger leftOut = new AtomicInteger();

    Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Has a line written, told how many were left out before it; or leaves it out. */
    void write(IntConsumer line) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE.toNanos())) {
            leftOut.incrementAndGet();
        } else {
            line.accept(leftOut.getAndSet(0));
        }
    }
}
