package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Tidied;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.stay.Stay;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tidying up leaves in the tables. */
class TidyingTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Stay STAY = Stay.of(LocalDate.of(2031, 6, 1), 2);

    private TestServer.Database database;
    private Innkeeper innkeeper;
    private Hotel hotel;
    private Room room;
    private User ada;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        JpaStorage storage = JpaStorage.open(database.dataSource());
        innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
        hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
        ada = Given.user(storage);
    }

    @AfterEach
    void close() {
        innkeeper.close();
        database.close();
    }

    private BookingRequest request() {
        return BookingRequest.room(ada.id(), room.id(), STAY, 1);
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void theAuditTrailStaysWhenKeysGo() throws SQLException {
        Booking booking =
                innkeeper.bookings().withKey("first").book(request()).success().orElseThrow();
        innkeeper.bookings().withKey("second").cancel(ada.id(), booking.id());
        innkeeper.bookings().resolve(ada.id(), hotel.id(), "third");
        List<String> before = rows("select concat(hex(id), sequence, type, payload) from booking_event"
                + " where aggregate_type = 'booking' order by id");
        assertThat(before).hasSize(2);
        database.execute("update booking_event set occurred_at = occurred_at - interval 1 hour");

        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 3, 0));

        assertThat(rows("select concat(hex(id), sequence, type, payload) from booking_event order by id"))
                .isEqualTo(before);
        assertThat(rows("select 1 from booking_event where request_key is not null or fingerprint is not null"))
                .isEmpty();
    }

    @Test
    void aKeyIsOldByTheClockOfTheServer() throws SQLException {
        innkeeper.bookings().book(request());
        String age = "update booking_event set occurred_at = utc_timestamp(6) - interval 1 hour + interval ";
        database.execute(age + "1 minute");
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 0, 0));

        database.execute(age + "0 minute");
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 1, 0));
    }

    @Test
    void aHoldThatCannotBeEndedKeepsNothingElseFromIt() throws SQLException {
        Hotel other = innkeeper.hotels().add(hotel.details());
        Room there = innkeeper.hotels().addRoom(other.id(), room.details());
        Booking broken = innkeeper.bookings().hold(request(), HOUR).success().orElseThrow();
        Booking sound = innkeeper
                .bookings()
                .hold(BookingRequest.room(ada.id(), there.id(), STAY, 1), HOUR)
                .success()
                .orElseThrow();
        database.execute("update booking set held_until = utc_timestamp(6) - interval 1 hour");
        database.execute(
                "insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,"
                        + " account_id) select id, hotel_id, 'booking', id, 2, 'EXTENDED', '{}', user_id from booking where id = unhex('"
                        + broken.id().toString().replace("-", "") + "')");
        database.execute("update booking_event set occurred_at = occurred_at - interval 2 hour");

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> innkeeper.tidyUp(HOUR));

        assertThat(innkeeper.bookings().find(ada.id(), sound.id()).orElseThrow().status())
                .isEqualTo(BookingStatus.CANCELLED);
        assertThat(rows("select 1 from booking_event where request_key is not null and sequence = 1"))
                .isEmpty();
    }

    @Test
    void quotesThatExpiredLongAgoAreForgotten() throws SQLException {
        QuoteRequest request = QuoteRequest.room(room.id(), STAY, 1);
        for (int i = 0; i < 3; i++) {
            innkeeper.quotes().quote(request, Duration.ofHours(3));
        }
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 0, 0));
        database.execute("update quote set expires_at = expires_at - interval 239 minute limit 2");
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 0, 0));

        database.execute(
                "update quote set expires_at = expires_at - interval 61 minute where expires_at < utc_timestamp(6)");

        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 0, 2));
        assertThat(rows("select 1 from quote")).hasSize(1);
    }

    @Test
    void manyKeysAreForgottenStepByStep() throws SQLException {
        insertEvents(1, 1_700, "interval 2 hour");
        insertEvents(1_701, 1_750, "interval 1 minute");

        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 1_700, 0));

        assertThat(rows("select request_key from booking_event where request_key is not null"))
                .hasSize(50)
                .contains("1701", "1750");
        database.execute("update booking_event set occurred_at = occurred_at - interval 1 hour");
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 50, 0));
        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 0, 0));
    }

    /** Where the clocks of applications differ, ids are not quite in the order of time. */
    @Test
    void anOldKeyAmongYoungerOnesIsForgotten() throws SQLException {
        insertEvents(1, 100, "interval 2 hour");
        insertEvents(101, 200, "interval 1 minute");
        insertEvents(201, 300, "interval 2 hour");

        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 200, 0));
    }

    /** What comes after many that are too young is not even looked at. */
    @Test
    void itEndsWhereKeysBeginToBeYoung() throws SQLException {
        insertEvents(1, 100, "interval 2 hour");
        insertEvents(101, 1_600, "interval 1 minute");
        insertEvents(1_601, 1_700, "interval 2 hour");

        assertThat(innkeeper.tidyUp(HOUR)).isEqualTo(new Tidied(0, 100, 0));
    }

    private void insertEvents(int from, int to, String age) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into booking_event (id, hotel_id, aggregate_type, aggregate_id, sequence, type, payload,
                                                   account_id, request_key, occurred_at)
                        values (?, x'00', 'booking', x'00', ?, 'BOOKED', '{}', x'00', ?, utc_timestamp(6) - %s)""".formatted(age))) {
            connection.setAutoCommit(false);
            for (int i = from; i <= to; i++) {
                insert.setBytes(1, ByteBuffer.allocate(16).putLong(i).putLong(0).array());
                insert.setInt(2, i);
                insert.setString(3, String.valueOf(i));
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    @Test
    void holdsThatHaveExpiredAreFoundByAnIndex() throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 1_000; i++) {
                Given.insertBooking(connection, UUID.randomUUID(), ada, room, STAY);
            }
            connection.commit();
        }
        database.execute("analyze table booking");

        assertThat(rows("explain format=json select * from booking where status = 'HELD'"
                        + " and held_until <= utc_timestamp(6) order by held_until, id limit 50"))
                .singleElement()
                .asString()
                .contains("booking_held")
                .doesNotContainIgnoringCase("sort");
    }
}
