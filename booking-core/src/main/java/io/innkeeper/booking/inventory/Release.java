package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/**
 * Nights that a booking gives back. All of them must be its own, or the change as a whole is refused.
 *
 * @param booking the booking that has the nights
 * @param room the room
 * @param stay the nights
 */
public record Release(BookingId booking, RoomId room, Stay stay) {

    /** Checks that no part is null. */
    public Release {
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
    }
}
