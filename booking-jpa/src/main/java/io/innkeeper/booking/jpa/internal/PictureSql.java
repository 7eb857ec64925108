package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryPicture;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks once at all the rooms that many changes want: a statement for the rooms and one for their nights, on the connection
 * of the transaction that is to decide.
 */
final class PictureSql {

    private final Connection connection;

    PictureSql(Connection connection) {
        this.connection = connection;
    }

    /**
     * What was seen.
     *
     * @param rooms the rooms that would do for some of the changes, without the nights of holds whose time is over
     * @param expired such nights
     * @param editions of the hotels that have such rooms
     */
    record Seen(
            List<InventoryPicture.Seen> rooms, Map<RoomId, List<LocalDate>> expired, Map<HotelId, Integer> editions) {

        static Seen nothing() {
            return new Seen(List.of(), Map.of(), Map.of());
        }

        /** Whether a hotel is of another edition than the one that a change was made by. */
        boolean isOutdated(InventoryChange change) {
            Integer edition = change.edition();
            Integer now = editions.get(change.hotel());
            return edition != null && now != null && !now.equals(edition);
        }

        /** Whether there are such nights of a stay in a room. */
        boolean hasExpired(RoomId room, Stay stay) {
            return expired.getOrDefault(room, List.of()).stream()
                    .anyMatch(night -> !night.isBefore(stay.arrival()) && night.isBefore(stay.departure()));
        }
    }

    /** A type of rooms of a hotel. */
    private record RoomType(HotelId hotel, String name) {}

    /**
     * The open rooms of an open hotel.
     *
     * @param edition of the hotel; -1 if it is closed or not there
     */
    record HotelRooms(int edition, List<Room> open) {}

