package io.innkeeper.booking.internal;

import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.EventRelay;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.event.Events;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.BookingId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Events over a storage. */
public final class StoredEvents implements Events, AutoCloseable {

    private final EventStore store;
    private final Desk desk;
    private final Set<StoredRelay> started = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private final boolean joined;

    /**
     * Events that are kept in {@code store}, of bookings that are made at a desk.
     *
     * @param joined whether this is inside a transaction of the host
     */
    public StoredEvents(EventStore store, Desk desk, boolean joined) {
        this.store = store;
        this.desk = desk;
        this.joined = joined;
    }

    @Override
    public List<RecordedEvent> of(Actor actor, BookingId booking) {
        return desk.find(actor, booking).isPresent() ? store.ofBooking(booking) : List.of();
    }

    @Override
    public EventRelay relay(BookingListener listener) {
        if (joined) {
            throw new IllegalStateException("a relay has transactions of its own: ask the Innkeeper that was built");
        }
        return new StoredRelay(store, Given.notNull("listener", listener), started, () -> closed);
    }

    /** Closes the relays that were started; no more are started from now on. */
    @Override
    public void close() {
        closed = true;
        started.forEach(StoredRelay::close);
    }
}
