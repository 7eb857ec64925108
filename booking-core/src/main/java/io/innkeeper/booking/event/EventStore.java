package io.innkeeper.booking.event;

import io.innkeeper.booking.reservation.BookingId;
import java.time.Duration;
import java.util.List;

/**
 * Where events are read and their delivery is kept track of: the port that a storage implements. They are written with the
 * changes that they tell of, through the {@link io.innkeeper.booking.inventory.InventoryLock}. Implementations are safe for
 * use by many threads and many processes.
 */
public interface EventStore {

    /** The events of a booking, in order. */
    List<RecordedEvent> ofBooking(BookingId booking);

    /**
     * Claims events that are to be delivered: nobody else is given them before the lease is over. Of each booking only the
     * first that is not delivered is given, and none if that is claimed or put off.
     *
     * @param limit at most so many
     * @param lease for how long they are claimed, from now on, by the storage's clock
     */
    List<BookingEvent> claim(int limit, Duration lease);

    /** Notes that events were delivered, once and for all: they are not given again. */
    void delivered(List<BookingEvent> events);

    /**
     * Puts off events that were claimed and not delivered.
     *
     * @param pause they are given again when so much time has passed from now on
     */
    void putOff(List<BookingEvent> events, Duration pause);
}
