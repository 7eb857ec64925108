package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/**
 * Nights that a booking gives back.
 *
 * @param booking the booking that has the nights
 * @param room the room
 * @param stay the nights
 * @param ofHold whether the booking is a hold, of whose nights others may have taken some since it expired; otherwise all of
 *     them must be its own, or the change as a whole is refused
 */
public record Release(BookingId booking, RoomId room, Stay stay, boolean ofHold) {

    /** Checks that no part is null. */
    public Release {
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
    }

    /** All the nights of a booking as it was read. */
    public static Release of(Booking booking) {
        return new Release(booking.id(), booking.room(), booking.stay(), booking.status() == BookingStatus.HELD);
    }
}
