package io.innkeeper.booking.benchmarks.contender;

import com.github.f4b6a3.uuid.UuidCreator;
import io.innkeeper.booking.benchmarks.contender.Supply.House;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The rows of a booking, as the library writes them: one in {@code booking}, one for each night in {@code room_night}, and
 * one in {@code booking_event} with the booking as JSON, a request key and a fingerprint. Each kind is written by one
 * statement, whatever their number, with the fixed columns of the schema left to their defaults.
 */
final class Rows {

    private static final String INSERT_BOOKING = """
            insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency, status,
                                 version)
            values\s""";

    private static final String INSERT_NIGHT = "insert into room_night (room_id, night, hotel_id, booking_id) values ";

    private static final String INSERT_EVENT = """
            insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload, account_id,
                                       request_key, fingerprint)
            values\s""";

    private Rows() {}

    /**
     * A booking that is to be written.
     *
     * @param id its id, which is ordered by time, like the library's
     * @param guest whose it is
     * @param hotel where
     * @param room where
     * @param arrival the first night
     * @param departure the day after the last night
     */
    record NewBooking(UUID id, UUID guest, UUID hotel, UUID room, LocalDate arrival, LocalDate departure) {

        static NewBooking of(Supply supply, Wish wish, UUID room) {
            House house = supply.hotels().get(wish.hotel());
            return new NewBooking(
                    UuidCreator.getTimeOrderedEpoch(),
                    supply.guests().get(wish.guest()),
                    house.id(),
                    room,
                    wish.arrival(),
                    wish.departure());
        }

        int nights() {
            return (int) (departure.toEpochDay() - arrival.toEpochDay());
        }

        BigDecimal total() {
            return Supply.RATE.multiply(BigDecimal.valueOf(nights()));
        }

        /** What the library's events say of a booking. */
        String payload() {
            return "{\"user\":\"" + guest + "\",\"room\":\"" + room + "\",\"arrival\":\"" + arrival
                    + "\",\"departure\":\""
                    + departure + "\",\"guests\":" + Supply.PARTY + ",\"total\":\"" + total().toPlainString()
                    + "\",\"currency\":\"" + Supply.CURRENCY + "\",\"status\":\"CONFIRMED\"}";
        }
    }

    static void insertBookings(Connection connection, List<NewBooking> bookings) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                INSERT_BOOKING + rows(bookings.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?, 'CONFIRMED', 1)"))) {
            int at = 1;
            for (NewBooking booking : bookings) {
                insert.setBytes(at++, bytes(booking.id()));
                insert.setBytes(at++, bytes(booking.guest()));
                insert.setBytes(at++, bytes(booking.hotel()));
                insert.setBytes(at++, bytes(booking.room()));
                insert.setObject(at++, booking.arrival());
                insert.setObject(at++, booking.departure());
                insert.setInt(at++, Supply.PARTY);
                insert.setBigDecimal(at++, booking.total());
                insert.setString(at++, Supply.CURRENCY);
            }
            insert.executeUpdate();
        }
    }

    static void insertNights(Connection connection, List<NewBooking> bookings) throws SQLException {
        int nights = bookings.stream().mapToInt(NewBooking::nights).sum();
        try (PreparedStatement insert = connection.prepareStatement(INSERT_NIGHT + rows(nights, "(?, ?, ?, ?)"))) {
            int at = 1;
            for (NewBooking booking : bookings) {
                for (int night = 0; night < booking.nights(); night++) {
                    insert.setBytes(at++, bytes(booking.room()));
                    insert.setObject(at++, booking.arrival().plusDays(night));
                    insert.setBytes(at++, bytes(booking.hotel()));
                    insert.setBytes(at++, bytes(booking.id()));
                }
            }
            insert.executeUpdate();
        }
    }

    static void insertEvents(Connection connection, List<NewBooking> bookings) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                INSERT_EVENT + rows(bookings.size(), "(?, ?, 'booking', ?, 1, 'BOOKED', ?, ?, ?, ?)"))) {
            int at = 1;
            for (NewBooking booking : bookings) {
                String payload = booking.payload();
                insert.setBytes(at++, bytes(UuidCreator.getTimeOrderedEpoch()));
                insert.setBytes(at++, bytes(booking.hotel()));
                insert.setBytes(at++, bytes(booking.id()));
                insert.setString(at++, payload);
                insert.setBytes(at++, bytes(booking.guest()));
                insert.setString(at++, requestKey());
                insert.setBytes(at++, fingerprint(payload));
            }
            insert.executeUpdate();
        }
    }

    /** As long as those that the library makes for requests without one. */
    static String requestKey() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /** SHA-256, which tells a request that is repeated from another with its key. */
    static byte[] fingerprint(String payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rows(int number, String row) {
        return String.join(", ", Collections.nCopies(number, row));
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
