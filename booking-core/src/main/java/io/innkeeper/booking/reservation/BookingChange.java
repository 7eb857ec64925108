package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a booking is to be: other nights, another room, other guests, or several of these at once. Begins with {@link #of},
 * which changes nothing.
 *
 * @param room which room, of the hotel that the booking is at
 * @param stay the nights
 * @param guests how many guests, at least 1
 */
public record BookingChange(
        @NotNull(message = "must be given") @Valid RoomChoice room,
        @NotNull(message = "must be given") Stay stay,

        @Min(value = 1, message = "must be at least {value}")
        int guests) {

    /** To what the booking is already. */
    public static BookingChange of(Booking booking) {
        return new BookingChange(new RoomChoice.ThisRoom(booking.room()), booking.stay(), booking.guests());
    }

    /** The same, to other nights. */
    public BookingChange to(Stay newStay) {
        return new BookingChange(room, newStay, guests);
    }

    /** The same, to a room. */
    public BookingChange to(RoomId newRoom) {
        return new BookingChange(new RoomChoice.ThisRoom(newRoom), stay, guests);
    }

    /** The same, to any free room of a type, which may be the one that the booking has. */
    public BookingChange toAnyRoom(HotelId hotel, String type) {
        return new BookingChange(new RoomChoice.AnyRoom(hotel, type), stay, guests);
    }

    /** The same, for so many guests. */
    public BookingChange guests(int newGuests) {
        return new BookingChange(room, stay, newGuests);
    }
}
