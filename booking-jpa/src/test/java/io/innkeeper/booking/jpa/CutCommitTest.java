package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.CommitProxy;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire is cut at COMMIT, 200 times each: what was committed is told to have happened, and what was not never does. */
class CutCommitTest {

    private static final int TIMES = 200;
    private static final LocalDate FIRST = LocalDate.of(2031, 6, 1);

    private TestServer.Database database;
    private CommitProxy proxy;
    private Innkeeper cut;
    private Innkeeper direct;
    private Room room;
    private UserId ada;

    @BeforeEach
    void open() throws IOException {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        proxy = new CommitProxy(database);
        direct = innkeeper(database.url());
        cut = innkeeper(proxy.url(database.url()));
        JpaStorage storage = JpaStorage.open(database.dataSource());
        Hotel hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
        ada = Given.user(storage).id();
        storage.close();
    }

    @AfterEach
    void close() throws IOException {
        cut.close();
        direct.close();
        proxy.close();
        database.close();
    }

    private Innkeeper innkeeper(String url) {
        return Innkeeper.builder()
                .storage(JpaStorage.connect(url, database.user(), database.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
    }

    private BookingRequest request(int number) {
        return BookingRequest.room(ada, room.id(), Stay.of(FIRST.plusDays(number), 1), 1);
    }

    private List<Booking> stored() {
        List<Booking> stored = new ArrayList<>();
        String next = null;
        do {
            var page = direct.bookings().list(ada, 200, next);
            stored.addAll(page.items());
            next = page.next();
        } while (next != null);
        return stored;
    }

    @Test
    void whatTheServerWasNotToldNeverHappens() {
        for (int i = 0; i < TIMES; i++) {
            proxy.cutNext(Cut.BEFORE_THE_SERVER_IS_TOLD);

            BookingOutcome outcome = cut.bookings().book(request(i));

            assertThat(outcome).as("number %d", i).isInstanceOf(Unknown.class);
            Unknown unknown = (Unknown) outcome;
            assertThat(direct.bookings().resolve(ada, unknown.hotel(), unknown.key()))
                    .isEqualTo(new NeverHappens());
            assertThat(direct.bookings().find(ada, unknown.booking())).isEmpty();
        }
        assertThat(proxy.cuts()).isEqualTo(TIMES);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatTheServerCommittedHasHappened() {
        for (int i = 0; i < TIMES; i++) {
            proxy.cutNext(Cut.ONCE_THE_SERVER_HAS_ANSWERED);

            BookingOutcome outcome = cut.bookings().book(request(i));

            assertThat(outcome).as("number %d", i).isInstanceOf(Unknown.class);
            Unknown unknown = (Unknown) outcome;
            Booking booking = direct.bookings().find(ada, unknown.booking()).orElseThrow();
            assertThat(direct.bookings().resolve(ada, unknown.hotel(), unknown.key()))
                    .isEqualTo(new Happened(List.of(booking)));
        }
        assertThat(proxy.cuts()).isEqualTo(TIMES);
        assertThat(stored()).hasSize(TIMES);
    }

    /** As a caller would who only wants it done. */
    @Test
    void whoAsksAgainWithTheSameKeyHasItOnce() {
        for (int i = 0; i < TIMES; i++) {
            String key = UUID.randomUUID().toString();
            proxy.cutNext(i % 2 == 0 ? Cut.BEFORE_THE_SERVER_IS_TOLD : Cut.ONCE_THE_SERVER_HAS_ANSWERED);
            BookingOutcome first = cut.bookings().withKey(key).book(request(i));
            assertThat(first).isInstanceOfAny(Unknown.class, Booked.class);

            BookingOutcome second = cut.bookings().withKey(key).book(request(i));

            assertThat(second).as("number %d, after %s", i, first).isInstanceOf(Booked.class);
            first.success().ifPresent(booking -> assertThat(second).isEqualTo(new Booked(booking)));
        }
        assertThat(proxy.cuts()).isEqualTo(TIMES);
        assertThat(stored()).hasSize(TIMES);
    }
}
