package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.BinaryId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the library's tables say of a hotel where its API would have to be asked for each booking: whoever reads them may rely
 * on their names. Each answer is one statement, however many bookings there are.
 */
@Component
class HotelBook {

    /** The nights that somebody has, and not those of a hold that is over, by the same clock as the library's. */
    private static final String LIVE = "(held_until is null or held_until > utc_timestamp(6))";

    private static final List<String> WITH_NIGHTS = Arrays.stream(BookingStatus.values())
            .filter(BookingStatus::hasNights)
            .map(BookingStatus::name)
            .toList();

    private final JdbcClient jdbc;

    HotelBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A booking or a closure, without whose it is.
     *
     * @param id identity
     * @param room the room
     * @param stay the nights
     * @param status what keeps them
     */
    record Entry(BookingId id, RoomId room, Stay stay, BookingStatus status) {}

    /**
     * How many rooms are kept by bookings of one status.
     *
     * @param night the night
     * @param status the status
     * @param closed whether it is of rooms that are closed for new bookings
     * @param rooms how many
     */
    record Taken(LocalDate night, BookingStatus status, boolean closed, int rooms) {}

    /** What is kept of a hotel's rooms in some nights. */
    List<Taken> taken(HotelId hotel, Stay nights) {
        return jdbc.sql("select n.night, b.status, r.closed, count(*) as rooms from room r"
                        + " join room_night n on n.room_id = r.id and n.night >= :from and n.night < :until"
                        + " join booking b on b.id = n.booking_id"
                        + " where r.hotel_id = :hotel and b.status in (:statuses) and " + LIVE
                        + " group by n.night, b.status, r.closed")
                .param("hotel", BinaryId.of(hotel.value()))
                .param("from", nights.arrival().toString())
                .param("until", nights.departure().toString())
                .param("statuses", WITH_NIGHTS)
                .query((row, at) -> new Taken(
                        row.getObject("night", LocalDate.class),
                        BookingStatus.valueOf(row.getString("status")),
                        row.getBoolean("closed"),
                        row.getInt("rooms")))
                .list();
    }

    /** Who has a room, and when. */
    List<Entry> of(Room room, Stay days) {
        return jdbc.sql("select id, room_id, arrival, departure, status from booking"
                        + " where room_id = :room and hotel_id = :hotel and arrival < :until and departure > :from"
                        + " and status in (:statuses) and " + LIVE + " order by arrival")
                .param("room", BinaryId.of(room.id().value()))
                .param("hotel", BinaryId.of(room.hotel().value()))
                .param("from", days.arrival().toString())
                .param("until", days.departure().toString())
                .param("statuses", WITH_NIGHTS)
                .query((row, at) -> entry(row))
                .list();
    }

    /** The closures of rooms that are not over on a day, the next ones first. */
    List<Entry> closures(HotelId hotel, LocalDate today, int most) {
        return jdbc.sql("select id, room_id, arrival, departure, status from booking"
                        + " where hotel_id = :hotel and status = 'BLOCKED' and departure > :today and arrival >= :first"
                        + " order by arrival, id limit :most")
                .param("hotel", BinaryId.of(hotel.value()))
                .param("today", today.toString())
                // No closure is longer, and the index is by the arrival.
                .param("first", today.minusDays(StayRule.MOST_NIGHTS).toString())
                .param("most", most)
                .query((row, at) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new BookingId(BinaryId.read(row.getBytes("id"))),
                new RoomId(BinaryId.read(row.getBytes("room_id"))),
                new Stay(row.getObject("arrival", LocalDate.class), row.getObject("departure", LocalDate.class)),
                BookingStatus.valueOf(row.getString("status")));
    }
}
