package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * A wish to know what a stay costs.
 *
 * @param room which room
 * @param stay the nights
 * @param guests how many guests, at least 1
 */
public record QuoteRequest(
        @NotNull(message = "must be given") @Valid RoomChoice room,
        @NotNull(message = "must be given") Stay stay,

        @Min(value = 1, message = "must be at least {value}")
        int guests) {

    /** Of this room. */
    public static QuoteRequest room(RoomId room, Stay stay, int guests) {
        return new QuoteRequest(new RoomChoice.ThisRoom(room), stay, guests);
    }

    /** Of any room of a type in a hotel. */
    public static QuoteRequest anyRoom(HotelId hotel, String type, Stay stay, int guests) {
        return new QuoteRequest(new RoomChoice.AnyRoom(hotel, type), stay, guests);
    }
}
