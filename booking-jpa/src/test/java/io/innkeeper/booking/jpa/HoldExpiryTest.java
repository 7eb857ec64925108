package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a hold has expired is told by the clock of the server, which each application here sees at another time. */
class HoldExpiryTest {

    private static final Instant BEGIN = Instant.parse("2031-05-20T12:00:00Z");

    /** Of an application, whose clock must make no difference. */
    private static final Clock ANY_TIME = Clock.fixed(Instant.parse("2031-05-01T00:00:00Z"), ZoneOffset.UTC);

    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Stay STAY = Stay.of(LocalDate.of(2031, 6, 1), 2);

    private TestServer.Database database;
    private Innkeeper now;
    private Room room;
    private UserId ada;
    private UserId eve;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        JpaStorage storage = JpaStorage.connect(at(BEGIN), database.user(), database.password());
        now = innkeeper(storage);
        Hotel hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
        ada = Given.user(storage).id();
        eve = Given.user(storage).id();
    }

    @AfterEach
    void close() {
        now.close();
        database.close();
    }

    private String at(Instant time) {
        return database.urlWith("sessionVariables", "timestamp=" + time.getEpochSecond());
    }

    private static Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(ANY_TIME)
                .build();
    }

    private Innkeeper after(Duration time) {
        return innkeeper(JpaStorage.connect(at(BEGIN.plus(time)), database.user(), database.password()));
    }

    private BookingRequest request(UserId guest) {
        return BookingRequest.room(guest, room.id(), STAY, 1);
    }

    @Test
    void aHoldLastsToTheSecondByTheClockOfTheServer() {
        Booking hold = now.bookings().hold(request(ada), LENGTH).success().orElseThrow();
        assertThat(hold.heldUntil()).isEqualTo(BEGIN.plus(LENGTH));

        try (Innkeeper shortlyBefore = after(LENGTH.minusSeconds(1));
                Innkeeper then = after(LENGTH)) {
            assertThat(shortlyBefore.bookings().book(request(eve))).isEqualTo(new Unavailable(STAY.nights()));
            assertThat(shortlyBefore.availability().freeRooms(room.hotel(), STAY, 1))
                    .isEmpty();
            assertThat(then.availability().freeRooms(room.hotel(), STAY, 1)).hasSize(1);
            assertThat(then.bookings().book(request(eve))).isInstanceOf(Booked.class);
            assertThat(then.bookings().confirm(ada, hold.id())).isEqualTo(new HoldLost(hold, STAY.nights()));
        }
    }

    @Test
    void anExtensionIsCountedFromNow() {
        Booking hold = now.bookings().hold(request(ada), LENGTH).success().orElseThrow();
        Duration passed = LENGTH.minusSeconds(1);
        try (Innkeeper shortlyBefore = after(passed);
                Innkeeper later = after(passed.plus(LENGTH).minusSeconds(1));
                Innkeeper then = after(passed.plus(LENGTH))) {
            assertThat(shortlyBefore.bookings().extend(ada, hold.id(), LENGTH).success())
                    .contains(hold.holdUntil(BEGIN.plus(passed).plus(LENGTH)));

            assertThat(later.bookings().book(request(eve))).isEqualTo(new Unavailable(STAY.nights()));
            assertThat(then.bookings().book(request(eve))).isInstanceOf(Booked.class);
        }
    }
}
