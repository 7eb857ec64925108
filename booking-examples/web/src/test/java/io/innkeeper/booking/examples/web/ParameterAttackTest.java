package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** SQL, and what else is no name, number or date, in each parameter of all that the application answers to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParameterAttackTest {

    /** Each of them in each parameter; as they are on the wire. */
    private static final List<String> SQL = List.of(
            encoded("' or '1'='1"), encoded("'; drop table booking; --"), encoded("\\' or 1=1 #"), "1e999999999");

    /** A few of them in each parameter, other ones in the next. */
    private static final List<String> NONSENSE = List.of(
            "%00",
            "a%00b",
            "%ED%A0%80", // half of a character
            "%FF%FE",
            "%F0%9F%92%A9",
            encoded("\u202egnp.exe"),
            encoded("\u0395\u03bb\u03bb\u03ac\u03b4\u03b1 \u6771\u4eac \u0645\u062f\u064a\u0646\u0629"),
            "a".repeat(5000),
            "9".repeat(3000),
            "-1",
            "0",
            "2147483648",
            "9999999999999999999999",
            "NaN",
            "1e-999999999",
            encoded("+999999999-12-31"),
            "-999999999-01-01",
            "9999-12-31",
            "0000-00-00",
            "2030-02-30",
            "999999999-12",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            encoded("${jndi:ldap://localhost:1/x}"),
            encoded("../../../etc/passwd"),
            "%0d%0aSet-Cookie:%20x=y",
            "");

    private static final int NONSENSE_EACH = 3;

    /** Which parameters a path reads, and those that begin with it. */
    private static final Map<String, Set<String>> READ = new TreeMap<>(Map.ofEntries(
            Map.entry("/", Set.of()),
            Map.entry("/error", Set.of("status")),
            Map.entry("/pictures", Set.of("stars")),
            Map.entry("/feeds", Set.of()),
            Map.entry("/login", Set.of("username", "password")),
            Map.entry("/log-in-again", Set.of("username")),
            Map.entry("/logout", Set.of()),
            Map.entry("/register", Set.of("name", "email", "password")),
            Map.entry("/account", Set.of("currentPassword", "newPassword")),
            Map.entry("/search", Set.of("city", "arrival", "departure", "guests", "stars", "price", "after")),
            Map.entry("/hotels", Set.of("month", "arrival", "departure", "guests", "type", "quote", "key")),
            Map.entry(
                    "/bookings",
                    Set.of("after", "quote", "key", "arrival", "departure", "guests", "type", "total", "fee")),
            Map.entry("/owner", Set.of("after")),
            Map.entry("/owner/hotels/new", Set.of("name", "city", "address", "timeZone", "currency", "stars")),
            Map.entry("/owner/hotels/{id}", Set.of("day")),
            Map.entry(
                    "/owner/hotels/{id}/edit",
                    Set.of(
                            "name",
                            "city",
                            "address",
                            "timeZone",
                            "currency",
                            "stars",
                            "description",
                            "freeDays",
                            "feePercent")),
            Map.entry(
                    "/owner/hotels/{id}/rooms", Set.of("number", "type", "capacity", "nightlyRate", "count", "month")),
            Map.entry("/owner/hotels/{id}/rates", Set.of("type", "from", "until", "rate", "month", "action", "clear")),
            Map.entry("/owner/hotels/{id}/rules", Set.of("kind", "type", "from", "until", "number")),
            Map.entry("/owner/hotels/{id}/closures", Set.of("room", "from", "until", "key")),
            Map.entry("/owner/hotels/{id}/bookings", Set.of("key", "day", "action"))));

    private static final Pattern NAME = Pattern.compile("(?:\\bname=\"|(?:field|select)\\(')([a-zA-Z]+)[\"']");

    private TestServer.Database database;
    private WebHost host;
    private Innkeeper innkeeper;
    private String name;
    private UserId user;
    private int turn;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        innkeeper = host.bean(Innkeeper.class);
        name = "ada" + UUID.randomUUID();
        user = innkeeper
                .accounts()
                .register(new Registration(name + "@example.org", "Ada", WebHost.PASSWORD))
                .id();
    }

    @AfterAll
    void allIsStillThereWhenItStops() throws SQLException {
        assertThat(Rows.number(database, "select count(*) from booking")).isPositive();
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
        host.close();
        database.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Set<String> readBy(Route route) {
        return READ.entrySet().stream()
                .filter(each ->
                        (route.pattern() + "/").startsWith(each.getKey().equals("/") ? "//" : each.getKey() + "/"))
                .reduce((shorter, longer) ->
                        longer.getKey().length() >= shorter.getKey().length() ? longer : shorter)
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError("say which parameters it reads: " + route));
    }

    @Test
    void noFieldOfAFormIsForgottenHere() throws IOException {
        Set<String> inForms = new TreeSet<>();
        for (Resource template :
                new PathMatchingResourcePatternResolver().getResources("classpath*:/templates/**/*.html")) {
            Matcher name = NAME.matcher(template.getContentAsString(StandardCharsets.UTF_8));
            while (name.find()) {
                inForms.add(name.group(1));
            }
        }
        inForms.remove("viewport");
        inForms.remove("color");

        Set<String> here = READ.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(here).containsAll(inForms);
    }

    @TestFactory
    Stream<DynamicTest> nothingIsBrokenOrToldByWhatIsSentTo() {
        return Route.of(host).stream().map(route -> DynamicTest.dynamicTest(route.toString(), () -> attack(route)));
    }

    @Test
    void nothingIsBrokenOrToldByWhatIsInHeaders() throws IOException {
        for (String value : Stream.concat(SQL.stream(), NONSENSE.stream()).toList()) {
            for (String header : List.of(
                    "Cookie: SESSION=",
                    "Accept: ",
                    "Accept-Language: ",
                    "Accept-Encoding: ",
                    "User-Agent: ",
                    "Referer: ",
                    "X-Forwarded-For: ",
                    "X-CSRF-TOKEN: ",
                    "If-Modified-Since: ",
                    "Range: bytes=")) {
                for (String path : List.of("/account", "/", "/app.css")) {
                    Wire.Answer answer = Wire.get(host.base(), path, header + value);
                    assertThat(answer.status()).as("%s%s", header, value).isIn(200, 206, 302, 400, 406, 416, 431);
                    Secrets.assertNoneIn(answer.body(), header + value);
                }
            }
        }
    }

    private void attack(Route route) {
        Map<String, String> variables = variables(route);
        Attempt attempt = new Attempt(route, host.loggedIn(name).get("/account"));
        attempt.send(variables, good(), "nothing");
        for (String variable : route.variables()) {
            for (String value : values()) {
                Map<String, String> bad = new TreeMap<>(variables);
                bad.put(variable, value.replace("+", "%20"));
                attempt.send(bad, good(), variable + "=" + value);
            }
        }
        for (String field : readBy(route)) {
            for (String value : values()) {
                Map<String, String> bad = good();
                bad.put(field, value);
                attempt.send(variables, bad, field + "=" + value);
            }
        }
    }

    /** By somebody who is logged in, but for what strangers do and what is good for once. */
    private final class Attempt {

        private final Route route;
        private final Browser browser;
        private final String token;

        Attempt(Route route, Browser browser) {
            this.route = route;
            this.browser = browser;
            this.token = browser.token();
        }

        void send(Map<String, String> variables, Map<String, String> fields, String what) {
            switch (route.toString()) {
                case "POST /login", "POST /register" -> {
                    Browser stranger = host.visitor().get("/login");
                    send(stranger, stranger.token(), variables, fields, what);
                }
                case "POST /account/password" -> {
                    Browser other = host.registered("x" + UUID.randomUUID()).get("/account");
                    send(other, other.token(), variables, fields, what);
                }
                default -> send(browser, token, variables, fields, what);
            }
        }

        private void send(
                Browser sender,
                String itsToken,
                Map<String, String> variables,
                Map<String, String> fields,
                String what) {
            String path = route.path(variables::get);
            String form = readBy(route).stream()
                    .map(field -> field + "=" + fields.getOrDefault(field, ""))
                    .collect(Collectors.joining("&"));
            if (route.isGet()) {
                sender.get(path + "?" + form);
            } else {
                sender.postEncoded(path, "_csrf=" + itsToken + "&" + form);
            }
            boolean isOfPasswords = Set.of("/login", "/account/password").contains(route.pattern());
            assertThat(sender.status())
                    .as("%s with %s", route, what)
                    .isIn(isOfPasswords ? List.of(200, 302, 400, 401) : List.of(200, 302, 400, 404, 409));
            assertThat(sender.header("Set-Cookie").orElse("")).doesNotContain("x=y");
            Secrets.assertNoneIn(sender.body(), route + " with " + what);
        }
    }

    @Test
    void nothingIsBrokenOrToldByATokenThatIsNone() {
        for (String value : Stream.concat(SQL.stream(), NONSENSE.stream()).toList()) {
            Browser browser = host.visitor().get("/login");
            browser.postEncoded("/login", "username=x%40example.org&password=x&_csrf=" + value);
            assertThat(browser.status()).as(value).isIn(400, 403);
            Secrets.assertNoneIn(browser.body(), value);
        }
    }

    private List<String> values() {
        List<String> values = new ArrayList<>(SQL);
        for (int i = 0; i < NONSENSE_EACH; i++) {
            values.add(NONSENSE.get(turn++ % NONSENSE.size()));
        }
        return values;
    }

    /** What makes most requests good ones. */
    private static Map<String, String> good() {
        LocalDate arrival = LocalDate.now(ZoneOffset.UTC).plusDays(50);
        Map<String, String> good = new TreeMap<>();
        good.put("arrival", arrival.toString());
        good.put("departure", arrival.plusDays(2).toString());
        good.put("from", arrival.toString());
        good.put("until", arrival.plusDays(2).toString());
        good.put("day", arrival.toString());
        good.put("month", YearMonth.from(arrival).toString());
        good.put("guests", "2");
        good.put("city", "Port+Elara");
        good.put("type", "double");
        good.put("key", UUID.randomUUID().toString());
        good.put("name", "The+House");
        good.put("address", "1+High+Street");
        good.put("timeZone", "UTC");
        good.put("currency", "EUR");
        good.put("stars", "3");
        good.put("description", "A+house.");
        good.put("freeDays", "1");
        good.put("feePercent", "50");
        good.put("number", "7");
        good.put("count", "1");
        good.put("capacity", "2");
        good.put("nightlyRate", "99.50");
        good.put("rate", "99.50");
        good.put("total", "9999");
        good.put("fee", "9999");
        good.put("kind", "MINIMUM_STAY");
        good.put("email", "x" + UUID.randomUUID() + "%40example.org");
        good.put("username", UUID.randomUUID() + "%40example.org");
        good.put("password", WebHost.PASSWORD.replace(' ', '+'));
        good.put("currentPassword", WebHost.PASSWORD.replace(' ', '+'));
        good.put("newPassword", "another+four+words+of+mine");
        return good;
    }

    /** Of a hotel and a booking of its own, so that nothing that was closed or ended before is in the way. */
    private Map<String, String> variables(Route route) {
        Inn inn = Inn.at(host, 2, user);
        String booking = innkeeper
                .bookings()
                .hold(
                        BookingRequest.anyRoom(user, inn.hotel().id(), "double", Stay.of(Inn.STAY.arrival(), 1), 2),
                        Duration.ofMinutes(10))
                .success()
                .orElseThrow()
                .id()
                .toString();
        Map<String, String> values = new TreeMap<>();
        values.put(
                "id",
                route.pattern().startsWith("/bookings")
                        ? booking
                        : inn.hotel().id().toString());
        values.put("hotel", inn.hotel().id().toString());
        values.put("booking", booking);
        values.put("action", "check-in");
        values.put(
                "room", innkeeper.hotels().rooms(inn.hotel().id()).get(0).id().toString());
        for (String variable : route.variables()) {
            values.putIfAbsent(variable, UUID.randomUUID().toString());
        }
        return values;
    }
}
