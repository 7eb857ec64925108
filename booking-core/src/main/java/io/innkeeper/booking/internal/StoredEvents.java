package io.innkeeper.booking.internal;

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
    private final Set<StoredRelay> started = ConcurrentHashMap.newKeySet();

    /** Events that are kept in {@code store}. */
    public StoredEvents(EventStore store) {
        this.store = store;
    }

    @Override
    public List<RecordedEvent> of(BookingId booking) {
        return store.ofBooking(Given.notNull("booking", booking));
    }

    @Override
    public EventRelay relay(BookingListener listener) {
        return new StoredRelay(store, Given.notNull("listener", listener), started);
    }

    /** Closes the relays that were started. */
    @Override
    public void close() {
        started.forEach(StoredRelay::close);
    }
}
