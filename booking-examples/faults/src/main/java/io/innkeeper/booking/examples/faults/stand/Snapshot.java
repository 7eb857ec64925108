package io.innkeeper.booking.examples.faults.stand;

import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.StoredNights;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a database has, read by plain SQL: the library has no part in it. */
final class Snapshot {

    private static final DateTimeFormatter SQL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private final Connection connection;
    private final Journal journal;

    Snapshot(Connection connection, Journal journal) {
        this.connection = connection;
        this.journal = journal;
    }

    void write() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            events(statement);
            bookings(statement);
            nights(statement);
        }
    }

    private static String uuid(String column) {
        return "insert(insert(insert(insert(lower(hex(" + column
                + ")), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-')";
    }

    private static String json(String name) {
        return "json_unquote(json_extract(payload, '$." + name + "'))";
    }

    private void events(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select " + uuid("id") + ", aggregate_type, " + uuid("aggregate_id")
                + ", sequence, type, " + uuid("account_id") + ", request_key, " + json("room") + ", " + json("arrival")
                + ", " + json("departure") + ", " + json("status") + ", " + json("heldUntil") + ", " + json("with")
                + " from booking_event order by id")) {
            while (row.next()) {
                String held = row.getString(12);
                String with = row.getString(13);
                Seen after = row.getString(2).equals("booking")
                        ? new Seen(
                                row.getString(3),
                                row.getInt(4),
                                row.getString(11),
                                new Nights(row.getString(8), row.getString(9), row.getString(10)),
                                held == null ? null : micros(Instant.parse(held)))
                        : null;
                journal.write(Line.of(new StoredEvent(
                        row.getString(1),
                        row.getString(6),
                        row.getString(7),
                        with == null ? List.of() : List.of(with.split(" ")),
                        row.getString(5),
                        after)));
            }
        }
    }

    private void bookings(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select " + uuid("id") + ", version, status, " + uuid("room_id")
                + ", cast(arrival as char), cast(departure as char), cast(held_until as char) from booking")) {
            while (row.next()) {
                journal.write(Line.of(new Seen(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        new Nights(row.getString(4), row.getString(5), row.getString(6)),
                        micros(row.getString(7)))));
            }
        }
    }

    private void nights(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select " + uuid("booking_id") + ", " + uuid("room_id")
                + ", group_concat(night order by night) from room_night group by booking_id, room_id")) {
            while (row.next()) {
                journal.write(Line.of(new StoredNights(
                        row.getString(1),
                        row.getString(2),
                        List.of(row.getString(3).split(",")))));
            }
        }
    }

    private static @Nullable Long micros(@Nullable String utc) {
        return utc == null ? null : micros(LocalDateTime.parse(utc, SQL_TIME).toInstant(ZoneOffset.UTC));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
