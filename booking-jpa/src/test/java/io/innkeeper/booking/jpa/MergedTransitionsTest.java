package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.server.CommitProxy;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that take no night, in one transaction with each other and with those that do. */
class MergedTransitionsTest {

    private static final Stay WEEK = Stay.of(LocalDate.of(2031, 6, 1), 7);
    private static final Stay LATER = Stay.of(LocalDate.of(2031, 7, 1), 7);

    private TestServer.Database database;
    private CommitProxy proxy;
    private JpaStorage storage;
    private Innkeeper innkeeper;
    private User ada;
    private List<Room> rooms;

    private void open(boolean severalAtOnce) throws IOException {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        proxy = new CommitProxy(database);
        storage = JpaStorage.connect(
                proxy.url(database.url()) + "&allowMultiQueries=" + severalAtOnce,
                database.user(),
                database.password(),
                mysql -> mysql.direct(mysql.uniqueClaim()));
        innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
        ada = Given.user(storage);
        rooms = Given.rooms(storage, Given.hotel(storage), 3);
    }

    @AfterEach
    void close() throws IOException {
        innkeeper.close();
        proxy.close();
        database.close();
    }

    private Booking booked(int room, Stay stay) {
        return innkeeper
                .bookings()
                .book(BookingRequest.room(ada.id(), rooms.get(room).id(), stay, 1))
                .success()
                .orElseThrow();
    }

    private InventoryChange change(Booking after, BookingEvent.Type type, List<Release> giveBack, List<Keep> keep) {
        return new InventoryChange(
                new RequestKey(ada.id(), UUID.randomUUID().toString()),
                "",
                after.hotel(),
                List.of(),
                giveBack,
                keep,
                null,
                Deadline.after(Duration.ofMinutes(1)),
                assignment -> List.of(new BookingEvent(UUID.randomUUID(), type, after, ada.id())));
    }

    private InventoryChange cancellation(Booking booking) {
        return change(
                booking.moveTo(BookingStatus.CANCELLED),
                BookingEvent.Type.CANCELLED,
                List.of(Release.of(booking)),
                List.of());
    }

    private BookingStatus status(BookingId booking) {
        return innkeeper.bookings().find(ada.id(), booking).orElseThrow().status();
    }

    @ParameterizedTest(name = "several statements at once: {0}")
    @ValueSource(booleans = {true, false})
    void theyAreAllDone(boolean severalAtOnce) throws IOException {
        open(severalAtOnce);
        Booking cancelled = booked(0, WEEK);
        Booking arrived = booked(1, WEEK);
        Booking hold = innkeeper
                .bookings()
                .hold(BookingRequest.room(ada.id(), rooms.get(2).id(), WEEK, 1), Duration.ofHours(1))
                .success()
                .orElseThrow();

        List<Settlement> answers = storage.inventory()
                .settle(List.of(
                        cancellation(cancelled),
                        change(
                                hold.moveTo(BookingStatus.CONFIRMED),
                                BookingEvent.Type.CONFIRMED,
                                List.of(),
                                List.of(Keep.of(hold))),
                        Given.booking(ada, List.of(rooms.get(0)), LATER),
                        change(
                                arrived.moveTo(BookingStatus.CHECKED_IN),
                                BookingEvent.Type.CHECKED_IN,
                                List.of(),
                                List.of())));

        assertThat(answers).hasOnlyElementsOfType(Settlement.Settled.class);
        if (severalAtOnce) {
            assertThat(proxy.textsOfLastChange())
                    .as("two looks for who takes, all that is written, and COMMIT")
                    .isEqualTo(4);
        }
        assertThat(status(cancelled.id())).isEqualTo(BookingStatus.CANCELLED);
        assertThat(status(hold.id())).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(status(arrived.id())).isEqualTo(BookingStatus.CHECKED_IN);
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
        booked(0, WEEK); // what was given back
    }

    @ParameterizedTest(name = "several statements at once: {0}")
    @ValueSource(booleans = {true, false})
    void theSecondOfTwoThatEndABookingIsOvertakenAndTheirNeighbourIsNot(boolean severalAtOnce) throws IOException {
        open(severalAtOnce);
        Booking booking = booked(0, WEEK);

        assertThat(storage.inventory()
                        .settle(List.of(
                                cancellation(booking),
                                cancellation(booking),
                                Given.booking(ada, List.of(rooms.get(1)), WEEK))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Settlement.Settled.class),
                        second -> assertThat(second).isEqualTo(new Settlement.Refused(new Refusal.Overtaken())),
                        neighbour -> assertThat(neighbour).isInstanceOf(Settlement.Settled.class));
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }

    @ParameterizedTest(name = "several statements at once: {0}")
    @ValueSource(booleans = {true, false})
    void whoWantsWhatIsGivenBackBesideHimHasIt(boolean severalAtOnce) throws IOException {
        open(severalAtOnce);
        Booking booking = booked(0, WEEK);

        assertThat(storage.inventory()
                        .settle(List.of(
                                Given.booking(ada, List.of(rooms.get(1)), WEEK),
                                cancellation(booking),
                                Given.booking(ada, List.of(rooms.get(0)), WEEK))))
                .hasOnlyElementsOfType(Settlement.Settled.class);
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }
}
