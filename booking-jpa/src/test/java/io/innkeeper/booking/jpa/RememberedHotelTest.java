package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupOutcome;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one application remembers of a hotel that another one changes: it may cost a second attempt, and is never what
 * somebody is sold, refused or charged by.
 */
@ParameterizedClass
@EnumSource
class RememberedHotelTest {

    private static final Stay STAY = Stay.of(LocalDate.of(2031, 5, 1), 3);
    private static final Stay EARLIER = Stay.of(STAY.arrival().minusDays(10), 2);

    /** How our changes are made. */
    enum Way {
        ALONE(true, true),
        ALONE_ONE_BY_ONE(true, false),
        WITH_OTHERS(false, true),
        WITH_OTHERS_ONE_BY_ONE(false, false);

        private final boolean alone;
        private final boolean severalAtOnce;

        Way(boolean alone, boolean severalAtOnce) {
            this.alone = alone;
            this.severalAtOnce = severalAtOnce;
        }

        Innkeeper innkeeper(TestServer.Database database) {
            String url = database.urlWith("allowMultiQueries", String.valueOf(severalAtOnce));
            return RememberedHotelTest.innkeeper(
                    JpaStorage.connect(url, database.user(), database.password(), this::of));
        }

        InventoryLock of(JpaInventory mysql) {
            InventoryLock direct = mysql.direct(mysql.uniqueClaim());
            return InventoryLock.retrying(alone ? direct : batch -> withAnother(direct, batch));
        }

        /** Uses a key up beside what is asked for, so that there are always several changes in a transaction. */
        private static List<Settlement> withAnother(InventoryLock lock, List<InventoryChange> batch) {
            InventoryChange one = batch.get(0);
            List<InventoryChange> more = new ArrayList<>(batch);
            more.add(new InventoryChange(
                    new RequestKey(one.key().account(), UUID.randomUUID().toString()),
                    one.hotel(),
                    List.of(),
                    List.of(),
                    one.deadline(),
                    assignment -> List.of()));
            return lock.settle(more).subList(0, batch.size());
        }
    }

    private final Way way;

    private TestServer.Database database;
    private Innkeeper ours;
    private Innkeeper theirs;
    private UserId ada;
    private Hotel hotel;
    private Room room;

    RememberedHotelTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        ours = way.innkeeper(database);
        theirs = innkeeper(JpaStorage.connect(database.url(), database.user(), database.password()));
        ada = theirs.accounts()
                .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
                .id();
        hotel = theirs.hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        room = addRoom("1", "120");
        booked(anyDouble(EARLIER)); // now it is remembered
    }

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
        database.close();
    }

    private static Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
    }

    private Room addRoom(String number, String rate) {
        return theirs.hotels().addRoom(hotel.id(), new RoomDetails(number, "double", 2, Money.of(rate, "EUR")));
    }

    private BookingRequest anyDouble(Stay stay) {
        return BookingRequest.anyRoom(ada, hotel.id(), "double", stay, 1);
    }

    private BookingRequest givenRoom(Stay stay) {
        return BookingRequest.room(ada, room.id(), stay, 1);
    }

    private Booking booked(BookingRequest request) {
        BookingOutcome outcome = ours.bookings().book(request);
        return outcome.success().orElseThrow(() -> new AssertionError(outcome.toString()));
    }

    private List<String> rulesThatRefuse(BookingRequest request) {
        BookingOutcome outcome = ours.bookings().book(request);
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reasons().stream().map(RuleViolation::rule).toList();
    }

    @Test
    void aNewRateIsWhatTheNextBookingCosts() {
        theirs.tariffs().setRate(hotel.id(), "double", STAY, Money.of("150", "EUR"));
        assertThat(booked(anyDouble(STAY)).total()).isEqualTo(Money.of("450", "EUR"));

        Stay next = Stay.of(STAY.departure(), 1);
        theirs.tariffs().setRate(hotel.id(), "double", next, Money.of("90", "EUR"));
        assertThat(booked(givenRoom(next)).total()).isEqualTo(Money.of("90", "EUR"));

        Stay last = Stay.of(next.departure(), 1);
        theirs.tariffs().setRate(hotel.id(), "double", last, Money.of("80", "EUR"));
        theirs.tariffs().clearRates(hotel.id(), "double", last);
        assertThat(booked(givenRoom(last)).total()).isEqualTo(Money.of("120", "EUR"));
    }

    @Test
    void aGroupCostsWhatIsNewAsWell() {
        addRoom("2", "120");
        booked(anyDouble(Stay.of(STAY.departure(), 1)));
        theirs.tariffs().setRate(hotel.id(), "double", STAY, Money.of("150", "EUR"));

        GroupOutcome group = ours.groups()
                .book(GroupRequest.of(ada)
                        .anyRoom(hotel.id(), "double", STAY, 1)
                        .anyRoom(hotel.id(), "double", STAY, 1));

        assertThat(((GroupDone) group).bookings())
                .extracting(Booking::total)
                .containsExactly(Money.of("450", "EUR"), Money.of("450", "EUR"));
    }

    @Test
    void aRoomOfAnotherRateIsSoldAtThat() {
        theirs.hotels().updateRoom(room.id(), new RoomDetails("1", "double", 2, Money.of("130", "EUR")));

        assertThat(booked(anyDouble(STAY)).total()).isEqualTo(Money.of("390", "EUR"));
    }

    @Test
    void whatIsRestrictedMeanwhileIsRefusedAndWhatIsNotAnyMoreIsSold() {
        HotelRestriction stop = theirs.tariffs().restrict(hotel.id(), Restriction.stopSell(STAY));
        assertThat(rulesThatRefuse(anyDouble(STAY))).containsExactly("stop-sell");
        assertThat(rulesThatRefuse(givenRoom(STAY))).containsExactly("stop-sell");

        theirs.tariffs().lift(hotel.id(), stop.id());
        booked(anyDouble(STAY));
    }

    @Test
    void whatIsSoldAlreadyAndRestrictedMeanwhileIsRefusedByTheRestriction() {
        booked(anyDouble(STAY));
        theirs.tariffs().restrict(hotel.id(), Restriction.stopSell(STAY));

        assertThat(rulesThatRefuse(anyDouble(STAY))).containsExactly("stop-sell");
        assertThat(rulesThatRefuse(givenRoom(STAY))).containsExactly("stop-sell");
    }

    @Test
    void givenNightsThatAreSoldAndRestrictedMeanwhileAreRefusedByTheRestriction() {
        booked(givenRoom(STAY));
        theirs.tariffs().restrict(hotel.id(), Restriction.stopSell(STAY));

        assertThat(rulesThatRefuse(givenRoom(STAY))).containsExactly("stop-sell");
    }

    @Test
    void newTermsOfCancellationAreThoseOfTheNextBooking() {
        theirs.hotels().update(hotel.id(), hotel.details().withCancellation(new CancellationPolicy(3, 50)));

        assertThat(booked(anyDouble(STAY)).cancellation())
                .isEqualTo(new CancellationTerms(STAY.arrival().minusDays(3), Money.of("180", "EUR")));
    }

    @Test
    void whatIsClosedMeanwhileIsRefusedAndWhatIsReopenedIsSold() {
        theirs.hotels().closeRoom(room.id());
        assertThat(rulesThatRefuse(anyDouble(STAY))).containsExactly("open");
        theirs.hotels().reopenRoom(room.id());
        theirs.hotels().close(hotel.id());
        assertThat(rulesThatRefuse(givenRoom(STAY))).containsExactly("open");
        theirs.hotels().reopen(hotel.id());

        booked(anyDouble(STAY));
    }

    @Test
    void whatIsClosedByHandIsRefusedAsWell() throws SQLException {
        database.execute("update room set closed = true");

        assertThat(rulesThatRefuse(anyDouble(STAY))).containsExactly("open");
        assertThat(rulesThatRefuse(givenRoom(STAY))).containsExactly("open");
    }

    @Test
    void noSqlModeSellsWhatIsClosed() {
        theirs.hotels().closeRoom(room.id());
        String lax = database.urlWith("sessionVariables", "sql_mode=''");
        try (JpaStorage storage = JpaStorage.connect(lax, database.user(), database.password(), way::of)) {
            User user = storage.accounts().find(ada).orElseThrow();
            Room other = addRoom("2", "120");

            for (List<Room> rooms : List.of(List.of(room), List.of(other, room))) {
                assertThat(storage.inventory().settle(List.of(Given.booking(user, rooms, STAY))))
                        .as("%s rooms", rooms.size())
                        .containsExactly(new Settlement.Refused(new Refusal.Closed()));
            }
        }
    }

    @Test
    void aRoomThatIsNewIsSoldOnceTheOthersAre() {
        booked(anyDouble(STAY));
        Room other = addRoom("2", "120");

        assertThat(booked(anyDouble(STAY)).room()).isEqualTo(other.id());
        assertThat(ours.bookings().book(anyDouble(STAY))).isInstanceOf(Unavailable.class);
    }

    @Test
    void nobodyIsSoldWhatOthersHaveSoldNorRefusedWhatTheyHaveGivenBack() {
        Room other = addRoom("2", "120");
        booked(anyDouble(Stay.of(STAY.departure(), 1))); // both rooms are remembered
        Booking one = theirs.bookings().book(anyDouble(STAY)).success().orElseThrow();
        assertThat(List.of(one.room(), booked(anyDouble(STAY)).room()))
                .containsExactlyInAnyOrder(room.id(), other.id());
        assertThat(ours.bookings().book(anyDouble(STAY))).isInstanceOf(Unavailable.class);

        theirs.bookings().cancel(ada, one.id());
        assertThat(booked(anyDouble(STAY)).room()).isEqualTo(one.room());
        assertThat(ours.verifyInventory().findings()).isEmpty();
    }

    @Test
    void aCheaperRoomThatOthersGaveBackComesBeforeADearerOne() {
        addRoom("2", "190");
        Booking cheap = booked(anyDouble(STAY));
        theirs.bookings().cancel(ada, cheap.id());

        assertThat(booked(anyDouble(STAY)).total()).isEqualTo(cheap.total());
    }

    @Test
    void whoeverIsRefusedLeavesTheRoomToTheNext() {
        BookingRequest ofNobody = BookingRequest.anyRoom(new UserId(UUID.randomUUID()), hotel.id(), "double", STAY, 1);
        assertThatThrownBy(() -> ours.bookings().book(ofNobody)).isInstanceOf(NotFoundException.class);

        booked(anyDouble(STAY));
    }
}
