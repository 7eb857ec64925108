package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The change to a booking and the entry in the ledger of points are one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoyaltyTest {

    private TestServer.Database database;
    private WebHost host;
    private Inn inn;
    private Browser ada;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    @BeforeEach
    void comeToAnInn() {
        inn = Inn.at(host, 3);
        ada = host.registered("ada" + UUID.randomUUID());
    }

    @Test
    void aConfirmedBookingIsWorthAPointForEachUnitOfItsTotal() throws SQLException {
        inn.hold(ada);
        assertThat(points()).as("for a hold").isEqualTo("0 points");

        BookingId booking = Inn.idOf(inn.book(ada));

        assertThat(points()).isEqualTo("240 points");
        assertThat(entries(booking)).containsExactly(240);
    }

    @Test
    void aChangeAddsOrTakesWhatIsBetweenTheTotals() throws SQLException {
        BookingId booking = Inn.idOf(inn.book(ada));

        change(booking, 3);
        assertThat(points()).isEqualTo("360 points");
        change(booking, 1);
        assertThat(points()).isEqualTo("120 points");

        assertThat(entries(booking)).containsExactly(240, 120, -240);
    }

    @Test
    void aCancelledBookingIsWorthNothing() throws SQLException {
        BookingId booking = Inn.idOf(inn.book(ada));

        cancel(booking);

        assertThat(points()).isEqualTo("0 points");
        assertThat(entries(booking)).containsExactly(240, -240);
    }

    @Test
    void whatCostsLessThanAUnitIsWorthNothingAndHasNoEntry() throws SQLException {
        aNightCosts("0.30");

        BookingId booking = Inn.idOf(inn.book(ada));

        assertThat(points()).isEqualTo("0 points");
        assertThat(entries(booking)).isEmpty();
    }

    @Test
    void withoutALedgerNothingIsConfirmed() throws SQLException {
        BookingId booking = Inn.idOf(inn.hold(ada));

        database.execute("rename table loyalty_entry to away");
        try {
            ada.submit("form[action$=/confirm]");
        } finally {
            database.execute("rename table away to loyalty_entry");
        }

        assertThat(ada.status()).isEqualTo(500);
        assertThatItIsStillHeld(booking);
        assertThat(points()).isEqualTo("0 points");
    }

    @Test
    void whatTheLedgerRefusesIsNotConfirmedAndCanBeAskedForAgain() throws SQLException {
        aNightCosts("111");
        BookingId booking = Inn.idOf(inn.hold(ada));
        String key = ada.document()
                .expectFirst("form[action$=/confirm] input[name=key]")
                .val();
        String token = ada.token();

        database.execute("alter table loyalty_entry add constraint nobody_gets_222 check (points <> 222)");
        try {
            ada.submit("form[action$=/confirm]");
        } finally {
            database.execute("alter table loyalty_entry drop constraint nobody_gets_222");
        }

        assertThat(ada.status()).isEqualTo(500);
        assertThat(entries(booking)).isEmpty();
        assertThatItIsStillHeld(booking);

        ada.post("/bookings/" + booking + "/confirm", "key", key, "_csrf", token);
        assertThat(ada.status()).isEqualTo(302);
        assertThat(ada.follow().text()).contains("It is yours");
        assertThat(points()).isEqualTo("222 points");
    }

    @Test
    void whatTheLedgerRefusesIsNotCancelledEither() throws SQLException {
        aNightCosts("113");
        BookingId booking = Inn.idOf(inn.book(ada));

        database.execute("alter table loyalty_entry add constraint nobody_loses_226 check (points <> -226)");
        try {
            cancel(booking);
        } finally {
            database.execute("alter table loyalty_entry drop constraint nobody_loses_226");
        }

        assertThat(ada.status()).isEqualTo(500);
        assertThat(now(booking).status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(nights(booking)).isEqualTo(2);
        assertThat(points()).isEqualTo("226 points");
        assertThat(host.bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
    }

    private void assertThatItIsStillHeld(BookingId booking) throws SQLException {
        assertThat(now(booking).status()).isEqualTo(BookingStatus.HELD);
        assertThat(now(booking).version()).isEqualTo(1);
        assertThat(nights(booking)).isEqualTo(2);
        assertThat(host.bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
        ada.get("/bookings/" + booking);
        assertThat(ada.text()).contains("Held for you", "held");
    }

    @Test
    void theSameFormSentTwiceConfirmsOnceAndGivesPointsOnce() throws SQLException {
        BookingId booking = Inn.idOf(inn.hold(ada));
        String[] form = {"key", key("confirm"), "_csrf", ada.token()};

        for (int i = 0; i < 2; i++) {
            ada.post("/bookings/" + booking + "/confirm", form);
            assertThat(ada.status()).isEqualTo(302);
            assertThat(ada.follow().text()).contains("It is yours");
        }

        assertThat(now(booking).version()).isEqualTo(2);
        assertThat(entries(booking)).containsExactly(240);
    }

    @Test
    void aFormThatIsSentAgainAfterTheBookingWasChangedGivesAndTakesNothing() throws SQLException {
        BookingId booking = Inn.idOf(inn.hold(ada));
        String[] form = {"key", key("confirm"), "_csrf", ada.token()};
        ada.post("/bookings/" + booking + "/confirm", form);
        change(booking, 3);

        ada.post("/bookings/" + booking + "/confirm", form);

        assertThat(ada.status()).isEqualTo(302);
        assertThat(points()).isEqualTo("360 points");
        assertThat(entries(booking)).containsExactly(240, 120);
    }

    @Test
    void aFormThatIsSentAgainAfterTheBookingWasCancelledGivesNothing() throws SQLException {
        BookingId booking = Inn.idOf(inn.hold(ada));
        String[] form = {"key", key("confirm"), "_csrf", ada.token()};
        ada.post("/bookings/" + booking + "/confirm", form);
        cancel(booking);

        ada.post("/bookings/" + booking + "/confirm", form);

        assertThat(points()).isEqualTo("0 points");
        assertThat(entries(booking)).containsExactly(240, -240);
        assertThat(now(booking).status()).isEqualTo(BookingStatus.CANCELLED);
    }

    /** The same transaction cannot go on once it has waited too long for a lock, so all of it is done again. */
    @Test
    void whoLosesARaceInTheMiddleIsConfirmedByANewTransactionAndOnce() throws Exception {
        BookingId booking = Inn.idOf(inn.hold(ada));

        try (Connection other = database.connection()) {
            lock(other, booking);
            CompletableFuture<Browser> answer =
                    CompletableFuture.supplyAsync(() -> ada.submit("form[action$=/confirm]"));
            LockWaits.await(database, 2); // the second transaction waits, since the first one was given up
            assertThat(answer).isNotDone();
            other.rollback();

            answer.get(1, TimeUnit.MINUTES);
        }

        assertThat(ada.status()).isEqualTo(302);
        assertThat(now(booking).status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(now(booking).version()).isEqualTo(2);
        assertThat(entries(booking)).containsExactly(240);
    }

    /** As many transactions as there are attempts lose, and then it is said that nothing was done. */
    @Test
    void whoLosesEachRaceIsToldSoAndHasNothing() throws Exception {
        BookingId booking = Inn.idOf(inn.hold(ada));

        try (Connection other = database.connection()) {
            lock(other, booking);
            ada.submit("form[action$=/confirm]");
            other.rollback();
        }

        assertThat(ada.status()).isEqualTo(503);
        assertThat(ada.text()).contains("Nothing was changed");
        assertThatItIsStillHeld(booking);
        assertThat(entries(booking)).isEmpty();
    }

    private void aNightCosts(String rate) {
        host.bean(Innkeeper.class).tariffs().setRate(inn.hotel().id(), "double", Inn.STAY, Money.of(rate, "EUR"));
    }

    private static void lock(Connection connection, BookingId booking) throws SQLException {
        connection.setAutoCommit(false);
        assertThat(Rows.column(
                        connection, "select id from booking where id = unhex(?) for update", Rows.hex(booking.value())))
                .hasSize(1);
    }

    private String key(String form) {
        return ada.document()
                .expectFirst("form[action$=/" + form + "] input[name=key]")
                .val();
    }

    private void change(BookingId booking, int nights) {
        ada.get("/bookings/" + booking + "/change?type=double&" + Inn.query(Stay.of(Inn.STAY.arrival(), nights)));
        ada.submit("form[method=post][action$=/change]");
        assertThat(ada.status()).isEqualTo(302);
    }

    private void cancel(BookingId booking) {
        ada.get("/bookings/" + booking + "/cancel");
        ada.submit("form[action$=/cancel]");
    }

    private String points() {
        return ada.get("/bookings").document().expectFirst("h1 + p").text();
    }

    private Booking now(BookingId booking) {
        return host.bean(Innkeeper.class)
                .bookings()
                .find(Actor.system(), booking)
                .orElseThrow();
    }

    private List<Integer> entries(BookingId booking) throws SQLException {
        return Rows.column(
                        database,
                        "select points from loyalty_entry where booking_id = unhex(?) order by booking_version",
                        Rows.hex(booking.value()))
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    private int nights(BookingId booking) throws SQLException {
        return Rows.number(
                database, "select count(*) from room_night where booking_id = unhex(?)", Rows.hex(booking.value()));
    }
}
