package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Supply;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.UUID;

/**
 * What the database itself says after a measurement, by plain SQL.
 *
 * @param bookings how many bookings the hotels have
 * @param nightsSoldTwice how many room-nights more than one booking has: counted in the stays of the bookings, night by night,
 *     and not in {@code room_night}, where the primary key, if it is there, would hide it
 */
public record Inspection(long bookings, long nightsSoldTwice) {

    private static final String BOOKINGS = "select count(*) from booking where hotel_id in (%s)";

    private static final String NIGHTS_SOLD_TWICE = """
            with recursive sold (room_id, night, departure) as (
                select room_id, arrival, departure from booking where hotel_id in (%s) and status <> 'CANCELLED'
                union all
                select room_id, night + interval 1 day, departure from sold where night + interval 1 day < departure)
            select count(*) from (select 1 from sold group by room_id, night having count(*) > 1) twice""";

    /** Looks at the bookings of some hotels. */
    public static Inspection of(Connection connection, Supply supply) throws SQLException {
        return new Inspection(count(connection, BOOKINGS, supply), count(connection, NIGHTS_SOLD_TWICE, supply));
    }

    /** What is wrong with it, in words, if so many bookings were promised; empty if nothing is. */
    public String wrong(String who, long promised) {
        return wrong(who, nightsSoldTwice, Math.abs(promised - bookings));
    }

    static String wrong(String who, long nightsSoldTwice, long missingBookings) {
        return (nightsSoldTwice == 0 ? "" : who + " OVERSOLD " + nightsSoldTwice + " room-nights. ")
                + (missingBookings == 0 ? "" : who + " promised " + missingBookings + " bookings that are not there. ");
    }

    private static long count(Connection connection, String sql, Supply supply) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(supply.hotels().size(), "?"));
        try (PreparedStatement select = connection.prepareStatement(String.format(sql, marks))) {
            int at = 1;
            for (Supply.House house : supply.hotels()) {
                select.setBytes(at++, bytes(house.id()));
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
