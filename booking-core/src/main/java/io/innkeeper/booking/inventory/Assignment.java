package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import java.util.List;

/**
 * The rooms that a guard chose for the demands of a change.
 *
 * @param rooms room {@code i} is for demand {@code i}; all different where the stays overlap
 */
public record Assignment(List<Room> rooms) {

    /** Makes the list unmodifiable. */
    public Assignment {
        rooms = List.copyOf(rooms);
    }
}
