package io.innkeeper.booking.benchmarks.replay;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What one writes by hand with the same tables: insert the booking, its nights and its event, and COMMIT; a duplicate key of
 * {@code room_night} says that a night is sold. To cancel, the booking is updated, its nights are deleted, and an event is
 * inserted. On READ COMMITTED, without auto-commit, and with the driver's settings that pay.
 */
final class JdbcInventory implements Inventory {

    private static final int DUPLICATE_KEY = 1062;

    private static final String INSERT_EVENT = "insert into booking_event (id, hotel_id, aggregate_type, aggregate_id,"
            + " sequence, type, payload, account_id, request_key) values (?, ?, 'booking', ?, ?, ?, ?, ?, ?)";

    private final HikariDataSource pool;
    private final ReplayHotel hotel;

    JdbcInventory(BenchmarkServer.Database database, int connections, ReplayHotel hotel) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(connections);
        config.addDataSourceProperty("rewriteBatchedStatements", "true");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("useLocalSessionState", "true");
        config.addDataSourceProperty("cacheServerConfiguration", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", "250");
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "2048");
        config.addDataSourceProperty("cacheResultSetMetadata", "true");
        config.addDataSourceProperty("maintainTimeStats", "false");
        pool = new HikariDataSource(config);
        this.hotel = hotel;
    }

    @Override
    public Optional<Booking> book(String type, int number, Stay stay) {
        Room room = hotel.room(type, number);
        Booking booking =
                Booking.of(BookingId.next(), hotel.user(), room.hotel(), room.id(), stay, 1, room.total(stay), null);
        return inTransaction(connection -> {
                    insertBooking(connection, booking);
                    try {
                        insertNights(connection, booking);
                    } catch (SQLException e) {
                        if (e.getErrorCode() == DUPLICATE_KEY) {
                            return false;
                        }
                        throw e;
                    }
                    insertEvent(connection, booking, "BOOKED");
                    return true;
                })
                ? Optional.of(booking)
                : Optional.empty();
    }

    @Override
    public void cancel(Booking booking) {
        Booking cancelled = booking.moveTo(BookingStatus.CANCELLED);
        boolean done = inTransaction(connection -> {
            if (!updateBooking(connection, cancelled)) {
                return false;
            }
            if (!deleteNights(connection, cancelled)) {
                return false;
            }
            insertEvent(connection, cancelled, "CANCELLED");
            return true;
        });
        if (!done) {
            throw new IllegalStateException("not cancelled: " + booking);
        }
    }

    @FunctionalInterface
    private interface Work {

        boolean done(Connection connection) throws SQLException;
    }

    /** Commits what is done, and rolls back what is not. */
    private boolean inTransaction(Work work) {
        try (Connection connection = pool.getConnection()) {
            boolean done = false;
            try {
                done = work.done(connection);
                if (done) {
                    connection.commit();
                }
                return done;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insertBooking(Connection connection, Booking booking) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency,"
                        + " status, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setBytes(1, bytes(booking.id().value()));
            insert.setBytes(2, bytes(booking.user().value()));
            insert.setBytes(3, bytes(booking.hotel().value()));
            insert.setBytes(4, bytes(booking.room().value()));
            insert.setObject(5, booking.stay().arrival());
            insert.setObject(6, booking.stay().departure());
            insert.setInt(7, booking.guests());
            insert.setBigDecimal(8, booking.total().amount());
            insert.setString(9, booking.total().currency().getCurrencyCode());
            insert.setString(10, booking.status().name());
            insert.setInt(11, booking.version());
            insert.executeUpdate();
        }
    }

    private static void insertNights(Connection connection, Booking booking) throws SQLException {
        String row = "(?, ?, ?, ?)";
        String rows = row + (", " + row).repeat(booking.stay().length() - 1);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into room_night (room_id, night, hotel_id, booking_id) values " + rows)) {
            int at = 1;
            for (LocalDate night : booking.stay().nights()) {
                insert.setBytes(at++, bytes(booking.room().value()));
                insert.setObject(at++, night);
                insert.setBytes(at++, bytes(booking.hotel().value()));
                insert.setBytes(at++, bytes(booking.id().value()));
            }
            insert.executeUpdate();
        }
    }

    private static boolean updateBooking(Connection connection, Booking booking) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update booking set status = ?, version = ? where id = ? and version = ?")) {
            update.setString(1, booking.status().name());
            update.setInt(2, booking.version());
            update.setBytes(3, bytes(booking.id().value()));
            update.setInt(4, booking.version() - 1);
            return update.executeUpdate() == 1;
        }
    }

    private static boolean deleteNights(Connection connection, Booking booking) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from room_night where room_id = ? and night >= ? and night < ? and booking_id = ?")) {
            delete.setBytes(1, bytes(booking.room().value()));
            delete.setObject(2, booking.stay().arrival());
            delete.setObject(3, booking.stay().departure());
            delete.setBytes(4, bytes(booking.id().value()));
            return delete.executeUpdate() == booking.stay().length();
        }
    }

    /** With the same columns and the same payload as the library's. */
    private static void insertEvent(Connection connection, Booking booking, String type) throws SQLException {
        String payload = """
                {"user":"%s","room":"%s","arrival":"%s","departure":"%s","guests":%d,"total":"%s","currency":"%s","status":"%s"}""".formatted(
                        booking.user(),
                        booking.room(),
                        booking.stay().arrival(),
                        booking.stay().departure(),
                        booking.guests(),
                        booking.total().amount().toPlainString(),
                        booking.total().currency(),
                        booking.status());
        try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
            insert.setBytes(1, bytes(BookingId.next().value()));
            insert.setBytes(2, bytes(booking.hotel().value()));
            insert.setBytes(3, bytes(booking.id().value()));
            insert.setInt(4, booking.version());
            insert.setString(5, type);
            insert.setString(6, payload);
            insert.setBytes(7, bytes(booking.user().value()));
            insert.setString(8, BookingId.next().toString());
            insert.executeUpdate();
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public void close() {
        pool.close();
    }
}
