package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.hotel.HotelId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database itself says, by plain SQL on a connection of its own. For use by one thread. */
final class Books implements AutoCloseable {

    private static final String BOOKINGS = "select count(*) from booking where hotel_id = ? and status <> 'CANCELLED'";

    private static final String NIGHTS_SOLD = "select count(*) from room_night where hotel_id = ?";

    /**
     * In {@code room_night} no room-night can be there twice, since room and night are its primary key. What could go wrong,
     * if that key were missing or passed by, would be seen in the stays of live bookings; so these are what is counted, night
     * by night.
     */
    private static final String NIGHTS_SOLD_TWICE = """
            with recursive sold (room_id, night, departure) as (
                select room_id, arrival, departure from booking where hotel_id = ? and status <> 'CANCELLED'
                union all
                select room_id, night + interval 1 day, departure from sold where night + interval 1 day < departure)
            select count(*) from (select 1 from sold group by room_id, night having count(*) > 1) twice""";

    private final Connection connection;

    Books(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
    }

    long bookings(HotelId hotel) throws SQLException {
        return count(BOOKINGS, hotel);
    }

    long nightsSold(HotelId hotel) throws SQLException {
        return count(NIGHTS_SOLD, hotel);
    }

    long nightsSoldTwice(HotelId hotel) throws SQLException {
        return count(NIGHTS_SOLD_TWICE, hotel);
    }

    private long count(String sql, HotelId hotel) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(
                    1,
                    ByteBuffer.allocate(16)
                            .putLong(hotel.value().getMostSignificantBits())
                            .putLong(hotel.value().getLeastSignificantBits())
                            .array());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** How many statements the server was sent since it started, by whomever. */
    long statements() throws SQLException {
        return Long.parseLong(second("show global status like 'Questions'"));
    }

    String version() throws SQLException {
        return second("show variables like 'version'");
    }

    private String second(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(2);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
