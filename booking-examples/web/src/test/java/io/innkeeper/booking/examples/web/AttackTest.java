package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Forged requests, other people's bookings, sessions that are put upon somebody, guessed passwords, errors that tell too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackTest {

    /** What anybody may see; all else is for those who are logged in. */
    private static final Set<String> PUBLIC = Set.of(
            "/", "/search", "/hotels/{id}", "/pictures/{hotel}.svg", "/feeds/{token}.ics", "/login", "/register");

    private final SettableClock clock = new SettableClock();
    private TestServer.Database database;
    private WebHost host;
    private Innkeeper innkeeper;
    private String owner;
    private String guest;
    private Inn inn;
    private BookingId held;
    private BookingId confirmed;
    private Browser ada;

    /** Stands still, since whoever guesses passwords has to wait by it. */
    private static final class SettableClock extends Clock {

        private volatile Instant now = Instant.now();

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database, clock);
        innkeeper = host.bean(Innkeeper.class);
        owner = "olga" + UUID.randomUUID();
        inn = Inn.at(
                host,
                3,
                innkeeper
                        .accounts()
                        .register(new Registration(owner + "@example.org", "Olga", WebHost.PASSWORD))
                        .id());
        guest = "ada" + UUID.randomUUID();
        Browser browser = host.registered(guest);
        held = Inn.idOf(inn.hold(browser));
        confirmed = Inn.idOf(inn.book(browser));
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    @BeforeEach
    void logIn() {
        ada = host.loggedIn(guest);
    }

    /** A path of a route at which there is something. */
    private String path(Route route, BookingId booking) {
        boolean isOfABooking = route.pattern().startsWith("/bookings");
        return route.path(variable -> switch (variable) {
            case "id" -> isOfABooking ? booking.toString() : inn.hotel().id().toString();
            case "hotel" -> inn.hotel().id().toString();
            case "booking" -> booking.toString();
            case "room" -> room().toString();
            case "action" -> "check-in";
            default -> UUID.randomUUID().toString();
        });
    }

    private RoomId room() {
        return innkeeper.hotels().rooms(inn.hotel().id()).get(0).id();
    }

    /** What the forms of guests have; those of owners want more. */
    private static String[] fields(String... more) {
        Stay other = Stay.of(Inn.STAY.arrival(), 3);
        return Stream.concat(
                        Stream.of(
                                "key",
                                UUID.randomUUID().toString(),
                                "arrival",
                                other.arrival().toString(),
                                "departure",
                                other.departure().toString(),
                                "guests",
                                "2",
                                "type",
                                "double"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** All that is stored, but for sessions. */
    private List<String> everything() throws SQLException {
        String tables = Rows.column(database, "show tables").stream()
                .filter(table -> !table.startsWith("SPRING_SESSION"))
                .map(table -> "`" + table + "`")
                .collect(Collectors.joining(", "));
        List<String> sums = new ArrayList<>();
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("checksum table " + tables)) {
            while (rows.next()) {
                sums.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return sums;
    }

    @Test
    void noFormIsTakenWithoutItsTokenOrWithAnothers() throws Exception {
        String others =
                host.registered("mallory" + UUID.randomUUID()).get("/account").token();
        List<String> before = everything();

        List<Route> posts = Route.of(host).stream().filter(Route::isPost).toList();
        assertThat(posts).hasSizeGreaterThan(8);
        for (Route route : posts) {
            for (String[] token : new String[][] {{}, {"_csrf", ""}, {"_csrf", "guessed"}, {"_csrf", others}}) {
                ada.post(path(route, held), fields(token));
                assertThat(ada.status())
                        .as("%s with %s", route, Arrays.asList(token))
                        .isEqualTo(403);
                Secrets.assertNoneIn(ada.body(), route);
            }
        }

        assertThat(everything()).isEqualTo(before);
        assertThat(ada.get("/account").text()).as("still logged in").contains(guest);
    }

    @Test
    void aFormOfSomebodyElsesPageLogsNobodyInOrOut() {
        Browser stranger = host.visitor();
        stranger.post("/login", "username", guest + "@example.org", "password", WebHost.PASSWORD);
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.get("/account").status()).isEqualTo(302);

        stranger.post("/register", "name", "M", "email", "m@example.org", "password", WebHost.PASSWORD);
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.get("/account").status()).isEqualTo(302);
    }

    @Test
    void whatChangesSomethingIsNotDoneByALink() throws SQLException {
        List<Route> routes = Route.of(host);
        List<String> gets =
                routes.stream().filter(Route::isGet).map(Route::pattern).toList();
        List<String> before = everything();

        for (Route route : routes) {
            if (route.isPost() && !gets.contains(route.pattern())) {
                ada.get(path(route, held) + "?key=" + UUID.randomUUID());
                assertThat(ada.status()).as("GET %s", route.pattern()).isIn(404, 405);
            }
        }

        assertThat(everything()).isEqualTo(before);
        assertThat(ada.get("/account").status()).as("still logged in").isEqualTo(200);
    }

    @Test
    void anothersBookingIsAsOneThatIsNotThere() throws SQLException {
        Browser mallory = host.registered("mallory" + UUID.randomUUID());
        String token = mallory.get("/account").token();
        Booking before = booking(confirmed);
        Booking heldBefore = booking(held);
        List<Route> routes = Route.of(host).stream()
                .filter(route -> route.pattern().startsWith("/bookings/{id}"))
                .toList();
        assertThat(routes).hasSizeGreaterThan(7);

        for (Route route : routes) {
            String missing = answer(mallory, route, new BookingId(UUID.randomUUID()), token);
            for (BookingId id : List.of(confirmed, held)) {
                assertThat(answer(mallory, route, id, token))
                        .as("%s", route)
                        .startsWith("404 ")
                        .isEqualTo(missing);
            }
        }

        assertThat(booking(confirmed)).isEqualTo(before);
        assertThat(booking(held)).isEqualTo(heldBefore);
        assertThat(mallory.get("/bookings").text()).contains("There are none yet");
    }

    private static String answer(Browser browser, Route route, String path, String token) {
        if (route.isGet()) {
            browser.get(path);
        } else {
            browser.post(path, fields("_csrf", token));
        }
        return browser.status() + " " + browser.text();
    }

    private String answer(Browser browser, Route route, BookingId booking, String token) {
        return answer(browser, route, path(route, booking), token);
    }

    private Booking booking(BookingId id) {
        return innkeeper.bookings().find(Actor.system(), id).orElseThrow();
    }

    /** Not even a guest of the hotel. */
    @Test
    void anothersHotelIsRunByNobodyElse() throws SQLException {
        String token = ada.get("/account").token();
        List<String> before = everything();

        for (Route route : Route.of(host)) {
            if (route.pattern().startsWith("/owner/hotels/{id}")) {
                assertThat(answer(ada, route, confirmed, token)).as("%s", route).startsWith("404 ");
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void withoutLoginAllThatIsNotPublicLeadsToTheLogin() {
        for (Route route : Route.of(host)) {
            if (route.isGet()) {
                Browser stranger = host.visitor().get(path(route, confirmed));
                if (PUBLIC.contains(route.pattern())) {
                    assertThat(stranger.status()).as("%s", route).isIn(200, 400, 404);
                } else {
                    assertThat(stranger.status()).as("%s", route).isEqualTo(302);
                    assertThat(stranger.follow().address().getPath())
                            .as("%s", route)
                            .isEqualTo("/login");
                    assertThat(stranger.status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aSessionFromBeforeTheLoginIsNobodysAfterwards() throws IOException {
        Browser browser = host.visitor().get("/login");
        String before = session(browser);
        String token = browser.token();

        browser.submit("form[action=/login]", "username", guest + "@example.org", "password", WebHost.PASSWORD);

        assertThat(browser.status()).isEqualTo(302);
        assertThatItIsReplaced(browser, before, token);
    }

    @Test
    void aSessionFromBeforeRegisteringIsNobodysAfterwards() throws IOException {
        Browser browser = host.visitor().get("/register");
        String before = session(browser);
        String token = browser.token();

        String name = "joan" + UUID.randomUUID();
        browser.submit(
                "form[action=/register]", "name", name, "email", name + "@example.org", "password", WebHost.PASSWORD);

        assertThat(browser.status()).isEqualTo(302);
        assertThatItIsReplaced(browser, before, token);
    }

    private void assertThatItIsReplaced(Browser browser, String before, String token) throws IOException {
        String after = session(browser);
        assertThat(after).isNotEqualTo(before);
        assertThat(Wire.get(host.base(), "/account", "Cookie: SESSION=" + after).status())
                .isEqualTo(200);
        assertThat(Wire.get(host.base(), "/account", "Cookie: SESSION=" + before)
                        .status())
                .isEqualTo(302);
        assertThat(browser.post("/logout", "_csrf", token).status())
                .as("by the token that whoever has put the session upon them knows")
                .isEqualTo(403);
    }

    private static String session(Browser browser) {
        return browser.cookie("SESSION").orElseThrow();
    }

    @Test
    void aSessionIdThatSomebodyMadeUpIsNotTakenOver() throws IOException {
        for (String madeUp : List.of(
                "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw",
                "00000000-0000-0000-0000-000000000000",
                "' or '1'='1",
                "%00",
                "a".repeat(4000))) {
            Wire.Answer answer = Wire.get(host.base(), "/login", "Cookie: SESSION=" + madeUp);
            assertThat(answer.status()).as(madeUp).isIn(200, 400);
            assertThat(answer.headers("Set-Cookie")).as(madeUp).noneMatch(cookie -> cookie.contains(madeUp));
            assertThat(Wire.get(host.base(), "/account", "Cookie: SESSION=" + madeUp)
                            .status())
                    .as(madeUp)
                    .isIn(302, 400);
        }
    }

    @Test
    void theSessionsCookieIsKeptFromScriptsAndOtherSites() throws IOException {
        String cookie = Wire.get(host.base(), "/login").header("Set-Cookie").orElseThrow();

        assertThat(cookie)
                .startsWith("SESSION=")
                .contains("; Path=/", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void noSessionIsInAnAddress() throws IOException {
        Wire.Answer page = Wire.get(host.base(), "/login");

        assertThat(page.body()).doesNotContain("jsessionid").doesNotContain(";SESSION");
    }

    @Test
    void whoLooksAroundHasNoSession() throws IOException {
        for (String path : List.of("/", "/search", "/hotels/" + inn.hotel().id(), "/app.css", "/readyz")) {
            assertThat(Wire.get(host.base(), path).header("Set-Cookie"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void browsersAreToldWhatToRefuseOnPagesErrorsAndFiles() throws IOException {
        String cookie = "Cookie: SESSION=" + session(ada);
        Map<String, Integer> answers = Map.of(
                "/",
                200,
                "/login",
                200,
                "/account",
                200,
                "/bookings/" + confirmed,
                200,
                "/bookings/" + UUID.randomUUID(),
                404,
                "/bookings/nonsense",
                400,
                "/nothing/here",
                404,
                "/app.css",
                200,
                "/favicon.svg",
                200,
                "/pictures/" + inn.hotel().id() + ".svg",
                200);
        for (Map.Entry<String, Integer> each : answers.entrySet()) {
            Wire.Answer answer = Wire.get(host.base(), each.getKey(), cookie);
            assertThat(answer.status()).as(each.getKey()).isEqualTo(each.getValue());
            assertHeaders(answer, each.getKey());
        }
        Wire.Answer redirect = Wire.get(host.base(), "/bookings");
        assertThat(redirect.status()).isEqualTo(302);
        assertHeaders(redirect, "a redirect");
        Wire.Answer forged = Wire.post(host.base(), "/logout", "", cookie);
        assertThat(forged.status()).isEqualTo(403);
        assertHeaders(forged, "a refusal");
    }

    private static void assertHeaders(Wire.Answer answer, String what) {
        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .as(what)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertThat(answer.headers("X-Content-Type-Options")).as(what).containsExactly("nosniff");
        assertThat(answer.headers("X-Frame-Options")).as(what).containsExactly("DENY");
        assertThat(answer.headers("Referrer-Policy")).as(what).containsExactly("same-origin");
        assertThat(answer.headers("Cross-Origin-Opener-Policy")).as(what).containsExactly("same-origin");
        assertThat(answer.headers("Cross-Origin-Resource-Policy")).as(what).containsExactly("same-origin");
        assertThat(answer.header("Permissions-Policy").orElse("")).as(what).contains("geolocation=()");
        assertThat(answer.header("Strict-Transport-Security"))
                .as("%s, not over TLS", what)
                .isEmpty();
        assertThat(answer.header("Server")).as(what).isEmpty();
        assertThat(answer.header("X-Powered-By")).as(what).isEmpty();
    }

    @Test
    void whatIsSomebodysIsKeptByNoCache() throws IOException {
        for (String path : List.of("/account", "/bookings", "/bookings/" + confirmed + "/stay.ics")) {
            assertThat(Wire.get(host.base(), path, "Cookie: SESSION=" + session(ada))
                            .header("Cache-Control")
                            .orElse(""))
                    .as(path)
                    .contains("no-store");
        }
    }

    /** As the application runs behind a load balancer that speaks TLS. */
    @Test
    void overTlsTheCookieIsOfThisHostAloneAndBrowsersComeBackOverTls() throws IOException {
        try (WebHost secure =
                WebHost.start(database, clock, "--spring.profiles.active=https", "--FORWARD_HEADERS=native")) {
            String tls = "X-Forwarded-Proto: https";
            Wire.Answer page = Wire.get(secure.base(), "/login", tls);
            String before = page.header("Set-Cookie").orElseThrow();
            assertThat(before)
                    .startsWith("__Host-session=")
                    .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                    .doesNotContain("Domain");
            assertThat(page.header("Strict-Transport-Security").orElse("")).contains("max-age=31536000");

            String form = "username=" + guest + "%40example.org&password=" + WebHost.PASSWORD.replace(' ', '+')
                    + "&_csrf=" + token(page);
            Wire.Answer in = Wire.post(secure.base(), "/login", form, tls, "Cookie: " + pair(before));
            assertThat(in.status()).isEqualTo(302);
            String after = in.header("Set-Cookie").orElseThrow();
            assertThat(after).startsWith("__Host-session=").contains("; Secure");

            assertThat(Wire.get(secure.base(), "/account", tls, "Cookie: " + pair(after))
                            .status())
                    .isEqualTo(200);
            Wire.Answer redirect = Wire.get(secure.base(), "/bookings", tls, "X-Forwarded-Host: evil.example");
            assertThat(redirect.status()).isEqualTo(302);
            assertThat(redirect.header("Location").orElseThrow()).doesNotContain("evil");
        }
        assertThat(Wire.get(host.base(), "/login", "X-Forwarded-Proto: https").header("Strict-Transport-Security"))
                .as("by whoever is no load balancer")
                .isEmpty();
    }

    private static String pair(String cookie) {
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String token(Wire.Answer page) {
        return org.jsoup.Jsoup.parse(page.body())
                .expectFirst("input[name=_csrf]")
                .val();
    }

    @Test
    void whoGuessesPasswordsHasToWaitAndTheRightOneIsNotLookedAtBefore() {
        String name = "grace" + UUID.randomUUID();
        host.registered(name);
        String known = name + "@example.org";
        String unknown = "nobody" + UUID.randomUUID() + "@example.org";

        for (int i = 0; i < 5; i++) {
            Browser one = guess(known, "not this one");
            Browser other = guess(unknown, "not this one");
            assertThat(one.status()).isEqualTo(401);
            assertThat(other.status()).isEqualTo(401);
            assertThat(one.text()).isEqualTo(other.text()).contains("no account with this e-mail address and password");
        }
        Browser right = guess(known, WebHost.PASSWORD);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.get("/account").status()).isEqualTo(302);
        Browser one = guess(known, "not this one");
        Browser other = guess(unknown, "not this one");
        for (Browser each : List.of(one, other)) {
            assertThat(each.status()).isEqualTo(429);
            assertThat(each.header("Retry-After")).contains("1");
            assertThat(each.text()).contains("Too many attempts");
        }
        assertThat(one.text()).isEqualTo(other.text());

        clock.pass(Duration.ofSeconds(1));
        assertThat(guess(known, "not this one").status()).as("one more").isEqualTo(401);
        assertThat(guess(known, WebHost.PASSWORD).header("Retry-After"))
                .as("twice as long")
                .contains("2");
        clock.pass(Duration.ofSeconds(2));
        assertThat(guess(known, WebHost.PASSWORD).status()).isEqualTo(302);
    }

    private Browser guess(String email, String password) {
        Browser browser = host.visitor().get("/login");
        browser.submit("form[action=/login]", "username", email, "password", password);
        assertThat(browser.body()).doesNotContain(password);
        return browser;
    }

    @Test
    void aPasswordThatNobodyCanHaveIsWrongAndNoMore() {
        assertThat(guess("nobody" + UUID.randomUUID() + "@example.org", "a".repeat(5000))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoIsLoggedInGuessesNoPasswordEither() {
        String name = "jean" + UUID.randomUUID();
        Browser browser = host.registered(name);
        for (int i = 0; i < 5; i++) {
            assertThat(guessPresent(browser, "not this one")).isEqualTo(401);
        }

        assertThat(guessPresent(browser, WebHost.PASSWORD)).isEqualTo(429);
        assertThat(browser.text()).contains("was wrong too often");
        assertThat(guess(name + "@example.org", WebHost.PASSWORD).status())
                .as("counted together")
                .isEqualTo(429);
    }

    private static int guessPresent(Browser browser, String password) {
        browser.get("/account");
        return browser.submit(
                        "form[action=/account/password]",
                        "currentPassword",
                        password,
                        "newPassword",
                        "another four words of mine")
                .status();
    }

    @Test
    void afterTheLoginNobodyIsSentToAnotherHost() throws IOException {
        List<String> traps = List.of(
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "Forwarded: host=evil.example",
                "Referer: http://evil.example/");
        for (String trap : traps) {
            Wire.Answer asked = Wire.get(host.base(), "/bookings?x=//evil.example", "Accept: text/html", trap);
            assertThat(asked.status()).as(trap).isIn(302, 400);
            assertThat(asked.header("Location").orElse("")).as(trap).doesNotContain("evil");
            asked.header("Set-Cookie").ifPresent(cookie -> assertThatLoginLeadsHere(pair(cookie), trap));
        }
        for (String parameter :
                List.of("continue", "redirect", "url", "next", "returnTo", "spring-security-redirect")) {
            Browser browser = host.visitor().get("/login?" + parameter + "=//evil.example/");
            browser.submit("form[action=/login]", "username", guest + "@example.org", "password", WebHost.PASSWORD);
            assertThat(browser.status()).isEqualTo(302);
            assertThat(browser.header("Location").orElseThrow()).as(parameter).doesNotContain("evil");
        }
    }

    private void assertThatLoginLeadsHere(String cookie, String trap) {
        try {
            Wire.Answer page = Wire.get(host.base(), "/login", "Cookie: " + cookie);
            String form = "username=" + guest + "%40example.org&password=" + WebHost.PASSWORD.replace(' ', '+')
                    + "&_csrf=" + token(page);
            Wire.Answer in = Wire.post(host.base(), "/login", form, "Cookie: " + cookie);
            assertThat(in.status()).as(trap).isEqualTo(302);
            URI target = host.base().resolve(in.header("Location").orElseThrow());
            assertThat(target.getAuthority()).as(trap).isEqualTo(host.base().getAuthority());
            assertThat(target.getPath()).as("where they wanted to go").isEqualTo("/bookings");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatFailsHereIsSaidAndNotHow() throws SQLException {
        database.execute("rename table loyalty_entry to away");
        try {
            assertFails(ada.get("/bookings"), 500, "Something went wrong on our side.");
        } finally {
            database.execute("rename table away to loyalty_entry");
        }
        database.execute("rename table hotel to away");
        try {
            assertFails(ada.get("/hotels/" + inn.hotel().id()), 503, "We are very busy.");
            assertFails(ada.get("/bookings/" + confirmed), 503, "We are very busy.");
        } finally {
            database.execute("rename table away to hotel");
        }
        assertThat(ada.get("/bookings").status()).as("and afterwards").isEqualTo(200);
    }

    @Test
    void withoutADatabaseItSaysThatItIsBusy() {
        try (WebHost other = WebHost.start(database)) {
            other.bean(HikariDataSource.class).close();

            for (String path : List.of("/", "/hotels/" + inn.hotel().id(), "/search?city=X&" + Inn.query(Inn.STAY))) {
                assertFails(other.visitor().get(path), 503, "We are very busy.");
            }
            Browser there = ada.at(other.base()).get("/account");
            assertThat(there.status()).isIn(500, 503);
            Secrets.assertNoneIn(there.body(), "/account");
            assertThat(other.visitor().get("/readyz").status()).isEqualTo(503);
            assertThat(other.visitor().get("/livez").status()).isEqualTo(200);
        }
    }

    private static void assertFails(Browser browser, int status, String words) {
        assertThat(browser.status()).as("%s", browser).isEqualTo(status);
        assertThat(browser.text()).contains(words);
        Secrets.assertNoneIn(browser.body(), browser.address());
    }

    @Test
    void withoutTheSessionsTableNothingIsToldEither() throws SQLException {
        database.execute("rename table SPRING_SESSION to AWAY_SESSION");
        try {
            ada.get("/account");
        } finally {
            database.execute("rename table AWAY_SESSION to SPRING_SESSION");
        }
        assertThat(ada.status()).isIn(500, 503);
        Secrets.assertNoneIn(ada.body(), "/account");
        assertThat(ada.get("/account").status()).as("and afterwards").isEqualTo(200);
    }

    @Test
    void metricsAndInnardsAreNotOnThePortOfThePages() {
        for (String path :
                List.of("/actuator", "/actuator/env", "/actuator/health", "/actuator/prometheus", "/error")) {
            assertThat(host.visitor().get(path).follow().address().getPath())
                    .as(path)
                    .isEqualTo("/login");
            ada.get(path);
            assertThat(ada.status()).as(path).isEqualTo(404);
            Secrets.assertNoneIn(ada.body(), path);
        }
    }

    @Test
    void thePortOfWhoLooksAfterTheMachineShowsHealthAndMetricsAndNoInnards() {
        Browser keeper = new Browser(host.management());
        assertThat(keeper.get("/actuator/health").status()).isEqualTo(200);
        assertThat(keeper.get("/actuator/prometheus").status()).isEqualTo(200);
        for (String path : List.of("env", "beans", "heapdump", "threaddump", "loggers", "shutdown", "configprops")) {
            assertThat(keeper.get("/actuator/" + path).status()).as(path).isNotEqualTo(200);
        }
    }

    @Test
    void nothingOfThisMovedABooking() {
        assertThat(booking(held).status()).isEqualTo(BookingStatus.HELD);
        assertThat(booking(confirmed).status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }
}
