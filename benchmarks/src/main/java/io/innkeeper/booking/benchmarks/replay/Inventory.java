package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.stay.Stay;
import java.util.Optional;

/** One way to book and cancel, to be replayed on. For use by many threads at once. */
interface Inventory extends AutoCloseable {

    /**
     * Books a room for a stay.
     *
     * @param type the type of the room
     * @param number its number among those of its type
     * @param stay the nights
     * @return empty if a night is sold
     */
    Optional<Booking> book(String type, int number, Stay stay);

    /**
     * Cancels a booking that it made.
     *
     * @throws IllegalStateException if that cannot be done
     */
    void cancel(Booking booking);

    /** Ends what was opened for it. */
    @Override
    void close();
}
