package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.reservation.Booking;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tables into which old rows are moved, on the connection of one transaction. A dry run has temporary tables beside them:
 * it writes to those, and reads both.
 */
final class LegacyTables {

    /** The tables whose rows later ones depend on; only these a dry run writes. */
    private static final List<String> DEPENDED_ON = List.of("user", "hotel", "room", "room_night");

    private static final String DRY = "innkeeper_dry_run_";

    /** As many rows as make a statement of some 100 kB. */
    private static final int NIGHTS_AT_ONCE = 1000;

    /** A night of a room. */
    record RoomNight(UUID room, LocalDate night) {}

    /** Whose a night is: of a booking, or of a hold that has expired. */
    record Taken(UUID booking, boolean expired) {}

    /** What has to be known of a room. */
    record RoomRow(UUID hotel, Money nightlyRate) {}

    /** What is on the door, in a hotel. */
    record RoomNumber(UUID hotel, String number) {}

    private final Connection connection;
    private final boolean dry;

    private LegacyTables(Connection connection, boolean dry) {
        this.connection = connection;
        this.dry = dry;
    }

    /** The tables themselves. */
    static LegacyTables real(Connection connection) {
        return new LegacyTables(connection, false);
    }

    /** The tables and, made with this, temporary ones beside them, which must be gone before the connection is used again. */
    static LegacyTables dry(Connection connection) throws SQLException {
        LegacyTables tables = new LegacyTables(connection, true);
        for (String table : DEPENDED_ON) {
            tables.execute("create temporary table " + DRY + table + " like " + table);
        }
        return tables;
    }

    /** Does away with the temporary tables. */
    void drop() throws SQLException {
        for (String table : DEPENDED_ON) {
            execute("drop temporary table " + DRY + table);
        }
    }

