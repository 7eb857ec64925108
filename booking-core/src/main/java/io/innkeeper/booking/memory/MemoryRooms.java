package io.innkeeper.booking.memory;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cells of all rooms, by id and by hotel. */
final class MemoryRooms {

    final Map<RoomId, RoomCell> cells = new ConcurrentHashMap<>();
    private final Map<HotelId, Map<RoomId, RoomCell>> byHotel = new ConcurrentHashMap<>();

    void add(RoomCell cell) {
        RoomId room = cell.read().room().id();
        cells.put(room, cell);
        byHotel.computeIfAbsent(cell.read().room().hotel(), hotel -> new ConcurrentHashMap<>())
                .put(room, cell);
    }

    Optional<RoomCell> find(RoomId room) {
        return Optional.ofNullable(cells.get(room));
    }

    Collection<RoomCell> of(HotelId hotel) {
        Map<RoomId, RoomCell> found = byHotel.get(hotel);
        return found == null ? List.of() : found.values();
    }
}
