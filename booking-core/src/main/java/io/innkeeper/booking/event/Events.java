package io.innkeeper.booking.event;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.reservation.BookingId;
import java.util.List;

/** What happened to bookings: to be looked up, and to be delivered. Safe for use by many threads. */
public interface Events {

    /**
     * All that happened to a booking, in order; empty if there is no such booking, and as well if the actor may not see it.
     *
     * @throws InvalidRequestException if the actor or the booking is null
     */
    List<RecordedEvent> of(Actor actor, BookingId booking);

    /**
     * A relay, which delivers every event of the storage, whoever made it, to a listener: for what must not be lost, such as
     * a confirmation by mail.
     *
     * <p>Each event is delivered at least once, though this or any other process be killed at any moment, and the events of
     * one booking in their order: none before the one before it has been delivered. An event is delivered again if its relay
     * could not note that it was delivered, so the listener has to know what it has done already:
     * {@link BookingEvent#id()} stays the same. If it throws, the event is delivered again after a pause, during which
     * later events of the same booking wait and others do not.
     *
     * <p>Each process that works on the storage may have relays, and they share the work; so all of them should have the same
     * listener. The first one begins with the first event that there is. A listener should be done within half a minute;
     * one that takes longer may find another relay delivering the same event.
     *
     * @throws InvalidRequestException if the listener is null
     */
    EventRelay relay(BookingListener listener);
}