    HotelRooms rooms(HotelId hotel) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select h.version as edition, " + AnyRoomSql.ROOM
                        + " from hotel h left join room r on r.hotel_id = h.id and not r.closed where h.id = ? and not h.closed")) {
            select.setBytes(1, UuidBytes.of(hotel.value()));
            int edition = -1;
            List<Room> open = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    edition = rows.getInt("edition");
                    if (rows.getBytes("id") != null) {
                        open.add(AnyRoomSql.room(rows));
                    }
                }
            }
            return new HotelRooms(edition, open);
        }
    }

    /**
     * The nights of some {@linkplain NightGrid#block blocks} that are sold, or held for however long, in rooms of one hotel.
     *
     * @param rows the number of each room
     * @return for each block a word for each room
     */
    long[][] soldNights(List<Room> rooms, Map<RoomId, Integer> rows, int firstBlock, int blocks) throws SQLException {
        long[][] words = new long[blocks][rooms.size()];
        if (rooms.isEmpty()) {
            return words;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select room_id, night from room_night where room_id in ("
                        + SqlText.rows(rooms.size(), "?") + ") and night >= ? and night <= ? and hotel_id = ?")) {
            int at = 1;
            for (Room room : rooms) {
                select.setBytes(at++, UuidBytes.of(room.id().value()));
            }
            LocalDate first = NightGrid.firstNight(firstBlock);
            LocalDate last = NightGrid.firstNight(firstBlock + blocks).minusDays(1);
            select.setObject(at++, first.getYear() < 1 ? LocalDate.of(1, 1, 1) : first);
            select.setObject(at++, last.getYear() > Stay.LAST_YEAR ? LocalDate.of(Stay.LAST_YEAR, 12, 31) : last);
            select.setBytes(at, UuidBytes.of(rooms.get(0).hotel().value()));
            try (ResultSet sold = select.executeQuery()) {
                while (sold.next()) {
                    Integer row = rows.get(new RoomId(UuidBytes.toUuid(sold.getBytes(1))));
                    if (row != null) {
                        LocalDate night = sold.getObject(2, LocalDate.class);
                        words[NightGrid.block(night) - firstBlock][row] |= NightGrid.bit(night);
                    }
                }
            }
        }
        return words;
    }

    /** A night that is sold, or held for however long. */
    record SoldNight(RoomId room, LocalDate night) {}

    /** Which nights are so, of some stays in rooms of one hotel. */
    List<SoldNight> soldNights(List<Pictures.Place> places) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select room_id, night from room_night where ("
                + anyOf(places, "(room_id = ? and night >= ? and night < ?)") + ") and hotel_id = ?")) {
            int at = 1;
            for (Pictures.Place place : places) {
                select.setBytes(at++, UuidBytes.of(place.room().id().value()));
                select.setObject(at++, place.stay().arrival());
                select.setObject(at++, place.stay().departure());
            }
            select.setBytes(at, UuidBytes.of(places.get(0).room().hotel().value()));
            List<SoldNight> nights = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    nights.add(new SoldNight(
                            new RoomId(UuidBytes.toUuid(rows.getBytes(1))), rows.getObject(2, LocalDate.class)));
                }
            }
            return nights;
        }
    }

    Seen look(List<InventoryChange> changes) throws SQLException {
        Map<RoomId, Stay> given = new HashMap<>();
        Map<RoomId, HotelId> hotels = new HashMap<>();
        Map<RoomType, Stay> types = new HashMap<>();
        for (InventoryChange change : changes) {
            for (Demand demand : change.take()) {
                if (demand instanceof Demand.AnyRoom any) {
                    types.merge(new RoomType(change.hotel(), any.type()), widened(any.stay()), PictureSql::around);
                } else {
                    RoomId room = ((Demand.ThisRoom) demand).room().id();
                    given.merge(room, demand.stay(), PictureSql::around);
                    hotels.put(room, change.hotel());
                }
            }
        }
        Map<HotelId, Integer> editions = new HashMap<>();
        Map<Room, Boolean> rooms = rooms(hotels, types.keySet(), editions);
        Map<Room, Stay> windows = new HashMap<>();
        for (Room room : rooms.keySet()) {
            Stream.of(
                            given.get(room.id()),
                            types.get(new RoomType(room.hotel(), room.details().type())))
                    .filter(Objects::nonNull)
                    .forEach(stay -> windows.merge(room, stay, PictureSql::around));
        }
        return windows.isEmpty() ? new Seen(List.of(), Map.of(), editions) : nights(windows, rooms, editions);
    }

    /** With the nights around it that a policy wants to know of. */
    private static Stay widened(Stay stay) {
        LocalDate from = stay.arrival().minusDays(AllocationPolicy.MOST_NIGHTS);
        LocalDate to = stay.departure().plusDays(AllocationPolicy.MOST_NIGHTS);
        return new Stay(from.getYear() < 1 ? stay.arrival() : from, to.getYear() > 9999 ? stay.departure() : to);
    }

    /** From the first to the last night of two stays. */
    private static Stay around(Stay a, Stay b) {
        return new Stay(
                a.arrival().isBefore(b.arrival()) ? a.arrival() : b.arrival(),
                a.departure().isAfter(b.departure()) ? a.departure() : b.departure());
    }

    /** The rooms, and whether each is open. */
    private Map<Room, Boolean> rooms(Map<RoomId, HotelId> given, Set<RoomType> types, Map<HotelId, Integer> editions)
            throws SQLException {
        String sql = "select " + AnyRoomSql.ROOM
                + ", not r.closed and not h.closed as is_open, h.version as edition from room r join hotel h on h.id = r.hotel_id where ";
        List<String> selects = new ArrayList<>();
        if (!given.isEmpty()) {
            selects.add(sql + anyOf(given.keySet(), "(r.id = ? and r.hotel_id = ?)"));
        }
        if (!types.isEmpty()) {
            selects.add(sql + anyOf(types, "(r.hotel_id = ? and r.type = ?)"));
        }
        try (PreparedStatement select = connection.prepareStatement(String.join(" union all ", selects))) {
            int at = 1;
            for (Map.Entry<RoomId, HotelId> room : given.entrySet()) {
                select.setBytes(at++, UuidBytes.of(room.getKey().value()));
                select.setBytes(at++, UuidBytes.of(room.getValue().value()));
            }
            for (RoomType type : types) {
                select.setBytes(at++, UuidBytes.of(type.hotel().value()));
                select.setString(at++, type.name());
            }
            Map<Room, Boolean> found = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Room room = AnyRoomSql.room(rows);
                    found.put(room, rows.getBoolean("is_open"));
                    editions.put(room.hotel(), rows.getInt("edition"));
                }
            }
            return found;
        }
    }

    private static String anyOf(Collection<?> items, String condition) {
        return String.join(" or ", Collections.nCopies(items.size(), condition));
    }

    private Seen nights(Map<Room, Stay> windows, Map<Room, Boolean> open, Map<HotelId, Integer> editions)
            throws SQLException {
        Set<HotelId> hotels = windows.keySet().stream().map(Room::hotel).collect(Collectors.toSet());
        Map<RoomId, Occupancy> occupancies = new HashMap<>();
        Map<RoomId, List<LocalDate>> expired = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select room_id, night, booking_id, coalesce(expires_at <= utc_timestamp(6), false) from room_night"
                        + " where (" + anyOf(windows.keySet(), "(room_id = ? and night >= ? and night < ?)")
                        + ") and hotel_id in (" + SqlText.rows(hotels.size(), "?") + ")")) {
            int at = 1;
            for (Map.Entry<Room, Stay> window : windows.entrySet()) {
                select.setBytes(at++, UuidBytes.of(window.getKey().id().value()));
                select.setObject(at++, window.getValue().arrival());
                select.setObject(at++, window.getValue().departure());
            }
            for (HotelId hotel : hotels) {
                select.setBytes(at++, UuidBytes.of(hotel.value()));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    RoomId room = new RoomId(UuidBytes.toUuid(rows.getBytes(1)));
                    Stay night = Stay.of(rows.getObject(2, LocalDate.class), 1);
                    BookingId booking = new BookingId(UuidBytes.toUuid(rows.getBytes(3)));
                    if (rows.getBoolean(4)) {
                        expired.computeIfAbsent(room, id -> new ArrayList<>()).add(night.arrival());
                    } else {
                        Occupancy before = occupancies.getOrDefault(room, Occupancy.empty());
                        occupancies.put(room, before.take(night, booking, null).orElseThrow());
                    }
                }
            }
        }
        List<InventoryPicture.Seen> seen = windows.keySet().stream()
                .map(room -> new InventoryPicture.Seen(
                        room,
                        Boolean.TRUE.equals(open.get(room)),
                        occupancies.getOrDefault(room.id(), Occupancy.empty())))
                .toList();
        return new Seen(seen, expired, editions);
    }
}
