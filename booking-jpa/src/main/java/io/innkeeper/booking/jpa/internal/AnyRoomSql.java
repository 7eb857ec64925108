package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.AllocationPolicy.Candidate;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that look for a room where any of a type will do, on the connection of the transaction that wants it: one
 * method, one statement.
 */
final class AnyRoomSql {

    /** What {@link #room} reads of the room {@code r}. */
    static final String ROOM = "r.id, r.hotel_id, r.number, r.type, r.capacity, r.nightly_rate, r.currency, r.closed";

    /** Whether the room {@code r} would do if it were free. */
    private static final String SUITABLE = """
             r.hotel_id = ? and r.type = ? and r.capacity >= ? and not r.closed
            and exists (select 1 from hotel h where h.id = r.hotel_id and not h.closed)
            """;

    private static final String FREE_ROOMS = "select " + ROOM + " from room r where" + SUITABLE + "and "
            + FreeNights.IS_FREE + "order by r.nightly_rate, rand() limit ?";

    private static final String SUITABLE_ROOMS = "select count(*) from room r where" + SUITABLE;

    private static final String NIGHTS_TAKEN_IN_ALL = "select stay.night from " + FreeNights.STAY
            + " join room r straight_join room_night n on n.room_id = r.id and n.hotel_id = r.hotel_id and n.night = stay.night where"
            + SUITABLE
            + "and (n.expires_at is null or n.expires_at > utc_timestamp(6)) group by stay.night having count(*) >= ? order by stay.night";

    private static final String CHEAPEST = "select c.*, " + FreeNights.FIRST_TAKEN + " as taken_before, "
            + FreeNights.FIRST_TAKEN + " as taken_after from (select " + ROOM
            + ", rank() over (order by r.nightly_rate) as place from room r where" + SUITABLE + "and "
            + FreeNights.IS_FREE;

    private final Connection connection;

    AnyRoomSql(Connection connection) {
        this.connection = connection;
    }

    /** Of the cheapest free open rooms for a demand, other than some, the one that its policy would take. */
    Optional<Room> best(HotelId hotel, Demand.AnyRoom demand, Set<RoomId> others) throws SQLException {
        String noneOf = others.isEmpty() ? "" : "and r.id not in (" + SqlText.rows(others.size(), "?") + ")";
        try (PreparedStatement select = connection.prepareStatement(CHEAPEST + noneOf + ") c where c.place = 1")) {
            select.setString(1, FreeNights.before(demand.stay()));
            select.setString(2, FreeNights.after(demand.stay()));
            int at = setSuitable(select, 3, hotel, demand);
            select.setString(at++, FreeNights.parameter(demand.stay()));
            for (RoomId other : others) {
                select.setBytes(at++, UuidBytes.of(other.value()));
            }
            List<Candidate> candidates = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    candidates.add(new Candidate(room(rows), free(rows, "taken_before"), free(rows, "taken_after")));
                }
            }
            Collections.shuffle(candidates);
            return candidates.stream().min(demand.policy()).map(Candidate::room);
        }
    }

    /** How many nights are free up to the first that is taken. */
    private static int free(ResultSet row, String taken) throws SQLException {
        int place = row.getInt(taken);
        return row.wasNull() ? AllocationPolicy.MOST_NIGHTS : place - 1;
    }

    /**
     * Free open rooms for a demand: the cheapest first, in random order among those of one rate, so that callers who want
     * any room at the same time do not all run after the same one.
     */
    List<Room> freeRooms(HotelId hotel, Demand.AnyRoom demand, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FREE_ROOMS)) {
            int at = setSuitable(select, 1, hotel, demand);
            select.setString(at++, FreeNights.parameter(demand.stay()));
            select.setInt(at, limit);
            List<Room> rooms = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    rooms.add(room(rows));
                }
            }
            return rooms;
        }
    }

    /**
     * Locks one of some rooms of a hotel that nobody has locked, if it is still open and free. It gives no order, since the
     * server would have to lock all of them to sort them, and goes by the primary key, where those who wait for a room lock
     * it.
     */
    Optional<Room> lockOneUnlocked(List<Room> rooms, Stay stay) throws SQLException {
        String marks = SqlText.rows(rooms.size(), "?");
        try (PreparedStatement select =
                connection.prepareStatement("select r.id from room r force index (primary) where r.id in (" + marks
                        + ") and r.hotel_id = ? and not r.closed and " + FreeNights.IS_FREE
                        + " limit 1 for update skip locked")) {
            int at = 1;
            for (Room room : rooms) {
                select.setBytes(at++, UuidBytes.of(room.id().value()));
            }
            select.setBytes(at++, UuidBytes.of(rooms.get(0).hotel().value()));
            select.setString(at, FreeNights.parameter(stay));
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                RoomId locked = new RoomId(UuidBytes.toUuid(rows.getBytes(1)));
                return rooms.stream().filter(room -> room.id().equals(locked)).findFirst();
            }
        }
    }

    /** How many open rooms would do for a demand if they were free. */
    int suitableRooms(HotelId hotel, Demand.AnyRoom demand) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SUITABLE_ROOMS)) {
            setSuitable(select, 1, hotel, demand);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** The nights on which all of so many suitable rooms are taken, in order. */
    List<LocalDate> nightsTakenInAll(HotelId hotel, Demand.AnyRoom demand, int suitableRooms) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NIGHTS_TAKEN_IN_ALL)) {
            select.setString(1, FreeNights.parameter(demand.stay()));
            select.setInt(setSuitable(select, 2, hotel, demand), suitableRooms);
            return nights(select);
        }
    }

    /** Sets the parameters of {@link #SUITABLE} and gives the number of the next one. */
    private static int setSuitable(PreparedStatement select, int first, HotelId hotel, Demand.AnyRoom demand)
            throws SQLException {
        select.setBytes(first, UuidBytes.of(hotel.value()));
        select.setString(first + 1, demand.type());
        select.setInt(first + 2, demand.guests());
        return first + 3;
    }

    static Room room(ResultSet row) throws SQLException {
        Money rate = new Money(row.getBigDecimal("nightly_rate"), Currency.getInstance(row.getString("currency")));
        RoomDetails details =
                new RoomDetails(row.getString("number"), row.getString("type"), row.getInt("capacity"), rate);
        return new Room(
                new RoomId(UuidBytes.toUuid(row.getBytes("id"))),
                new HotelId(UuidBytes.toUuid(row.getBytes("hotel_id"))),
                details,
                row.getBoolean("closed"));
    }

    private static List<LocalDate> nights(PreparedStatement select) throws SQLException {
        List<LocalDate> nights = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                nights.add(rows.getObject(1, LocalDate.class));
            }
        }
        return nights;
    }
}
