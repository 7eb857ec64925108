package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * A wish to book one room.
 *
 * @param user for whom
 * @param room which room
 * @param stay the nights
 * @param guests how many guests, at least 1
 */
public record BookingRequest(
        @NotNull(message = "must be given") UserId user,
        @NotNull(message = "must be given") @Valid RoomChoice room,
        @NotNull(message = "must be given") Stay stay,

        @Min(value = 1, message = "must be at least {value}")
        int guests) {

    /** Wants this room. */
    public static BookingRequest room(UserId user, RoomId room, Stay stay, int guests) {
        return new BookingRequest(user, new RoomChoice.ThisRoom(room), stay, guests);
    }

    /** Wants any free room of a type in a hotel. */
    public static BookingRequest anyRoom(UserId user, HotelId hotel, String type, Stay stay, int guests) {
        return new BookingRequest(user, new RoomChoice.AnyRoom(hotel, type), stay, guests);
    }
}
