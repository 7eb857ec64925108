package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.EventRelay;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.input.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims some events, delivers them, notes what became of each, and so on. Between these it may be killed. */
final class StoredRelay implements EventRelay {

    /** So few that all are delivered in much less than the lease, and so many that the statements hardly count. */
    private static final int BATCH = 50;

    /** After so long it is taken that a relay which has claimed events is dead. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** What was not begun by then is left, so that a listener has the other half of the lease to itself. */
    private static final Duration LAST_BEGINNING = LEASE.dividedBy(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);

    private final EventStore store;
    private final BookingListener listener;
    private final Set<StoredRelay> started;
    private final BooleanSupplier startsNoMore;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * One that is among {@code started} while it has a thread.
     *
     * @param startsNoMore whether all that were started are being closed, or have been
     */
    StoredRelay(EventStore store, BookingListener listener, Set<StoredRelay> started, BooleanSupplier startsNoMore) {
        this.store = store;
        this.listener = listener;
        this.started = started;
        this.startsNoMore = startsNoMore;
    }

    /** How many events a pass claimed, and how many of these it delivered. */
    private record Pass(int claimed, int delivered) {}

    @Override
    public int deliver() {
        checkOpen();
        return pass().delivered();
    }

    private Pass pass() {
        long begun = System.nanoTime();
        List<BookingEvent> claimed = store.claim(BATCH, LEASE);
        List<BookingEvent> delivered = new ArrayList<>();
        List<BookingEvent> failed = new ArrayList<>();
        for (BookingEvent event : claimed) {
            if (isClosed() || System.nanoTime() - begun > LAST_BEGINNING.toNanos()) {
                break;
            }
            (Announcements.tell(listener, event) ? delivered : failed).add(event);
        }
        List<BookingEvent> left = claimed.subList(delivered.size() + failed.size(), claimed.size());
        if (!delivered.isEmpty()) {
            store.delivered(delivered);
        }
        if (!failed.isEmpty()) {
            store.putOff(failed, PAUSE_AFTER_FAILURE);
        }
        if (!left.isEmpty()) {
            store.putOff(left, Duration.ZERO);
        }
        return new Pass(claimed.size(), delivered.size());
    }

    @Override
    public synchronized EventRelay start(Duration every) {
        Given.notNull("every", every);
        if (every.compareTo(SHORTEST_WAIT) < 0 || every.compareTo(LONGEST_WAIT) > 0) {
            throw new InvalidRequestException("every", "must be 1 millisecond to 1 day", every);
        }
        checkOpen();
        if (thread != null) {
            throw new IllegalStateException("the relay was started before");
        }
        Thread daemon = new Thread(() -> deliverUntilClosed(every), "innkeeper-relay");
        daemon.setDaemon(true);
        started.add(this);
        if (startsNoMore.getAsBoolean()) { // looked at once it can be found, so that it is closed or not started
            started.remove(this);
            throw new IllegalStateException("its Innkeeper is closed");
        }
        thread = daemon;
        daemon.start();
        return this;
    }

    private void deliverUntilClosed(Duration every) {
        while (!isClosed()) {
            if (!foundAny()) {
                pause(every);
            }
        }
    }

    private boolean foundAny() {
        try {
            return pass().claimed() > 0;
        } catch (RuntimeException | Error e) {
            log.warn("events could not be delivered; this is tried again", e);
            return false;
        }
    }

    private void pause(Duration every) {
        try {
            closing.await(every.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            log.debug("a listener has left the relay's thread interrupted");
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the relay is closed");
        }
    }

    @Override
    public void close() {
        Thread running = end();
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread end() {
        closing.countDown();
        started.remove(this);
        return thread;
    }
}
