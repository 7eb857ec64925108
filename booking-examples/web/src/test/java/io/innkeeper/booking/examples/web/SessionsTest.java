package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances that were started at the same moment on one empty database, and who is logged in there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {

    private static final String NEW_PASSWORD = "another four words of mine";

    private TestServer.Database database;
    private WebHost host;
    private WebHost other;
    private final String name = "ada" + UUID.randomUUID();

    @BeforeAll
    void startBothAtOnce() throws Exception {
        database = TestServer.newDatabase();
        CyclicBarrier start = new CyclicBarrier(2);
        // Of their own: the common pool has one thread where there are two processors, and both wait for one another.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<WebHost> one = threads.submit(() -> start(start));
            Future<WebHost> two = threads.submit(() -> start(start));
            host = one.get(5, TimeUnit.MINUTES);
            other = two.get(5, TimeUnit.MINUTES);
        } finally {
            threads.shutdown();
        }
    }

    private WebHost start(CyclicBarrier start) {
        try {
            start.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return WebHost.start(database);
    }

    @AfterAll
    void stop() {
        host.close();
        other.close();
        database.close();
    }

    @Test
    void instancesThatAreStartedTogetherMakeTheInventedHotelsOnce() throws SQLException {
        assertThat(Rows.number(database, "select count(*) from loaded_hotel")).isEqualTo(24);
        assertThat(Rows.number(database, "select count(*) from hotel where name <> 'The Inn'"))
                .isEqualTo(24);
        assertThat(Rows.number(database, "select count(distinct name_key) from hotel where name <> 'The Inn'"))
                .isEqualTo(24);
        assertThat(Rows.number(
                        database,
                        "select count(*) from loaded_hotel where hotel_id not in (select hotel_id from room)"))
                .isZero();
        assertThat(host.visitor().get("/").text()).contains("Some of our hotels");
        assertThat(other.visitor().get("/").text()).contains("Some of our hotels");
    }

    @Test
    void aSessionIsGoodAtEachInstanceAndEndsAtAll() {
        Browser ada = host.registered(name);
        Browser adaThere = ada.at(other.base());
        assertThat(adaThere.get("/account").text()).contains(name + "@example.org");

        adaThere.submit("form[action=/logout]");

        assertThat(adaThere.status()).isEqualTo(302);
        assertThatNobodyIsLoggedIn(adaThere);
        assertThatNobodyIsLoggedIn(ada);
    }

    @Test
    void theCookieOfWhoLoggedOutIsNobodys() throws Exception {
        Browser grace = host.registered("grace" + UUID.randomUUID());
        String cookie = grace.cookie("SESSION").orElseThrow();
        assertThat(Wire.get(host.base(), "/account", "Cookie: SESSION=" + cookie)
                        .status())
                .isEqualTo(200);

        grace.follow().submit("form[action=/logout]");

        for (WebHost each : new WebHost[] {host, other}) {
            Wire.Answer answer = Wire.get(each.base(), "/account", "Cookie: SESSION=" + cookie);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location").orElseThrow()).endsWith("/login");
        }
    }

    @Test
    void aRoomIsHeldAtOneInstanceAndConfirmedAtTheOther() {
        Inn inn = Inn.at(host, 1);
        Browser joan = host.registered("joan" + UUID.randomUUID());
        BookingId booking = Inn.idOf(inn.hold(joan));

        Browser there = joan.at(other.base()).get("/bookings/" + booking);
        there.submit("form[action$=/confirm]");

        assertThat(there.follow().text()).contains("It is yours");
        assertThat(joan.get("/bookings/" + booking).text()).contains("confirmed");
        for (WebHost each : new WebHost[] {host, other}) {
            assertThat(each.bean(Innkeeper.class)
                            .bookings()
                            .find(Actor.system(), booking)
                            .orElseThrow()
                            .status())
                    .isEqualTo(BookingStatus.CONFIRMED);
        }
        assertThat(there.get("/bookings").text()).contains("240 points");
        assertThat(host.bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
    }

    @Test
    void aChangedPasswordEndsAllSessionsButTheOneThatChangedIt() {
        String mary = "mary" + UUID.randomUUID();
        Browser here = host.registered(mary);
        Browser elsewhere = host.loggedIn(mary);
        Browser atTheOther = other.loggedIn(mary);
        String before = here.cookie("SESSION").orElseThrow();

        here.get("/account");
        here.submit("form[action=/account/password]", "currentPassword", WebHost.PASSWORD, "newPassword", NEW_PASSWORD);

        assertThat(here.follow().text()).contains("Your password is changed");
        assertThat(here.cookie("SESSION"))
                .as("the session has a new id")
                .isPresent()
                .get()
                .isNotEqualTo(before);
        assertThat(here.at(other.base()).get("/account").status()).isEqualTo(200);
        assertThatNobodyIsLoggedIn(elsewhere);
        assertThatNobodyIsLoggedIn(atTheOther);
    }

    @Test
    void whoseSessionHasEndedSeesPublicPagesAsAStranger() {
        String jean = "jean" + UUID.randomUUID();
        Browser here = host.registered(jean);
        Browser elsewhere = host.loggedIn(jean);
        here.get("/account");
        here.submit("form[action=/account/password]", "currentPassword", WebHost.PASSWORD, "newPassword", NEW_PASSWORD);

        elsewhere.get("/");

        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(elsewhere.text()).contains("Register").doesNotContain(jean);
    }

    @Test
    void aPasswordIsNotChangedByWhoDoesNotKnowIt() {
        String betty = "betty" + UUID.randomUUID();
        Browser here = host.registered(betty);
        Browser elsewhere = other.loggedIn(betty);

        here.get("/account");
        here.submit(
                "form[action=/account/password]", "currentPassword", "a guess of mine", "newPassword", NEW_PASSWORD);

        assertThat(here.status()).isEqualTo(401);
        assertThat(here.body()).doesNotContain("a guess of mine", NEW_PASSWORD);
        assertThat(elsewhere.get("/account").status()).isEqualTo(200);
        host.loggedIn(betty);
    }

    private static void assertThatNobodyIsLoggedIn(Browser browser) {
        browser.get("/account");
        assertThat(browser.status()).isEqualTo(302);
        assertThat(browser.follow().address().getPath()).isEqualTo("/login");
    }
}
