package io.innkeeper.booking.benchmarks.contender;

import com.github.f4b6a3.uuid.UuidCreator;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Empty hotels with rooms that are all alike, and guests: what is there before anybody books. Immutable.
 *
 * @param hotels the hotels
 * @param guests who books
 * @param firstNight the first night that is on sale
 * @param horizon how many nights are on sale
 */
public record Supply(List<House> hotels, List<UUID> guests, LocalDate firstNight, int horizon) {

    /** The type of all rooms. */
    public static final String ROOM_TYPE = "double";

    /** What a night costs in each room. */
    public static final BigDecimal RATE = new BigDecimal("120.0000");

    /** What it costs it in. */
    public static final String CURRENCY = "EUR";

    /** How many guests a booking is for. */
    public static final int PARTY = 2;

    private static final int GUESTS = 16;

    /**
     * A hotel.
     *
     * @param id its id
     * @param rooms the ids of its rooms
     */
    public record House(UUID id, List<UUID> rooms) {}

    /** Thinks of some hotels, which are in no database yet. */
    public static Supply of(int hotels, int roomsEach, int horizon) {
        return new Supply(
                ids(hotels).map(id -> new House(id, ids(roomsEach).toList())).toList(),
                ids(GUESTS).toList(),
                LocalDate.now(ZoneOffset.UTC).plusMonths(1),
                horizon);
    }

    private static Stream<UUID> ids(int number) {
        return Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(number);
    }

    /** Puts the hotels into a database with Innkeeper's tables: for every contender by the same plain SQL. */
    public void insert(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement user = connection.prepareStatement(
                        "insert into user (id, email, name, stamp) values (?, ?, 'Guest', ?)");
                PreparedStatement hotel = connection.prepareStatement("""
                        insert into hotel (id, owner_id, name, name_key, city, city_key, address, time_zone, currency,
                                           stars, description, free_days, fee_percent, closed, version)
                        values (?, null, 'Casa do Rio', 'casa do rio', 'Lisboa', 'lisboa', '', 'Z', ?, 0, '', 0, 0,
                                false, 0)""");
                PreparedStatement room = connection.prepareStatement("""
                        insert into room (id, hotel_id, number, type, capacity, nightly_rate, currency, closed, version)
                        values (?, ?, ?, ?, ?, ?, ?, false, 0)""")) {
            for (UUID guest : guests) {
                user.setBytes(1, Rows.bytes(guest));
                user.setString(2, "guest-" + guest + "@example.org");
                user.setBytes(3, Rows.bytes(guest));
                user.addBatch();
            }
            user.executeBatch();
            for (House house : hotels) {
                hotel.setBytes(1, Rows.bytes(house.id()));
                hotel.setString(2, CURRENCY);
                hotel.addBatch();
            }
            hotel.executeBatch();
            for (House house : hotels) {
                int number = 1;
                for (UUID id : house.rooms()) {
                    room.setBytes(1, Rows.bytes(id));
                    room.setBytes(2, Rows.bytes(house.id()));
                    room.setString(3, String.valueOf(number++));
                    room.setString(4, ROOM_TYPE);
                    room.setInt(5, PARTY);
                    room.setBigDecimal(6, RATE);
                    room.setString(7, CURRENCY);
                    room.addBatch();
                }
            }
            room.executeBatch();
            connection.commit();
        }
    }
}
