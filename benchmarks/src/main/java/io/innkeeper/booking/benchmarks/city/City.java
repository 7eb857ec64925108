package io.innkeeper.booking.benchmarks.city;

import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A city whose hotels are sold to a share, evenly over a year: each room's nights are cut into stays of
 * {@value #STAY_LENGTH}, of which so many of 100 are sold, chosen by a hash, so that a city of one size is always the same.
 * Immutable.
 *
 * @param hotels how many hotels
 * @param roomsEach how many rooms each has
 * @param soldPercent how many of 100 stays are sold
 * @param firstNight the first night of the year
 */
record City(int hotels, int roomsEach, int soldPercent, LocalDate firstNight) {

    static final String NAME = "Lisboa";
    static final int NIGHTS = 365;
    static final int STAY_LENGTH = 5;

    /**
     * The bookings of a hotel; their ids are put together from what identifies room and stay. One statement a hotel writes many
     * rows, and the server makes them up itself: to send millions of them would take longer than to insert them.
     */
    private static final String BOOKINGS = """
            insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency, status, version)
            select unhex(concat(left(hex(r.id), 24), right(hex(r.id), 4), lpad(hex(s.number), 4, '0'))), u.id, r.hotel_id, r.id,
                   ? + interval (s.number * %1$d) day, ? + interval (s.number * %1$d + %1$d) day,
                   2, 600, 'EUR', 'CONFIRMED', 1
            from room r
            join (select id from user order by id limit 1) u
            join sold_stay s
            where r.hotel_id = ? and crc32(concat(hex(r.id), '/', s.number)) %% 100 < ?
            """.formatted(STAY_LENGTH);

    private static final String NIGHTS_OF_BOOKINGS = """
            insert into room_night (room_id, night, hotel_id, booking_id)
            select b.room_id, b.arrival + interval n.number day, b.hotel_id, b.id
            from booking b join sold_stay n on n.number < %d
            where b.hotel_id = ?
            order by b.room_id, b.arrival, n.number
            """.formatted(STAY_LENGTH);

    static City of(int hotels, int roomsEach, int soldPercent) {
        return new City(
                hotels, roomsEach, soldPercent, LocalDate.now(ZoneOffset.UTC).plusDays(7));
    }

    /** Builds it in a database with Innkeeper's tables. */
    Supply build(BenchmarkServer.Database database) throws SQLException {
        Supply supply = Supply.of(hotels, roomsEach, NIGHTS);
        try (Connection connection = database.connection()) {
            supply.insert(connection);
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                // Names in an order that is not the one of the ids, as in life.
                statement.executeUpdate("update hotel set name = concat('Casa ', left(sha1(id), 10)),"
                        + " name_key = concat('casa ', left(sha1(id), 10))");
                statement.executeUpdate("create table sold_stay (number int primary key)");
                for (int i = 0; i < NIGHTS / STAY_LENGTH; i++) {
                    statement.addBatch("insert into sold_stay values (" + i + ")");
                }
                statement.executeBatch();
            }
            sell(connection, supply);
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table sold_stay");
                statement.execute("analyze table hotel, room, booking, room_night");
            }
        }
        return supply;
    }

    private void sell(Connection connection, Supply supply) throws SQLException {
        try (PreparedStatement bookings = connection.prepareStatement(BOOKINGS);
                PreparedStatement nights = connection.prepareStatement(NIGHTS_OF_BOOKINGS)) {
            for (Supply.House house : supply.hotels()) {
                byte[] id = bytes(house);
                bookings.setObject(1, firstNight);
                bookings.setObject(2, firstNight);
                bookings.setBytes(3, id);
                bookings.setInt(4, soldPercent);
                bookings.executeUpdate();
                nights.setBytes(1, id);
                nights.executeUpdate();
            }
        }
    }

    private static byte[] bytes(Supply.House house) {
        return ByteBuffer.allocate(16)
                .putLong(house.id().getMostSignificantBits())
                .putLong(house.id().getLeastSignificantBits())
                .array();
    }
}
