package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The views through which the rows of an old application are read, page by page in the order of their ids. */
enum LegacyView {
    USERS("legacy_user", LegacyId.USER, "email, name, password_hash"),
    HOTELS("legacy_hotel", LegacyId.HOTEL, "owner_id, name, city, address, time_zone, currency, stars, description"),
    ROOMS("legacy_room", LegacyId.ROOM, "hotel_id, number, type, capacity, nightly_rate"),
    BOOKINGS("legacy_booking", LegacyId.BOOKING, "user_id, room_id, arrival, departure, guests, total, status");

    private final String view;
    private final LegacyId ids;
    private final String columns;

    LegacyView(String view, LegacyId ids, String columns) {
        this.view = view;
        this.ids = ids;
        this.columns = columns;
    }

    /** Its name in the database. */
    String view() {
        return view;
    }

    /** How its ids are made ours. */
    LegacyId ids() {
        return ids;
    }

    /** All but the id. */
    private List<String> columns() {
        return List.of(columns.split(", "));
    }

    /**
     * As text: what is not a date, such as 0000-00-00, a driver would refuse to read as one, and of what is one, a time zone
     * could make another.
     */
    private String select() {
        StringBuilder select = new StringBuilder("select id");
        for (String column : columns()) {
            select.append(", cast(").append(column).append(" as char) as ").append(column);
        }
        return select + " from " + view;
    }

    /**
     * Looks whether it can be read, and whether each row has an id.
     *
     * @throws StorageException that says what is wrong
     */
    void check(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(select() + " where id > 0 order by id limit 1");
                ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                rows.getLong("id");
            }
        } catch (SQLException e) {
            throw new StorageException(
                    "Cannot read the view " + view + ", which must have the columns id, " + columns + ": "
                            + e.getMessage(),
                    e);
        }
        try (PreparedStatement select =
                        connection.prepareStatement("select count(*) from " + view + " where id is null or id < 1");
                ResultSet rows = select.executeQuery()) {
            if (rows.next() && rows.getLong(1) > 0) {
                throw new StorageException(
                        "The view " + view + " has " + rows.getLong(1) + " rows whose id is NULL or less than 1", null);
            }
        }
    }

    /**
     * The rows that come after an id.
     *
     * @throws StorageException if two of them have one id
     */
    List<LegacyRow> after(Connection connection, long id, int most) throws SQLException {
        List<LegacyRow> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(select() + " where id > ? order by id limit " + (most + 1))) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                long before = id;
                while (rows.next()) {
                    long next = rows.getLong("id");
                    if (next == before) {
                        throw new StorageException("The view " + view + " has several rows with the id " + next, null);
                    }
                    if (!LegacyId.isPossible(next)) {
                        throw new StorageException(
                                "The view " + view + " has the id " + next + ", too high a number", null);
                    }
                    found.add(new LegacyRow(this, next, values(rows)));
                    before = next;
                }
            }
        }
        // One more was looked at than is given, so that two of one id are found wherever they are.
        return found.size() > most ? List.copyOf(found.subList(0, most)) : List.copyOf(found);
    }

    private Map<String, @Nullable String> values(ResultSet rows) throws SQLException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (String column : columns()) {
            values.put(column, rows.getString(column));
        }
        return values;
    }
}
