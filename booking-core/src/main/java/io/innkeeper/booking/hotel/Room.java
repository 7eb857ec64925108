package io.innkeeper.booking.hotel;

import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/**
 * A room of a hotel. Immutable: what the storage knew when it was read.
 *
 * @param id identity of the room
 * @param hotel the hotel it belongs to
 * @param details all that its owner may change
 * @param closed whether nothing new can be booked here; a room of a closed hotel is not bookable either
 */
public record Room(RoomId id, HotelId hotel, RoomDetails details, boolean closed) {

    /** Checks that no part is null. */
    public Room {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(details, "details");
    }

    /** What is on the door. */
    public String number() {
        return details.number();
    }

    /** What a stay costs where no night has a rate of its own, which only a {@link Tariff} knows. */
    public Money total(Stay stay) {
        return details.nightlyRate().times(stay.length());
    }
}
