package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.BinaryId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The secret addresses under which calendars of rooms are read. A room has one or none. */
@Component
class RoomFeeds {

    private static final int TOKEN_BYTES = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    RoomFeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes an address for a room; the one that it had leads nowhere from now on. */
    void renew(Room room) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        // One statement, so that of two at once one wins and neither fails.
        jdbc.sql("insert into room_feed (token, room_id, hotel_id) values (:token, :room, :hotel)"
                        + " on duplicate key update token = :token")
                .param("token", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .param("room", BinaryId.of(room.id().value()))
                .param("hotel", BinaryId.of(room.hotel().value()))
                .update();
    }

    /** The token in the address of a room. */
    Optional<String> tokenOf(Room room) {
        return jdbc.sql("select token from room_feed where room_id = :room")
                .param("room", BinaryId.of(room.id().value()))
                .query(String.class)
                .optional();
    }

    /** The room that a token is for. */
    Optional<RoomId> find(String token) {
        return jdbc.sql("select room_id from room_feed where token = :token")
                .param("token", token)
                .query((row, at) -> new RoomId(BinaryId.read(row.getBytes("room_id"))))
                .optional();
    }
}
