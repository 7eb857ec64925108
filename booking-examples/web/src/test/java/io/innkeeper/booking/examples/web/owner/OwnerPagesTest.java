package io.innkeeper.booking.examples.web.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.web.Browser;
import io.innkeeper.booking.examples.web.WebHost;
import io.innkeeper.booking.examples.web.loyalty.Reservations;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.component.VEvent;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OwnerPagesTest {

    private static final LocalDate TODAY = LocalDate.of(2030, 5, 10);
    private static final Instant NOON = Instant.parse("2030-05-10T10:00:00Z");

    private static TestServer.Database database;
    private static WebHost host;
    private static Innkeeper innkeeper;

    @BeforeAll
    static void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database, Clock.fixed(NOON, ZoneOffset.UTC));
        innkeeper = host.bean(Innkeeper.class);
    }

    @AfterAll
    static void stop() {
        try {
            host.close();
        } finally {
            database.close();
        }
    }

    @Test
    void anOwnersDayFromTheFirstHotelToTheLastGuest() {
        Browser ada = host.registered(name("ada"));
        assertThat(sound(ada.get("/owner")).text()).contains("There are none yet");
        HotelId hotel = addHotel(ada, "Zum Löwen");
        assertThat(ada.follow().text()).contains("Give it rooms");
        assertThat(sound(ada.get("/owner")).text()).contains("Zum Löwen", "open");

        String rooms = "/owner/hotels/" + hotel + "/rooms";
        addRooms(ada, hotel, "101", "3");
        assertThat(sound(ada.follow()).text())
                .contains("3 rooms are there to be booked", "101", "102", "103", "€80.00");

        ada.get("/owner/hotels/" + hotel + "/rates");
        ada.submit("#rates", "from", "2030-05-11", "until", "2030-05-13", "rate", "120", "action", "set");
        assertThat(ada.follow().document().select(".month .chosen").eachText())
                .containsExactly("11 €120 set for this night", "12 €120 set for this night");
        sound(ada).submit("#rates", "from", "2030-05-12", "until", "2030-05-13", "rate", "", "action", "clear");
        assertThat(ada.follow().document().select(".month .chosen").eachText()).hasSize(1);

        ada.get("/owner/hotels/" + hotel + "/rules");
        sound(ada).submit("#rules", "kind", "MINIMUM_STAY", "from", "2030-12-24", "until", "2031-01-01", "number", "3");
        assertThat(sound(ada.follow()).text())
                .contains("Who arrives from Tue 24 Dec 2030 to Tue 31 Dec 2030 stays at least 3 nights.");
        ada.submit("form.lift");
        assertThat(ada.follow().text()).contains("The rule is lifted", "There are no rules");

        List<Room> all = innkeeper.hotels().rooms(hotel);
        ada.get("/owner/hotels/" + hotel + "/closures");
        String repaired = all.get(2).id().toString();
        sound(ada).submit("#closures", "room", repaired, "from", "2030-05-10", "until", "2030-05-12");
        assertThat(sound(ada.follow()).text()).contains("kept free of guests", "103", "2 nights");

        Booking booking = book("Grace <script>alert(1)</script>", all.get(0), Stay.of(TODAY, 2));
        assertThat(booking.total().toString()).isEqualTo("200.00 EUR");
        Browser day = sound(ada.get("/owner/hotels/" + hotel));
        assertThat(rows(day, "arrivals")).containsExactly("101 Grace <script>alert(1)</script> 2 confirmed");
        assertThat(day.document()
                        .select("#occupancy ~ .card table tbody tr")
                        .get(0)
                        .text())
                .isEqualTo("Fri 10 May 2030 1 0 1 1 33");
        assertThat(day.document().select("#occupancy ~ .card table tbody tr")).hasSize(30);
        assertThat(day.document().select("svg rect.booked[height=40]")).hasSize(2);

        day.submit("form[action$=/" + booking.id() + "/check-in]");
        assertThat(day.follow().text()).contains("The guest is checked in.");
        assertThat(rows(day, "staying")).hasSize(1);
        day.submit("form[action$=/" + booking.id() + "/check-out]");
        assertThat(sound(day.follow()).text()).contains("The guest is checked out.");
        assertThat(rows(day, "staying")).isEmpty();
        assertThat(status(booking)).isEqualTo(BookingStatus.CHECKED_OUT);

        ada.get("/owner/hotels/" + hotel + "/closures").submit("form.end");
        assertThat(ada.follow().text()).contains("open to guests again", "There are none.");

        ada.get(rooms + "/" + repaired).submit("#close-room");
        assertThat(sound(ada.follow()).text()).contains("The room is closed");
        ada.submit("#close-room");
        assertThat(ada.follow().text()).contains("The room is open again");
        ada.submit("#room", "number", "Loft", "nightlyRate", "99.50");
        assertThat(ada.follow().text()).contains("Room Loft of Zum Löwen");

        sound(ada.get("/owner/hotels/" + hotel + "/edit")).submit("form[action$=/edit]", "name", "Zum <b>Bären</b>");
        assertThat(ada.follow().text()).contains("Zum <b>Bären</b>");
        ada.submit("#close-hotel");
        assertThat(ada.follow().text()).contains("The hotel is closed");
        assertThat(ada.get("/owner").text()).contains("closed");
        ada.get("/owner/hotels/" + hotel).submit("#close-hotel");
        assertThat(ada.follow().text()).contains("open again");
    }

    @Test
    void whoCancelsForAGuestOrNotesThatNobodyCameTakesThePointsBackOnce() {
        Browser ada = host.registered(name("ada"));
        HotelId hotel = addHotel(ada, "Hotel");
        addRooms(ada, hotel, "1", "2");
        List<Room> rooms = innkeeper.hotels().rooms(hotel);
        Booking cancelled = confirmed(rooms.get(0), Stay.of(TODAY, 1));
        Booking missed = confirmed(rooms.get(1), Stay.of(TODAY, 1));
        assertThat(points(cancelled) + points(missed)).isEqualTo(160);

        String form = "form[action$=/" + cancelled.id() + "/cancel]";
        Browser twice = ada.get("/owner/hotels/" + hotel);
        Document page = twice.document();
        twice.submit(form);
        assertThat(twice.follow().text()).contains("The booking is cancelled.");
        String again = "/owner/hotels/" + hotel + "/bookings/" + cancelled.id() + "/cancel";
        String key = page.expectFirst(form + " input[name=key]").val();
        twice.post(again, "_csrf", twice.token(), "key", key);
        assertThat(twice.follow().text()).contains("The booking is cancelled.");
        twice.post(again, "_csrf", twice.token(), "key", "another-key");
        assertThat(twice.follow().text()).contains("This cannot be done", "CANCELLED");
        twice.submit("form[action$=/" + missed.id() + "/no-show]");
        assertThat(rows(twice.follow(), "arrivals")).containsExactly("2 guest 2 no show");
        assertThat(points(cancelled) + points(missed)).isZero();

        twice.post("/owner/hotels/" + hotel + "/bookings/" + missed.id() + "/check-in", "_csrf", twice.token());
        assertThat(twice.status()).isEqualTo(400);
        twice.get("/owner").get("/owner/hotels/" + hotel);
        twice.post("/owner/hotels/" + hotel + "/bookings/" + missed.id() + "/sing", "_csrf", token(ada), "key", "k");
        assertThat(twice.status()).isEqualTo(404);
    }

    @Test
    void aKeyClosesARoomOnce() {
        Browser ada = host.registered(name("ada"));
        HotelId hotel = addHotel(ada, "Hotel");
        addRooms(ada, hotel, "1", "1");
        Room room = innkeeper.hotels().rooms(hotel).get(0);
        String path = "/owner/hotels/" + hotel + "/closures";
        String[] fields = {
            "_csrf",
            token(ada),
            "key",
            "once",
            "room",
            room.id().toString(),
            "from",
            "2030-06-01",
            "until",
            "2030-06-03"
        };
        assertThat(ada.post(path, fields).status()).isEqualTo(302);
        assertThat(ada.post(path, fields).status()).isEqualTo(302);
        fields[3] = "another";
        assertThat(ada.post(path, fields).status()).isEqualTo(409);
        assertThat(sound(ada).text()).contains("Somebody has the room already in the night of 2030-06-01, 2030-06-02");
        assertThat(ada.document().select("form.end")).hasSize(1);
    }

    @Test
    void theCalendarOfARoomSaysWhenItIsTakenAndNothingOfWhoHasIt() throws IOException, ParserException {
        Browser ada = host.registered(name("ada"));
        HotelId hotel = addHotel(ada, "Sun; Moon, Sons\\ ö");
        addRooms(ada, hotel, "1", "2");
        List<Room> rooms = innkeeper.hotels().rooms(hotel);
        Room room = rooms.get(0);
        ada.get("/owner/hotels/" + hotel + "/rooms/" + room.id());
        assertThat(ada.document().select("#feed")).isEmpty();
        ada.submit("#new-feed");
        String address = sound(ada.follow()).document().expectFirst("#feed").attr("href");
        assertThat(address).startsWith(host.base() + "/feeds/").endsWith(".ics");

        Browser site = host.visitor().get(address);
        assertThat(site.status()).isEqualTo(200);
        assertThat(events(site)).isEmpty();

        Booking booking = book("Grace Secret", room, Stay.of(TODAY, 2));
        Booking held = innkeeper
                .bookings()
                .hold(
                        BookingRequest.room(user("guest"), room.id(), Stay.of(TODAY.plusDays(5), 1), 1),
                        Duration.ofMinutes(10))
                .success()
                .orElseThrow();
        book("guest", rooms.get(1), Stay.of(TODAY, 2));
        Booking over = book("guest", room, Stay.of(TODAY.plusDays(10), 2));
        innkeeper.bookings().cancel(over.user(), over.id());
        ada.get("/owner/hotels/" + hotel + "/closures")
                .submit("#closures", "room", room.id().toString(), "from", "2030-05-20", "until", "2030-05-21");

        site.get(address);
        assertThat(site.header("Content-Type").orElseThrow()).startsWith("text/calendar");
        assertThat(site.body()).doesNotContain("Secret", "@example.org").contains("DTSTART;VALUE=DATE:20300510");
        assertThat(events(site))
                .extracting(
                        each -> each.getUid().orElseThrow().getValue(),
                        each -> each.getSummary().getValue(),
                        each -> each.<LocalDate>getDateTimeStart().getDate(),
                        each -> each.<LocalDate>getEndDate().orElseThrow().getDate())
                .contains(
                        tuple(booking.id() + "@innkeeper", "Booked", TODAY, TODAY.plusDays(2)),
                        tuple(held.id() + "@innkeeper", "Held", TODAY.plusDays(5), TODAY.plusDays(6)))
                .extracting(each -> each.toList().get(1))
                .containsExactly("Booked", "Held", "Closed");

        ada.get("/owner/hotels/" + hotel + "/rooms/" + room.id()).submit("#new-feed");
        String newer = ada.follow().document().expectFirst("#feed").attr("href");
        assertThat(newer).isNotEqualTo(address);
        assertThat(site.get(address).status()).isEqualTo(404);
        assertThat(site.get(newer).status()).isEqualTo(200);
        assertThat(site.get("/feeds/nothing.ics").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotTheirsIsNotThereForThem() {
        Browser ada = host.registered(name("ada"));
        HotelId hotel = addHotel(ada, "Hotel");
        addRooms(ada, hotel, "1", "1");
        Room room = innkeeper.hotels().rooms(hotel).get(0);
        Booking booking = book("guest", room, Stay.of(TODAY, 1));
        Browser eve = host.registered(name("eve"));
        HotelId hers = addHotel(eve, "Hers");

        List<String> pages = List.of("", "/edit", "/rooms", "/rooms/" + room.id(), "/rates", "/rules", "/closures");
        List<String> posts = List.of(
                "/edit",
                "/close",
                "/reopen",
                "/rooms",
                "/rooms/" + room.id(),
                "/rooms/" + room.id() + "/close",
                "/rooms/" + room.id() + "/reopen",
                "/rooms/" + room.id() + "/feed",
                "/rates",
                "/rules",
                "/rules/" + UUID.randomUUID() + "/lift",
                "/closures",
                "/closures/" + booking.id() + "/end",
                "/bookings/" + booking.id() + "/check-in",
                "/bookings/" + booking.id() + "/check-out",
                "/bookings/" + booking.id() + "/no-show",
                "/bookings/" + booking.id() + "/cancel");
        String token = token(eve);
        for (String page : pages) {
            assertThat(eve.get("/owner/hotels/" + hotel + page).status())
                    .as(page)
                    .isEqualTo(404);
            assertThat(host.visitor().get("/owner/hotels/" + hotel + page).status())
                    .as(page)
                    .isEqualTo(302);
        }
        for (String path : posts) {
            eve.post("/owner/hotels/" + hotel + path, "_csrf", token, "key", "k");
            assertThat(eve.status()).as(path).isEqualTo(404);
            assertThat(eve.text()).as(path).doesNotContain("Hotel");
            eve.post("/owner/hotels/" + hotel + path, "key", "k");
            assertThat(eve.status()).as(path).isEqualTo(403);
        }
        // Nor by the way of a hotel that is hers.
        for (String path : posts) {
            if (path.contains(room.id().toString())
                    || path.contains(booking.id().toString())) {
                eve.post("/owner/hotels/" + hers + path, "_csrf", token, "key", "k");
                assertThat(eve.status()).as(path).isEqualTo(404);
            }
        }
        assertThat(eve.get("/owner/hotels/" + hers + "/rooms/" + room.id()).status())
                .isEqualTo(404);
        eve.post(
                "/owner/hotels/" + hers + "/closures",
                "_csrf",
                token,
                "key",
                "k",
                "room",
                room.id().toString(),
                "from",
                "2030-06-01",
                "until",
                "2030-06-02");
        assertThat(eve.status()).isEqualTo(404);

        assertThat(status(booking)).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(innkeeper.hotels().rooms(hotel)).containsExactly(room);
        assertThat(innkeeper.hotels().find(hotel).orElseThrow().closed()).isFalse();
        assertThat(eve.get("/owner").text()).contains("Hers").doesNotContain("Hotel");
    }

    @Test
    void whatMakesNoSenseIsToldBesideItsField() {
        Browser ada = host.registered(name("ada"));
        ada.get("/owner/hotels/new");
        sound(ada).submit("form[action=/owner/hotels/new]", "name", " ", "stars", "0", "freeDays", "400");
        refused(ada, 400, "timeZone", "must be given");
        refused(ada, 400, "currency", "must be given");
        ada.submit(
                "form[action=/owner/hotels/new]",
                "name",
                "",
                "timeZone",
                "Europe/Berlin",
                "currency",
                "EUR",
                "freeDays",
                "400",
                "feePercent",
                "many");
        refused(ada, 400, "feePercent", "must be a whole number");
        ada.submit("form[action=/owner/hotels/new]", "feePercent", "101");
        refused(ada, 400, "name", "must be given");
        refused(ada, 400, "freeDays", "must be 0 to 365");
        refused(ada, 400, "feePercent", "must be 0 to 100");
        assertThat(ada.document()
                        .expectFirst("select[name=timeZone] option[selected]")
                        .val())
                .isEqualTo("Europe/Berlin");

        HotelId hotel = addHotel(ada, "Hotel");
        String base = "/owner/hotels/" + hotel;
        assertThat(sound(ada.get(base)).text()).contains("There are no rooms yet");
        sound(ada.get(base + "/rates"));
        sound(ada.get(base + "/closures"));
        ada.get(base + "/rooms");
        ada.submit("#rooms", "number", "A", "count", "2", "type", "x", "capacity", "1", "nightlyRate", "1.999");
        refused(ada, 400, "number", "must end in a digit");
        refused(ada, 400, "nightlyRate", "at most 2 decimals");
        ada.submit("#rooms", "number", "1", "count", "2001", "nightlyRate", "1");
        refused(ada, 400, "count", "must be 1 to 2000");
        ada.submit("#rooms", "count", "9".repeat(30));
        refused(ada, 400, "count", "must be a whole number");
        ada.submit("#rooms", "count", "2", "capacity", "0", "type", "", "nightlyRate", "-1");
        refused(ada, 400, "capacity", "must be 1 to 100");
        refused(ada, 400, "type", "must be given");
        refused(ada, 400, "nightlyRate", "must be 0 to");
        addRooms(ada, hotel, "09", "2");
        assertThat(ada.follow().text()).contains("09", "10");
        ada.submit("#rooms", "number", "10", "type", "x", "capacity", "1", "nightlyRate", "1");
        refused(ada, 409, "number", "there is a room 10 already");
        String room = innkeeper.hotels().rooms(hotel).get(0).id().toString();
        ada.get(base + "/rooms/" + room).submit("#room", "number", "10");
        refused(ada, 409, "number", "is taken");
        ada.submit("#room", "number", "", "capacity", "two");
        refused(ada, 400, "capacity", "must be a whole number");

        ada.get(base + "/edit").submit("form[action$=/edit]", "currency", "USD");
        refused(ada, 400, "currency", "must stay what it is");

        ada.get(base + "/rates").submit("#rates", "from", "2030-05-11", "until", "tomorrow", "rate", "cheap");
        refused(ada, 400, "until", "must be a date");
        refused(ada, 400, "rate", "must be a");
        ada.submit("#rates", "from", "2030-05-11", "until", "2030-05-11", "rate", "1");
        refused(ada, 400, "until", "must be after 2030-05-11");
        ada.submit("#rates", "until", "2040-05-11");
        refused(ada, 400, "until", "must be at most");
        ada.submit("#rates", "from", "+999999999-12-30", "until", "+999999999-12-31");
        refused(ada, 400, "until", "must be in the years");
        ada.submit("#rates", "from", "2030-05-11", "until", "2030-05-12", "rate", "2000000000");
        refused(ada, 400, "rate", "must be 0 to");
        for (String month : List.of("soon", "+999999999-12", "0000-01", "9999-12")) {
            ada.get(base + "/rates?month=" + month.replace("+", "%2B"));
            refused(ada, 400, "month", "must be a month");
        }
        assertThat(ada.get(base + "/rates?type=none").status()).isEqualTo(404);
        assertThat(sound(ada.get(base + "/rates?month=9998-12")).status()).isEqualTo(200);
        assertThat(sound(ada.get(base + "/rates?month=0002-01")).status()).isEqualTo(200);

        ada.get(base + "/rules").submit("#rules", "kind", "SING", "from", "", "until", "2030-05-12", "type", "none");
        refused(ada, 400, "kind", "must be one of the list");
        refused(ada, 400, "from", "must be given");
        refused(ada, 400, "type", "must be one of the list");
        ada.submit("#rules", "kind", "MINIMUM_STAY", "from", "2030-05-11", "type", "", "number", "");
        refused(ada, 400, "number", "must be 1 to 366");
        ada.submit("#rules", "kind", "STOP_SELL", "number", "3");
        refused(ada, 400, "number", "must be 0");

        ada.get(base + "/closures")
                .submit("#closures", "room", "next door", "from", "2030-05-11", "until", "2030-05-12");
        refused(ada, 400, "room", "must be an id");
        ada.submit("#closures", "room", room, "until", "2033-05-12");
        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("This cannot be done", "more than 366");

        for (String day : List.of("today", "%2B999999999-12-31", "-0001-01-01", "9999-12-31")) {
            assertThat(ada.get(base + "?day=" + day).status()).as(day).isEqualTo(400);
        }
        assertThat(sound(ada.get(base + "?day=2030-06-01")).text()).contains("Sat 1 Jun 2030");
        assertThat(ada.get("/owner?after=nowhere").status()).isEqualTo(400);
        assertThat(ada.get("/owner/hotels/1").status()).isEqualTo(400);
    }

    private static void refused(Browser browser, int status, String field, String message) {
        assertThat(browser.status()).isEqualTo(status);
        Element input = sound(browser).document().expectFirst("main form [name=" + field + "]:not([type=hidden])");
        assertThat(input.attr("aria-invalid")).as(field).isEqualTo("true");
        assertThat(browser.document()
                        .expectFirst("#" + input.attr("aria-describedby"))
                        .text())
                .contains(message);
    }

    /** What any page must be for whoever does not see it, and for the policy that lets nothing be written in it. */
    private static Browser sound(Browser browser) {
        Document page = browser.document();
        assertThat(page.select("main")).hasSize(1);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.title()).startsWith("Innkeeper: ");
        assertThat(page.select("[style], script:not([src]), style, [onclick]")).isEmpty();
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        for (Element input : page.select("input:not([type=hidden]), select, textarea")) {
            assertThat(page.select("label[for=" + input.id() + "]"))
                    .as("%s", input)
                    .hasSize(1);
        }
        assertThat(page.select("table:not(:has(caption)), thead th:not([scope]), tbody th:not([scope])"))
                .isEmpty();
        assertThat(page.select("main form[method=post]:not(:has(input[name=_csrf]))"))
                .isEmpty();
        assertThat(page.select("[aria-labelledby]").eachAttr("aria-labelledby"))
                .allSatisfy(id -> assertThat(page.getElementById(id)).isNotNull());
        return browser;
    }

    /** Who is in a list of the day: room, name, how many, status. */
    private static List<String> rows(Browser day, String section) {
        return day.document().select("section[aria-labelledby=" + section + "] tbody tr").stream()
                .map(row -> String.join(
                        " ",
                        row.child(0).text(),
                        row.child(1).text(),
                        row.child(2).text(),
                        row.child(4).text()))
                .toList();
    }

    private static HotelId addHotel(Browser owner, String name) {
        owner.get("/owner/hotels/new");
        owner.submit(
                "form[action=/owner/hotels/new]",
                "name",
                name,
                "city",
                "Ulm",
                "timeZone",
                "Europe/Berlin",
                "currency",
                "EUR",
                "stars",
                "3");
        assertThat(owner.status()).isEqualTo(302);
        return new HotelId(
                UUID.fromString(owner.header("Location").orElseThrow().replaceFirst(".*/hotels/([^/?]+).*", "$1")));
    }

    private static void addRooms(Browser owner, HotelId hotel, String first, String count) {
        owner.get("/owner/hotels/" + hotel + "/rooms");
        owner.submit("#rooms", "number", first, "count", count, "type", "double", "capacity", "2", "nightlyRate", "80");
        assertThat(owner.status()).isEqualTo(302);
    }

    private static String token(Browser browser) {
        return browser.get("/owner").token();
    }

    private static String name(String name) {
        return name + UUID.randomUUID().toString().substring(0, 8);
    }

    private static UserId user(String name) {
        Registration registration =
                new Registration(name("guest") + "@example.org", name, "four words that rhyme with nothing");
        return innkeeper.accounts().register(registration).id();
    }

    private static Booking book(String guest, Room room, Stay stay) {
        return innkeeper
                .bookings()
                .book(BookingRequest.room(user(guest), room.id(), stay, 2))
                .success()
                .orElseThrow();
    }

    /** As guests do it by the pages, which gives them points. */
    private static Booking confirmed(Room room, Stay stay) {
        UserId guest = user("guest");
        Booking held = innkeeper
                .bookings()
                .hold(BookingRequest.room(guest, room.id(), stay, 2), Duration.ofMinutes(10))
                .success()
                .orElseThrow();
        return host.bean(Reservations.class)
                .confirm(guest, held.id(), UUID.randomUUID().toString())
                .success()
                .orElseThrow();
    }

    private static int points(Booking booking) {
        return host.bean(Reservations.class).points(booking.user());
    }

    private static BookingStatus status(Booking booking) {
        return innkeeper
                .bookings()
                .find(booking.user(), booking.id())
                .orElseThrow()
                .status();
    }

    private static List<VEvent> events(Browser site) throws IOException, ParserException {
        return new CalendarBuilder().build(new StringReader(site.body())).getComponents("VEVENT");
    }
}
