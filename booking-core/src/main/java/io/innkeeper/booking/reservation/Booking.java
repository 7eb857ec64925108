package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/**
 * A user's claim on one room for a stay. Immutable: what the storage knew when it was read or written.
 *
 * @param id identity of the booking
 * @param user who made it
 * @param hotel the hotel of the room
 * @param room the room
 * @param stay the nights
 * @param guests how many guests
 * @param total what the stay costs, by the rate as it was looked up for booking
 * @param status where the booking is in its life
 * @param version counts the committed changes to the booking, its making included; 1 when new
 */
public record Booking(
        BookingId id,
        UserId user,
        HotelId hotel,
        RoomId room,
        Stay stay,
        int guests,
        Money total,
        BookingStatus status,
        int version) {

    /** Checks that no part is null. */
    public Booking {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(status, "status");
    }

    /** This booking after one more change, which brought it to {@code newStatus}. */
    public Booking moveTo(BookingStatus newStatus) {
        return new Booking(id, user, hotel, room, stay, guests, total, newStatus, version + 1);
    }
}