    Connection connection() {
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    // Looking

    /** Reads a row. */
    @FunctionalInterface
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** Asks the table and, in a dry run, its temporary twin. */
    private void each(String table, String sql, SqlText.Parameters parameters, Reader reader) throws SQLException {
        ask(sql.formatted(table), parameters, reader);
        if (dry && DEPENDED_ON.contains(table)) {
            ask(sql.formatted(DRY + table), parameters, reader);
        }
    }

    private void ask(String sql, SqlText.Parameters parameters, Reader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            parameters.set(select, 1);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static SqlText.Parameters ids(Collection<UUID> ids) {
        return (select, first) -> {
            int at = first;
            for (UUID id : ids) {
                select.setBytes(at++, UuidBytes.of(id));
            }
            return at;
        };
    }

    private static SqlText.Parameters texts(Collection<String> texts) {
        return (select, first) -> {
            int at = first;
            for (String text : texts) {
                select.setString(at++, text);
            }
            return at;
        };
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return UuidBytes.toUuid(row.getBytes(column));
    }

    /** Which of some ids a table has. */
    Set<UUID> present(String table, Collection<UUID> ids) throws SQLException {
        Set<UUID> present = new HashSet<>();
        if (!ids.isEmpty()) {
            each(
                    table,
                    "select id from %s where id in (" + SqlText.rows(ids.size(), "?") + ")",
                    ids(ids),
                    row -> present.add(uuid(row, "id")));
        }
        return present;
    }

    /** Who has some e-mail addresses. */
    Map<String, UUID> usersOf(Collection<String> emails) throws SQLException {
        Map<String, UUID> users = new HashMap<>();
        if (!emails.isEmpty()) {
            each(
                    "user",
                    "select id, email from %s where email in (" + SqlText.rows(emails.size(), "?") + ")",
                    texts(emails),
                    row -> users.put(row.getString("email"), uuid(row, "id")));
        }
        return users;
    }

    /** The hashes of the passwords of users, as they are now. */
    Map<UUID, String> hashes(Collection<UUID> users) throws SQLException {
        Map<UUID, String> hashes = new HashMap<>();
        ask(
                "select user_id, password_hash from user_credential where user_id in ("
                        + SqlText.rows(users.size(), "?") + ")",
                ids(users),
                row -> hashes.put(uuid(row, "user_id"), row.getString("password_hash")));
        return hashes;
    }

    /**
     * Says that rooms are added to hotels, which any change to a hotel begins with, and locks them, so that their currencies
     * stay what they are.
     */
    void raiseEditions(Collection<UUID> hotels) throws SQLException {
        if (!dry && !hotels.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update hotel set version = version + 1 where id in (" + SqlText.rows(hotels.size(), "?") + ")")) {
                ids(hotels).set(update, 1);
                update.executeUpdate();
            }
        }
    }

    /** In which currencies the rooms of hotels are priced. */
    Map<UUID, Currency> currencies(Collection<UUID> hotels) throws SQLException {
        Map<UUID, Currency> currencies = new HashMap<>();
        if (!hotels.isEmpty()) {
            each(
                    "hotel",
                    "select id, currency from %s where id in (" + SqlText.rows(hotels.size(), "?") + ")",
                    ids(hotels),
                    row -> currencies.put(uuid(row, "id"), Currency.getInstance(row.getString("currency"))));
        }
        return currencies;
    }

    /** Which rooms have some numbers, and maybe others of these in the same hotels. */
    Map<RoomNumber, UUID> roomsOf(Collection<RoomNumber> numbers) throws SQLException {
        Map<RoomNumber, UUID> rooms = new HashMap<>();
        List<UUID> hotels = numbers.stream().map(RoomNumber::hotel).distinct().toList();
        List<String> texts = numbers.stream().map(RoomNumber::number).distinct().toList();
        if (!numbers.isEmpty()) {
            each(
                    "room",
                    "select id, hotel_id, number from %s where hotel_id in (" + SqlText.rows(hotels.size(), "?")
                            + ") and number in (" + SqlText.rows(texts.size(), "?") + ")",
                    (select, first) -> texts(texts).set(select, ids(hotels).set(select, first)),
                    row -> rooms.put(new RoomNumber(uuid(row, "hotel_id"), row.getString("number")), uuid(row, "id")));
        }
        return rooms;
    }

    /** Rooms by their ids. */
    Map<UUID, RoomRow> rooms(Collection<UUID> ids) throws SQLException {
        Map<UUID, RoomRow> rooms = new HashMap<>();
        if (!ids.isEmpty()) {
            each(
                    "room",
                    "select id, hotel_id, nightly_rate, currency from %s where id in (" + SqlText.rows(ids.size(), "?")
                            + ")",
                    ids(ids),
                    row -> rooms.put(
                            uuid(row, "id"),
                            new RoomRow(
                                    uuid(row, "hotel_id"),
                                    new Money(
                                            row.getBigDecimal("nightly_rate"),
                                            Currency.getInstance(row.getString("currency"))))));
        }
        return rooms;
    }

    /** The nights that bookings would need and that are somebody's. */
    Map<RoomNight, Taken> taken(Collection<Booking> bookings) throws SQLException {
        Map<RoomNight, Taken> taken = new HashMap<>();
        if (!bookings.isEmpty()) {
            each(
                    "room_night",
                    "select room_id, cast(night as char) as night, booking_id,"
                            + " coalesce(expires_at <= utc_timestamp(6), false) as expired from %s where "
                            + String.join(
                                    " or ",
                                    Collections.nCopies(bookings.size(), "(room_id = ? and night >= ? and night < ?)")),
                    (select, first) -> {
                        int at = first;
                        for (Booking booking : bookings) {
                            select.setBytes(at++, UuidBytes.of(booking.room().value()));
                            select.setObject(at++, booking.stay().arrival());
                            select.setObject(at++, booking.stay().departure());
                        }
                        return at;
                    },
                    row -> taken.put(
                            new RoomNight(uuid(row, "room_id"), LocalDate.parse(row.getString("night"))),
                            new Taken(uuid(row, "booking_id"), row.getBoolean("expired"))));
        }
        return taken;
    }

    /** From when to when bookings are, as far as they are there, or were in the old tables. */
    Map<UUID, String> stays(Collection<UUID> bookings) throws SQLException {
        Map<UUID, String> stays = new HashMap<>();
        List<UUID> old = new ArrayList<>();
        for (UUID booking : bookings) {
            LegacyId.BOOKING.oldId(booking).ifPresent(id -> old.add(booking));
        }
        if (!old.isEmpty()) {
            ask(
                    "select id, cast(arrival as char) as arrival, cast(departure as char) as departure from legacy_booking"
                            + " where id in (" + SqlText.rows(old.size(), "?") + ")",
                    (select, first) -> {
                        int at = first;
                        for (UUID id : old) {
                            select.setLong(at++, LegacyId.BOOKING.oldId(id).orElseThrow());
                        }
                        return at;
                    },
                    row -> stays.put(LegacyId.BOOKING.of(row.getLong("id")), stay(row)));
        }
        if (!bookings.isEmpty()) {
            ask(
                    "select id, cast(arrival as char) as arrival, cast(departure as char) as departure from booking"
                            + " where id in (" + SqlText.rows(bookings.size(), "?") + ")",
                    ids(bookings),
                    row -> stays.put(uuid(row, "id"), stay(row))); // as it is now, if it was changed
        }
        return stays;
    }

    private static String stay(ResultSet row) throws SQLException {
        return row.getString("arrival") + ".." + row.getString("departure");
    }

    // Writing

    private void insert(String table, String columns, String row, int rows, SqlText.Parameters parameters)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + (dry ? DRY : "") + table + " (" + columns + ") values " + SqlText.rows(rows, row))) {
            parameters.set(insert, 1);
            insert.executeUpdate();
        }
    }

    /** Adds users with the hashes of their passwords. */
    void addUsers(Map<User, String> users) throws SQLException {
        if (users.isEmpty()) {
            return;
        }
        insert("user", "id, email, name, stamp", "(?, ?, ?, ?)", users.size(), (insert, first) -> {
            int at = first;
            for (User user : users.keySet()) {
                insert.setBytes(at++, UuidBytes.of(user.id().value()));
                insert.setString(at++, user.email());
                insert.setString(at++, user.name());
                insert.setBytes(at++, UuidBytes.of(user.stamp()));
            }
            return at;
        });
        if (!dry) {
            insert("user_credential", "user_id, password_hash", "(?, ?)", users.size(), (insert, first) -> {
                int at = first;
                for (Map.Entry<User, String> user : users.entrySet()) {
                    insert.setBytes(at++, UuidBytes.of(user.getKey().id().value()));
                    insert.setString(at++, user.getValue());
                }
                return at;
            });
        }
    }

    /** Adds hotels. */
    void addHotels(List<Hotel> hotels) throws SQLException {
        if (hotels.isEmpty()) {
            return;
        }
        insert(
                "hotel",
                "id, owner_id, name, name_key, city, city_key, address, time_zone, currency, stars, description,"
                        + " free_days, fee_percent, closed, version",
                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, 1)",
                hotels.size(),
                (insert, first) -> {
                    int at = first;
                    for (Hotel hotel : hotels) {
                        HotelDetails details = hotel.details();
                        insert.setBytes(at++, UuidBytes.of(hotel.id().value()));
                        insert.setBytes(
                                at++,
                                details.owner() == null
                                        ? null
                                        : UuidBytes.of(details.owner().value()));
                        insert.setString(at++, details.name());
                        insert.setString(at++, SearchKey.of(details.name()).value());
                        insert.setString(at++, details.city());
                        insert.setString(at++, SearchKey.of(details.city()).value());
                        insert.setString(at++, details.address());
                        insert.setString(at++, details.timeZone().getId());
                        insert.setString(at++, details.currency().getCurrencyCode());
                        insert.setInt(at++, details.stars());
                        insert.setString(at++, details.description());
                        insert.setInt(at++, details.cancellation().freeDays());
                        insert.setInt(at++, details.cancellation().feePercent());
                    }
                    return at;
                });
    }

    /** Adds rooms, whose hotels' editions have been raised. */
    void addRooms(List<Room> rooms) throws SQLException {
        if (rooms.isEmpty()) {
            return;
        }
        insert(
                "room",
                "id, hotel_id, number, type, capacity, nightly_rate, currency, closed, version",
                "(?, ?, ?, ?, ?, ?, ?, false, 1)",
                rooms.size(),
                (insert, first) -> {
                    int at = first;
                    for (Room room : rooms) {
                        BigDecimal rate = room.details().nightlyRate().amount();
                        insert.setBytes(at++, UuidBytes.of(room.id().value()));
                        insert.setBytes(at++, UuidBytes.of(room.hotel().value()));
                        insert.setString(at++, room.details().number());
                        insert.setString(at++, room.details().type());
                        insert.setInt(at++, room.details().capacity());
                        insert.setBigDecimal(at++, rate);
                        insert.setString(
                                at++, room.details().nightlyRate().currency().getCurrencyCode());
                    }
                    return at;
                });
    }

    /** Removes nights of holds that have expired by the server's clock. */
    void removeExpired(Collection<RoomNight> nights) throws SQLException {
        if (dry || nights.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from room_night where room_id = ? and night = ? and expires_at <= utc_timestamp(6)")) {
            for (RoomNight night : nights) {
                delete.setBytes(1, UuidBytes.of(night.room()));
                delete.setObject(2, night.night());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /**
     * Adds bookings with their nights, which the primary key may refuse, and an event each, which counts as delivered.
     *
     * @param events one for each booking
     */
    void addBookings(List<BookingEvent> events) throws SQLException {
        List<Booking> bookings = events.stream().map(BookingEvent::booking).toList();
        ClaimSql claims = new ClaimSql(connection, false);
        if (!dry && !events.isEmpty()) {
            claims.insertBookings(bookings);
        }
        List<NightClaim> nights = bookings.stream()
                .filter(booking -> booking.status().hasNights())
                .flatMap(LegacyTables::nights)
                .sorted(NightClaim.KEY_ORDER)
                .toList();
        for (int from = 0; from < nights.size(); from += NIGHTS_AT_ONCE) {
            addNights(nights.subList(from, Math.min(nights.size(), from + NIGHTS_AT_ONCE)));
        }
        if (!dry && !events.isEmpty()) {
            claims.insertEvents(
                    events.stream()
                            .map(event -> new EventRow(event, null, List.of()))
                            .toList(),
                    false);
            try (PreparedStatement update =
                    connection.prepareStatement("update booking_event set relay_at = null where id in ("
                            + SqlText.rows(events.size(), "?") + ")")) {
                ids(events.stream().map(BookingEvent::id).toList()).set(update, 1);
                update.executeUpdate();
            }
        }
    }

    private static Stream<NightClaim> nights(Booking booking) {
        return booking.stay().nights().stream()
                .map(night -> new NightClaim(booking.hotel(), booking.room(), night, booking.id(), null));
    }

    private void addNights(List<NightClaim> nights) throws SQLException {
        insert("room_night", "room_id, night, hotel_id, booking_id", "(?, ?, ?, ?)", nights.size(), (insert, first) -> {
            int at = first;
            for (NightClaim night : nights) {
                insert.setBytes(at++, UuidBytes.of(night.room().value()));
                insert.setObject(at++, night.night());
                insert.setBytes(at++, UuidBytes.of(night.hotel().value()));
                insert.setBytes(at++, UuidBytes.of(night.booking().value()));
            }
            return at;
        });
    }
}
