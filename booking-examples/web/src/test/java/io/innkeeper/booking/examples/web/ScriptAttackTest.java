package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Scripts and templates in whatever somebody can type or send: they are shown as they were typed, and nothing comes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptAttackTest {

    private static final List<String> SCRIPTS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'><svg onload=alert(1)>",
            "javascript:alert(1)",
            "</title></textarea></select><b onclick=x>",
            "{{123456789*3}}",
            "${123456789*3}",
            "[[${123456789*3}]][(${123456789*3})]",
            "__${123456789*3}__::.x",
            "~{::main} *{123456789*3} #{x} @{/x}");

    /** What comes of them if a template engine takes them for its own. */
    private static final String PRODUCT = "370370367";

    /** What addresses are made of. */
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "data");

    private static final int PAGES_OF_A_KIND = 2;
    private static final Currency EUR = Currency.getInstance("EUR");

    private TestServer.Database database;
    private WebHost host;
    private Innkeeper innkeeper;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        innkeeper = host.bean(Innkeeper.class);
    }

    @AfterAll
    void stop() {
        host.close();
        database.close();
    }

    /** A hotel of which all texts are a script, of an owner who is called so. */
    private record House(Hotel hotel, Browser owner) {}

    private House house(String script) {
        String email = "x" + UUID.randomUUID();
        Browser browser = host.visitor().get("/register");
        browser.submit(
                "form[action=/register]",
                "name",
                script,
                "email",
                email + "@example.org",
                "password",
                WebHost.PASSWORD);
        assertThat(browser.status()).isEqualTo(302);
        UserId owner = userOf(browser);
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of(script, script, ZoneOffset.UTC, EUR)
                        .withAddress(script)
                        .withDescription(script)
                        .withOwner(owner));
        innkeeper
                .hotels()
                .addRooms(
                        hotel.id(),
                        List.of(
                                new RoomDetails(
                                        shortened(script, 20), shortened(script, 50), 2, Money.of("120", "EUR")),
                                new RoomDetails("<img onerror=x>", "<svg onload=x>", 2, Money.of("80", "EUR"))));
        return new House(hotel, browser);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length).strip();
    }

    /** Whoever registered, by a room that they hold. */
    private UserId userOf(Browser browser) {
        Inn inn = Inn.at(host, 1);
        return innkeeper
                .bookings()
                .find(Actor.system(), Inn.idOf(inn.hold(browser)))
                .orElseThrow()
                .user();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("SCRIPTS")
    void whatSomebodyStoredIsShownAsItIsOnEachPage(String script) {
        House house = house(script);
        Browser browser = house.owner();
        String hotel = "/hotels/" + house.hotel().id();
        String type = shortened(script, 50);

        assertShown(browser.get("/"), script, script);
        assertShown(browser.get(hotel), script, script);
        assertThat(browser.document().expectFirst("h1").text()).isEqualTo(script);
        assertThat(browser.document().expectFirst("p.lines").text()).isEqualTo(script);
        assertShown(browser.get("/search?city=" + encoded(script) + "&" + Inn.query(Inn.STAY)), script, script);
        assertThat(browser.document().select("h3").eachText()).contains(script);
        assertShown(browser.get(hotel + "?" + Inn.query(Inn.STAY)), script, type);
        assertShown(choose(browser, house), script, type);
        assertShown(browser.submit("form[action$=/book]").follow(), script, type);
        assertShown(browser.submit("form[action$=/confirm]").follow(), script, type);
        String booking = browser.address().getPath();
        assertShown(browser.get("/bookings"), script, script);
        assertShown(browser.get(booking + "/cancel"), script, type);
        assertShown(browser.get(booking + "/change"), script, type);
        assertShown(
                browser.get(
                        booking + "/change?type=" + encoded(type) + "&" + Inn.query(Stay.of(Inn.STAY.arrival(), 3))),
                script,
                type);
        assertShown(browser.get("/account"), script, script);
        String file = browser.get(booking + "/stay.ics").body();
        assertThat(browser.header("Content-Type").orElse("")).startsWith("text/calendar");
        assertThat(file).doesNotContain(PRODUCT);
    }

    private static Browser choose(Browser browser, House house) {
        String type = shortened(house.hotel().name(), 50);
        return browser.get("/hotels/" + house.hotel().id() + "/book?type=" + encoded(type) + "&" + Inn.query(Inn.STAY));
    }

    @Test
    void whoWasSlowerSeesTheHotelAndItsAlternativesAsTheyAre() {
        String script = SCRIPTS.get(0);
        House house = house(script);
        Browser slow = choose(house.owner(), house);
        UserId fast = innkeeper
                .accounts()
                .register(new Registration("fast" + UUID.randomUUID() + "@example.org", script, WebHost.PASSWORD))
                .id();
        innkeeper.bookings().book(BookingRequest.anyRoom(fast, house.hotel().id(), script, Inn.STAY, 2));

        slow.submit("form[action$=/book]");

        assertThat(slow.status()).isEqualTo(409);
        assertShown(slow, script, script);
        assertThat(slow.document().select("h3").eachText()).contains("<svg onload=x>");
    }

    /** Wherever links lead, with a hotel, a room, a guest and an owner of these names. */
    @ParameterizedTest(name = "{0}")
    @FieldSource("SCRIPTS")
    void noPageThatCanBeReachedHasAnythingComeOfIt(String script) {
        House house = house(script);
        choose(house.owner(), house).submit("form[action$=/book]").follow();
        choose(house.owner(), house);

        int seen = crawl(house, script);

        assertThat(seen).isGreaterThan(12);
    }

    private int crawl(House house, String script) {
        Browser browser = house.owner();
        Deque<URI> ahead = new ArrayDeque<>(List.of(
                host.base().resolve("/"),
                host.base().resolve("/hotels/" + house.hotel().id()),
                host.base().resolve("/bookings"),
                host.base().resolve("/owner")));
        Map<String, Integer> kinds = new HashMap<>();
        int seen = 0;
        while (!ahead.isEmpty()) {
            URI next = ahead.poll();
            if (kinds.merge(kind(next), 1, Integer::sum) > PAGES_OF_A_KIND) {
                continue;
            }
            browser.get(next.toString());
            assertThat(browser.status()).as("%s", next).isIn(200, 302, 400, 404, 409);
            seen++;
            if (browser.header("Content-Type").orElse("").startsWith("text/html")) {
                assertHarmless(browser, script);
                browser.document().select("a[href]").stream()
                        .map(link -> URI.create(link.absUrl("href")))
                        .filter(link -> host.base().getAuthority().equals(link.getAuthority()))
                        .forEach(ahead::add);
            }
        }
        return seen;
    }

    /** The same for pages that differ by ids and values only. */
    private static String kind(URI address) {
        String query =
                address.getRawQuery() == null ? "" : address.getRawQuery().replaceAll("=[^&]*", "");
        return address.getPath().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}") + "?" + query;
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("SCRIPTS")
    void whatSomebodySentIsShownAsItIsWhereItIsShown(String script) {
        House house = house("The Plain House");
        Browser browser = house.owner();
        String hotel = "/hotels/" + house.hotel().id();
        String p = encoded(script);
        String dates = "arrival=" + p + "&departure=" + p + "&guests=" + p;
        String booking = choose(browser, house)
                .submit("form[action$=/book]")
                .follow()
                .address()
                .getPath();

        for (String path : List.of(
                "/search?city=" + p + "&" + dates + "&stars=" + p + "&price=" + p + "&after=" + p,
                "/search?city=" + p + "&" + Inn.query(Inn.STAY) + "&after=" + p,
                hotel + "?" + dates + "&month=" + p,
                hotel + "/book?type=" + p + "&" + dates,
                hotel + "/book?type=" + p + "&" + Inn.query(Inn.STAY),
                hotel + "?" + p + "=" + p,
                "/bookings?after=" + p + "&done=" + p,
                booking + "?done=" + p + "&quote=" + p,
                booking + "/change?type=" + p + "&" + dates,
                "/login?username=" + p + "&error=" + p,
                "/register?name=" + p,
                "/account?changed=" + p,
                "/error?status=" + p + "&message=" + p,
                "/" + segment(script),
                "/hotels/" + segment(script))) {
            browser.get(path);
            assertThat(browser.status()).as(path).isIn(200, 302, 400, 404, 409);
            assertHarmless(browser, script);
        }
        assertThat(browser.get("/search?city=" + p + "&" + dates)
                        .document()
                        .expectFirst("#city")
                        .val())
                .isEqualTo(script);
        String token = browser.get("/account").token();
        browser.post(hotel + "/book", "_csrf", token, "key", script, "quote", script, script, script);
        assertThat(browser.status()).isEqualTo(400);
        assertHarmless(browser, script);
        browser.post(booking + "/change", "_csrf", token, "key", script, "type", script, "arrival", script);
        assertThat(browser.status()).isEqualTo(400);
        assertHarmless(browser, script);

        Browser stranger = host.visitor().get("/register");
        stranger.submit("form[action=/register]", "name", script, "email", script, "password", script);
        assertThat(stranger.status()).isEqualTo(400);
        assertHarmless(stranger, script);
        assertThat(stranger.document().expectFirst("#name").val()).isEqualTo(script);
        stranger.get("/login").submit("form[action=/login]", "username", script, "password", script);
        assertThat(stranger.status()).isEqualTo(401);
        assertHarmless(stranger, script);
        assertThat(stranger.document().expectFirst("#username").val()).isEqualTo(script);
    }

    @Test
    void noLineOfACalendarFileIsMadeByAnAddress() {
        House house = house("The House");
        innkeeper
                .hotels()
                .update(
                        house.hotel().id(),
                        house.hotel().details().withAddress("1 High Street\nEND:VEVENT\nBEGIN:VALARM\nACTION:AUDIO"));
        Browser browser =
                choose(house.owner(), house).submit("form[action$=/book]").follow();
        browser.submit("form[action$=/confirm]").follow();

        String file = browser.get(browser.address().getPath() + "/stay.ics").body();

        assertThat(file.split("\\R")).noneMatch(line -> line.startsWith("BEGIN:VALARM") || line.startsWith("ACTION"));
        assertThat(file.split("END:VEVENT\\R")).hasSize(2);
    }

    private static void assertShown(Browser browser, String script, String shown) {
        assertHarmless(browser, script);
        assertThat(browser.text()).as("%s", browser.address()).contains(shown);
    }

    private static void assertHarmless(Browser browser, String script) {
        String where = browser.address() + " with " + script;
        Document page = browser.document();
        assertThat(browser.body()).as(where).doesNotContain(PRODUCT);
        Secrets.assertNoneIn(browser.body(), where);
        for (Element element : page.getAllElements()) {
            if (element.normalName().equals("script")) {
                assertThat(element.attr("src")).as(where).isEqualTo("/app.js");
                assertThat(element.data()).as(where).isEmpty();
            }
            for (Attribute attribute : element.attributes()) {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                assertThat(name).as("in %s of %s", element.normalName(), where).doesNotStartWith("on");
                assertThat(name).as(where).doesNotStartWith("th:").isNotEqualTo("style");
                if (ADDRESSES.contains(name)) {
                    assertThat(attribute.getValue())
                            .as("%s of %s", name, where)
                            .matches("(?s)(/(?!/)|#|http://localhost:\\d+/).*");
                }
            }
        }
        assertThat(page.select("style, iframe, object, embed, base, img[src=x]"))
                .as(where)
                .isEmpty();
    }

    /** Without what no path may have, since the server itself refuses it. */
    private static String segment(String text) {
        return encoded(text.replace("/", "")).replace("+", "%20");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
