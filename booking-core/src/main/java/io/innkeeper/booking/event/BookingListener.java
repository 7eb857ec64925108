package io.innkeeper.booking.event;

/**
 * Somebody who wants to know what happened to bookings: code of the host. It may ask the library for anything, further
 * changes included.
 */
@FunctionalInterface
public interface BookingListener {

    /**
     * Told of a change that is committed. What is done about it here cannot undo it any more.
     *
     * @param event the change, with the booking as it was after it; by now the booking may have changed again
     */
    void happened(BookingEvent event);
}
