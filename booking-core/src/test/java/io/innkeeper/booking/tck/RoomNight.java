package io.innkeeper.booking.tck;

import io.innkeeper.booking.hotel.RoomId;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One room for one night: the unit of inventory.
 *
 * @param room the room
 * @param night the night, by the local date of the hotel on which it begins
 */
record RoomNight(RoomId room, LocalDate night) {

    /** Checks that no part is null. */
    public RoomNight {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(night, "night");
    }
}
