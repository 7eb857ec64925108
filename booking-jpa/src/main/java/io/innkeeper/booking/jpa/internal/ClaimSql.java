package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a change to the inventory, on the connection of its transaction: one method, one statement. Reads take
 * no locks, unless it is made so.
 */
final class ClaimSql {

    /** A night that a booking is to have: until some time, or for good if that is null. */
    record NightClaim(
            HotelId hotel,
            RoomId room,
            LocalDate night,
            BookingId booking,
            @Nullable Instant heldUntil) {

        /** The order of the primary key: what is inserted at once is in this order, so that no two wait in a circle. */
        static final Comparator<NightClaim> KEY_ORDER =
                Comparator.comparing(NightClaim::room).thenComparing(NightClaim::night);

        /** The nights of a demand in the room that was chosen for it. */
        static List<NightClaim> of(Room room, Demand demand, @Nullable Instant heldUntil) {
            return demand.stay().nights().stream()
                    .map(night -> new NightClaim(room.hotel(), room.id(), night, demand.booking(), heldUntil))
                    .toList();
        }
    }

    /** A night that is sold, or held until some time that may have passed. */
    record NightInTheWay(LocalDate night, boolean expired) {}

    private static final String KEY = "select 1 from booking_event where account_id = ? and request_key = ?";

    private final Connection connection;

    /** What a statement that must see what is committed ends with. MariaDB knows no other form of it. */
    private final String latest;

    /**
     * On a connection.
     *
     * @param locking whether to read by locks, since a plain read may see what was committed some time ago
     */
    ClaimSql(Connection connection, boolean locking) {
        this.connection = connection;
        this.latest = locking ? " lock in share mode" : "";
    }

    /** Makes the rows of new bookings. */
    void insertBookings(List<Booking> bookings) throws SQLException {
        isDone(ClaimText.newBookings(bookings));
    }

