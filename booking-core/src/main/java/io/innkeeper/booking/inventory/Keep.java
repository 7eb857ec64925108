package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/**
 * Nights that a booking has as a hold and goes on having: for good, or for as long as the change says. Nobody may have taken
 * any of them meanwhile, or the change as a whole is refused; that the hold has expired is no matter.
 *
 * @param booking the booking that has the nights
 * @param room the room
 * @param stay the nights
 */
public record Keep(BookingId booking, RoomId room, Stay stay) {

    /** Checks that no part is null. */
    public Keep {
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
    }

    /** All the nights of a booking as it was read. */
    public static Keep of(Booking booking) {
        return new Keep(booking.id(), booking.room(), booking.stay());
    }
}
