package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BookingId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something in the inventory that is not as it must be.
 *
 * @param kind in which way
 * @param room the room concerned; null if that cannot be told
 * @param bookings the bookings concerned, which need not all be there; never empty
 * @param message what is wrong with which values, for people
 */
public record Finding(Kind kind, @Nullable RoomId room, List<BookingId> bookings, String message) {

    /** In which ways an inventory can be wrong. */
    public enum Kind {
        /** Nights of a room are kept for a booking that should not have them, or is not there. */
        ORPHAN_NIGHTS,
        /** A booking does not have all its nights, so that somebody else may get them. */
        MISSING_NIGHTS,
        /** Nights expire at another time than their booking, or at all although it is for good. */
        WRONG_EXPIRY,
        /** Two bookings for good want the same nights of a room. */
        OVERLAP,
        /** The events of a booking are not one for each of its versions. */
        WRONG_EVENTS,
        /** A booking is not what its latest event says. */
        DIFFERS_FROM_EVENT,
        /** There are events of a booking that is not there. */
        EVENTS_OF_NO_BOOKING
    }

    /** Checks that no part is null that must not be and makes the list unmodifiable. */
    public Finding {
        Objects.requireNonNull(kind, "kind");
        bookings = List.copyOf(bookings);
        Objects.requireNonNull(message, "message");
    }
}
