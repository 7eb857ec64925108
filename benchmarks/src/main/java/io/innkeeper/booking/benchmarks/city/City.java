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
 * A city whose hotels are sold to a share, evenly over some nights: those of each room are cut into stays
 * of {@value #STAY_LENGTH}, of which so many of 100 are sold, chosen by a hash. Immutable.
 *
 * @param hotels how many hotels
 * @param roomsEach how many rooms each has
 * @param soldPercent how many of 100 stays are sold
 * @param nights how many nights are on sale
 * @param firstNight the first of them
 */
record City(int hotels, int roomsEach, int soldPercent, int nights, LocalDate firstNight) {

    static final String NAME = "Lisboa";
    static final int STAY_LENGTH = 5;
    private static final int DAYS_OF_RESTRICTION = 5;

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

    /** One in three hotels has them; of doubles only, and on Fridays and Saturdays. */
    private static final String RATES = """
            insert into rate_night (hotel_id, night, type, rate, currency)
            select h.id, ?, 'double', 60 + crc32(hex(h.id)) % 100, h.currency
            from hotel h where crc32(hex(h.id)) % 3 = 0 and dayofweek(?) in (6, 7)
            """;

    /** One in five hotels has them: of these, some take nobody who arrives, the others nobody for less than 2 or 4 nights. */
    private static final String RESTRICTIONS = """
            insert into stay_restriction (id, hotel_id, kind, type, first_day, end_day, number)
            select unhex(left(sha2(concat(d.first_day, hex(h.id)), 256), 32)), h.id,
                   if(crc32(hex(h.id)) % 15 = 0, 'CLOSED_TO_ARRIVAL', 'MINIMUM_STAY'),
                   if(crc32(hex(h.id)) % 2 = 0, 'suite', null), d.first_day, d.end_day,
                   case crc32(hex(h.id)) % 15 when 0 then 0 when 5 then 2 else 4 end
            from hotel h join (select ? as first_day, ? as end_day) d
            where crc32(concat(hex(h.id), d.first_day)) % 5 = 0 and crc32(hex(h.id)) % 5 = 0
            """;

    static City of(int hotels, int roomsEach, int soldPercent, int nights) {
        return new City(
                hotels,
                roomsEach,
                soldPercent,
                nights,
                LocalDate.now(ZoneOffset.UTC).plusDays(7));
    }

    /** Builds it in a database with Innkeeper's tables. */
    Supply build(BenchmarkServer.Database database) throws SQLException {
        Supply supply = Supply.of(hotels, roomsEach, nights);
        try (Connection connection = database.connection()) {
            supply.insert(connection);
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                // Names in an order that is not the one of the ids, as in life.
                statement.executeUpdate("update hotel set name = concat('Casa ', left(sha2(id, 256), 10)),"
                        + " name_key = concat('casa ', left(sha2(id, 256), 10))");
                statement.executeUpdate("update room set type = elt(1 + number % 3, 'double', 'suite', 'twin'),"
                        + " nightly_rate = 80 + crc32(hex(id)) % 100");
                statement.executeUpdate("create table sold_stay (number int primary key)");
                for (int i = 0; i < nights / STAY_LENGTH; i++) {
                    statement.addBatch("insert into sold_stay values (" + i + ")");
                }
                statement.executeBatch();
            }
            sell(connection, supply);
            setTerms(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table sold_stay");
                statement.execute("analyze table hotel, room, booking, room_night");
            }
        }
        return supply;
    }

    private void sell(Connection connection, Supply supply) throws SQLException {
        try (PreparedStatement bookings = connection.prepareStatement(BOOKINGS);
                PreparedStatement soldNights = connection.prepareStatement(NIGHTS_OF_BOOKINGS)) {
            for (Supply.House house : supply.hotels()) {
                byte[] id = bytes(house);
                bookings.setObject(1, firstNight);
                bookings.setObject(2, firstNight);
                bookings.setBytes(3, id);
                bookings.setInt(4, soldPercent);
                bookings.executeUpdate();
                soldNights.setBytes(1, id);
                soldNights.executeUpdate();
            }
        }
    }

    /** Some hotels have rates for the nights of weekends, and some take no short stays, or nobody, on some days. */
    private void setTerms(Connection connection) throws SQLException {
        try (PreparedStatement rates = connection.prepareStatement(RATES);
                PreparedStatement restrictions = connection.prepareStatement(RESTRICTIONS)) {
            for (int night = 0; night < nights; night++) {
                rates.setObject(1, firstNight.plusDays(night));
                rates.setObject(2, firstNight.plusDays(night));
                rates.executeUpdate();
            }
            for (int night = 0; night < nights; night += DAYS_OF_RESTRICTION) {
                restrictions.setObject(1, firstNight.plusDays(night));
                restrictions.setObject(2, firstNight.plusDays(night + DAYS_OF_RESTRICTION));
                restrictions.executeUpdate();
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