    private boolean isDone(SqlText text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.sql())) {
            text.parameters().set(statement, 1);
            return text.isDoneBy(statement.executeUpdate());
        }
    }

    /** Replaces the version of a booking that came before this one; false if that is not the one in the database. */
    boolean updateBooking(Booking booking) throws SQLException {
        return isDone(ClaimText.updateBooking(booking));
    }

    /**
     * Claims nights: all or, if the database says that one is sold or held already, none. The foreign key to the room takes a
     * shared lock on the room's row until the transaction ends.
     *
     * @return whether they are claimed
     */
    boolean insertNights(List<NightClaim> claims) throws SQLException {
        try {
            isDone(ClaimText.newNights(claims));
            return true;
        } catch (SQLException e) {
            if (SqlFailure.of(e, Phase.BEFORE_COMMIT) == SqlFailure.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    /** Removes the nights of a stay in a room whose holds have expired by the server's clock. */
    void deleteExpired(Room room, Stay stay) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from room_night
                where room_id = ? and night >= ? and night < ? and hotel_id = ? and expires_at <= utc_timestamp(6)""")) {
            setNights(delete, room, stay);
            delete.executeUpdate();
        }
    }

    /** Has nights that were held go on being had; false unless the booking has all of them. */
    boolean keepNights(HotelId hotel, Keep keep, @Nullable Instant heldUntil) throws SQLException {
        return isDone(ClaimText.keepNights(hotel, keep, heldUntil));
    }

    /** What time it is, by the server's clock. */
    Instant now() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select cast(utc_timestamp(6) as char)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return UtcText.instant(row.getString(1));
        }
    }

    /** A time as the columns have it, which know nothing shorter than a microsecond. */
    static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Gives nights back; false unless the booking had all of them, or is a hold. */
    boolean deleteNights(HotelId hotel, Release release) throws SQLException {
        return isDone(ClaimText.deleteNights(hotel, release));
    }

    /**
     * Writes events.
     *
     * @param onlyIfOpen whether to write one only if its room and hotel are open, and the hotel is of the edition that the
     *     change was made by. Asked after the nights were claimed, it is
     *     decisive: by now the transaction holds a shared lock on the room's row, and whoever closes the room or its hotel
     *     has to write that row, so a close that is committed is seen here and any other waits until this transaction ends
     * @return false if not all were written
     */
    boolean insertEvents(List<EventRow> events, boolean onlyIfOpen) throws SQLException {
        if (onlyIfOpen && !areOpen(events)) {
            return false;
        }
        isDone(ClaimText.newEvents(events));
        return true;
    }

    private boolean areOpen(List<EventRow> events) throws SQLException {
        SqlText text = ClaimText.openRooms(events);
        try (PreparedStatement select = connection.prepareStatement(text.sql() + latest)) {
            text.parameters().set(select, 1);
            try (ResultSet found = select.executeQuery()) {
                return ClaimText.areOpen(events, found);
            }
        }
    }

    /** Which edition of a hotel there is; -1 if there is no such hotel. */
    int edition(HotelId hotel) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select version from hotel where id = ?" + latest)) {
            select.setBytes(1, UuidBytes.of(hotel.value()));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : -1;
            }
        }
    }

    /** The versions of some bookings of a hotel; those that are not there are not among them. */
    Map<UUID, Integer> versions(HotelId hotel, Set<BookingId> bookings) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id, version from booking where hotel_id = ? and id in ("
                        + SqlText.rows(bookings.size(), "?") + ")" + latest)) {
            select.setBytes(1, UuidBytes.of(hotel.value()));
            setIds(select, 2, bookings);
            return numbers(select);
        }
    }

    /** How many nights some bookings have in a hotel; those that have none are not among them. */
    Map<UUID, Integer> nights(HotelId hotel, Set<BookingId> bookings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select booking_id, count(*) from room_night where hotel_id = ? and booking_id in ("
                        + SqlText.rows(bookings.size(), "?") + ") group by booking_id" + latest)) {
            select.setBytes(1, UuidBytes.of(hotel.value()));
            setIds(select, 2, bookings);
            return numbers(select);
        }
    }

    private static void setIds(PreparedStatement statement, int first, Set<BookingId> bookings) throws SQLException {
        int at = first;
        for (BookingId booking : bookings) {
            statement.setBytes(at++, UuidBytes.of(booking.value()));
        }
    }

    private static Map<UUID, Integer> numbers(PreparedStatement select) throws SQLException {
        Map<UUID, Integer> numbers = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                numbers.put(UuidBytes.toUuid(rows.getBytes(1)), rows.getInt(2));
            }
        }
        return numbers;
    }

    /** How many of some rooms are open. */
    int openRooms(HotelId hotel, Set<RoomId> rooms) throws SQLException {
        if (rooms.isEmpty()) {
            return 0;
        }
        String marks = SqlText.rows(rooms.size(), "?");
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*) from room r join hotel h on h.id = r.hotel_id and not h.closed where r.id in (" + marks
                        + ") and r.hotel_id = ? and not r.closed" + latest)) {
            int at = 1;
            for (RoomId room : rooms) {
                select.setBytes(at++, UuidBytes.of(room.value()));
            }
            select.setBytes(at, UuidBytes.of(hotel.value()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The nights of a stay that are not free in a room, in order. */
    List<NightInTheWay> nightsInTheWay(Room room, Stay stay) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select night, coalesce(expires_at <= utc_timestamp(6), false) from room_night
                where room_id = ? and night >= ? and night < ? and hotel_id = ?
                order by night""" + latest)) {
            setNights(select, room, stay);
            List<NightInTheWay> nights = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    nights.add(new NightInTheWay(rows.getObject(1, LocalDate.class), rows.getBoolean(2)));
                }
            }
            return nights;
        }
    }

    private static void setNights(PreparedStatement statement, Room room, Stay stay) throws SQLException {
        statement.setBytes(1, UuidBytes.of(room.id().value()));
        statement.setObject(2, stay.arrival());
        statement.setObject(3, stay.departure());
        statement.setBytes(4, UuidBytes.of(room.hotel().value()));
    }

    /** Uses a key up for nothing; waits for a request that is being done with it. */
    void useUp(HotelId hotel, RequestKey key) throws SQLException {
        isDone(ClaimText.useUp(hotel, key));
    }

    /** Runs several statements in one round trip, see {@link AtOnce#run}. */
    void run(AtOnce statements, List<EventRow> ifOpen) throws SQLException {
        statements.run(connection, ifOpen);
    }

    /** Whether a request was done at a hotel with this key, or it was used up there. */
    boolean keyIsUsed(HotelId hotel, RequestKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEY + " and hotel_id = ?" + latest)) {
            setKey(select, key);
            select.setBytes(3, UuidBytes.of(hotel.value()));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void setKey(PreparedStatement statement, RequestKey key) throws SQLException {
        statement.setBytes(1, UuidBytes.of(key.account().value()));
        statement.setString(2, key.value());
    }

    /** The same at whatever hotel: for a key that may be another request's. */
    boolean keyIsUsed(RequestKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEY + latest)) {
            setKey(select, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether some bookings have events of their versions already. */
    boolean haveEvents(List<Booking> bookings) throws SQLException {
        String each = "(aggregate_id = ? and sequence = ? and hotel_id = ?)";
        try (PreparedStatement select = connection.prepareStatement("select 1 from booking_event where "
                + String.join(" or ", Collections.nCopies(bookings.size(), each)) + " limit 1" + latest)) {
            int at = 1;
            for (Booking booking : bookings) {
                select.setBytes(at++, UuidBytes.of(booking.id().value()));
                select.setInt(at++, booking.version());
                select.setBytes(at++, UuidBytes.of(booking.hotel().value()));
            }
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether there is a user of this id. */
    boolean userExists(UUID user) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from user where id = ?" + latest)) {
            select.setBytes(1, UuidBytes.of(user));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }
}
