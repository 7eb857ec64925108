package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.hotel.Room;
import java.util.List;

/** The types of which a hotel has rooms. */
final class RoomTypes {

    private RoomTypes() {}

    /** In the order of their names. */
    static List<String> of(List<Room> rooms) {
        return rooms.stream()
                .map(room -> room.details().type())
                .distinct()
                .sorted()
                .toList();
    }
}
