package io.innkeeper.booking.examples.web.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.web.Browser;
import io.innkeeper.booking.examples.web.WebHost;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestPagesTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final Stay stay = Stay.of(today.plusDays(30), 2);
    private TestServer.Database database;
    private WebHost host;
    private Innkeeper innkeeper;
    private String city;
    private Hotel hotel;
    private Browser ada;

    @BeforeAll
    void start() {
        database = TestServer.newDatabase();
        host = WebHost.start(database);
        innkeeper = host.bean(Innkeeper.class);
    }

    @AfterAll
    void stop() throws Exception {
        host.close();
        database.close();
    }

    @BeforeEach
    void addHotel() {
        city = "City " + UUID.randomUUID();
        hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("The Only Inn", city, ZoneOffset.UTC, EUR)
                        .withStars(3)
                        .withCancellation(new CancellationPolicy(365, 40)));
        innkeeper.hotels().addRooms(hotel.id(), List.of(details("1", "double", "100"), details("2", "suite", "250")));
        ada = host.registered("ada" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static RoomDetails details(String number, String type, String rate) {
        return new RoomDetails(number, type, 2, Money.of(rate, "EUR"));
    }

    private String dates(Stay wanted) {
        return "arrival=" + wanted.arrival() + "&departure=" + wanted.departure() + "&guests=2";
    }

    private Browser choose(Browser browser, String type) {
        return browser.get("/hotels/" + hotel.id() + "/book?type=" + type + "&" + dates(stay));
    }

    private Browser hold(Browser browser) {
        return choose(browser, "double").submit("form[action$=/book]").follow();
    }

    private Browser confirm(Browser browser) {
        return hold(browser).submit("form[action$=/confirm]").follow();
    }

    private UserId grace() {
        return innkeeper
                .accounts()
                .register(new Registration(UUID.randomUUID() + "@example.org", "Grace", "correct horse battery staple"))
                .id();
    }

    private void bookElsewhere(String type) {
        assertThat(innkeeper
                        .bookings()
                        .book(BookingRequest.anyRoom(grace(), hotel.id(), type, stay, 2))
                        .success())
                .isPresent();
    }

    @Test
    void aSearchFindsWhatIsFreeWithItsLowestTotalAndLinksToTheHotel() {
        Browser guest = host.visitor();
        guest.get("/");
        guest.submit(
                "form[role=search]",
                "city",
                city.toUpperCase(Locale.ROOT),
                "arrival",
                stay.arrival().toString(),
                "departure",
                stay.departure().toString(),
                "guests",
                "2");

        assertThat(guest.status()).isEqualTo(200);
        assertThat(guest.text()).contains("The Only Inn", "\u20ac200.00", "Only 2 rooms left");

        guest.click("a:contains(The Only Inn)");
        assertThat(guest.text()).contains("double", "\u20ac200.00", "suite", "\u20ac500.00");
    }

    @Test
    void starsAndPriceNarrowASearch() {
        Browser guest = host.visitor();
        String search = "/search?city=" + city.replace(" ", "+") + "&" + dates(stay);

        assertThat(guest.get(search + "&stars=3&price=200").text()).contains("The Only Inn");
        assertThat(guest.get(search + "&stars=4").text())
                .doesNotContain("The Only Inn")
                .contains("Nothing is free");
        assertThat(guest.get(search + "&price=199.99").text()).doesNotContain("The Only Inn");
    }

    @Test
    void whatMakesNoSenseIsSaidBesideItsField() {
        Browser guest = host.visitor();

        guest.get("/search?city=&arrival=soon&departure=2030-02-30&guests=0&stars=9&price=cheap");

        assertThat(guest.status()).isEqualTo(400);
        assertThat(guest.document().select(".problem").eachText())
                .contains("Arrival must be a date, as in 2030-12-24", "Departure must be a date, as in 2030-12-24");
        assertThat(guest.document().expectFirst("#arrival").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(guest.get("/search?city=x&" + dates(Stay.of(today.minusDays(9), 1)))
                        .status())
                .isEqualTo(400);
        assertThat(guest.text()).contains("before today");
    }

    @Test
    void aMonthShowsWhatNightsCostAndWhichAreSold() {
        bookElsewhere("double");
        innkeeper.tariffs().restrict(hotel.id(), Restriction.stopSell(Stay.of(stay.departure(), 1)));
        Browser guest = host.visitor();

        guest.get(
                "/hotels/" + hotel.id() + "?month=" + stay.arrival().toString().substring(0, 7));

        assertThat(guest.document()
                        .select("a[href*=arrival=" + stay.arrival() + "]")
                        .text())
                .contains("\u20ac250", "1 room free");
        assertThat(guest.document().select("a[href*=arrival=" + stay.departure() + "]"))
                .isEmpty();
    }

    @Test
    void whoIsNotLoggedInLogsInOnTheWayToTheRoom() {
        Browser guest = host.visitor();
        String email = "mary" + UUID.randomUUID() + "@example.org";
        innkeeper.accounts().register(new Registration(email, "Mary", "correct horse battery staple"));

        choose(guest, "double").follow();
        assertThat(guest.address().getPath()).isEqualTo("/login");
        guest.submit("form[action=/login]", "username", email, "password", "correct horse battery staple")
                .follow();

        assertThat(guest.text()).contains("Your choice", "\u20ac200.00");
    }

    @Test
    void aRoomIsChosenHeldConfirmedChangedAndCancelled() throws Exception {
        choose(ada, "double");
        assertThat(ada.text()).contains("The Only Inn", "\u20ac100.00", "\u20ac200.00");

        ada.submit("form[action$=/book]").follow();
        assertThat(ada.text()).contains("Held for you", "\u20ac200.00", "What each night costs");
        assertThat(Integer.parseInt(ada.document().expectFirst("[data-seconds]").attr("data-seconds")))
                .isBetween(500, 600);
        assertThat(innkeeper.availability().freeRooms(hotel.id(), stay, 2)).hasSize(1);

        ada.submit("form[action$=/confirm]").follow();
        assertThat(ada.text()).contains("It is yours", "confirmed");
        String page = ada.address().getPath();

        ada.get(page + "/stay.ics");
        Calendar file = new CalendarBuilder().build(new StringReader(ada.body()));
        VEvent event = (VEvent) file.getComponents(Component.VEVENT).get(0);
        assertThat(event.getDateTimeStart().getDate()).isEqualTo(stay.arrival());
        assertThat(event.getDateTimeEnd().getDate()).isEqualTo(stay.departure());
        assertThat(ada.header("Content-Type").orElseThrow()).startsWith("text/calendar");

        ada.get("/bookings");
        assertThat(ada.text()).contains("The Only Inn", "200 points");

        ada.get(page + "/change");
        ada.submit(
                "form[method=get][action$=/change]",
                "departure",
                stay.departure().plusDays(1).toString());
        assertThat(ada.text()).contains("The new total is \u20ac300.00");
        ada.submit("form[method=post][action$=/change]").follow();
        assertThat(ada.text()).contains("The booking is changed", "3 nights", "\u20ac300.00");
        assertThat(ada.get("/bookings").text()).contains("300 points");

        ada.get(page + "/cancel");
        assertThat(ada.text()).contains("If you cancel today, you pay \u20ac120.00");
        ada.submit("form[action$=/cancel]").follow();
        assertThat(ada.text()).contains("The booking is cancelled", "To be paid", "\u20ac120.00");
        assertThat(ada.get("/bookings").text()).contains("cancelled", "0 points");
        assertThat(innkeeper.availability().freeRooms(hotel.id(), stay, 2)).hasSize(2);
    }

    @Test
    void aCancellationThatCostsMoreThanWasShownIsAskedAboutAgain() {
        confirm(ada);
        Booking before = held();
        ada.get("/bookings/" + before.id() + "/cancel");
        assertThat(ada.document().expectFirst("[name=fee]").val()).isEqualTo("80.00");

        ada.submit("form[action$=/cancel]", "fee", "79.99");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("nothing was changed yet", "you pay \u20ac80.00");
        assertThat(held(before)).isEqualTo(before);
        assertThat(ada.get("/bookings").text()).contains("200 points");
    }

    @Test
    void aCalendarFileIsOfWhatIsConfirmed() {
        hold(ada);
        Booking booking = held();

        assertThat(ada.get("/bookings/" + booking.id() + "/stay.ics").status()).isEqualTo(404);
    }

    @Test
    void aHoldCanBeGivenUp() {
        hold(ada).submit("form[action$=/release]").follow();

        assertThat(ada.text()).contains("not held for you any more");
        assertThat(innkeeper.availability().freeRooms(hotel.id(), stay, 2)).hasSize(2);
    }

    @Test
    void whoSendsAFormTwiceHasOneBooking() {
        choose(ada, "double");
        String quote = ada.document().expectFirst("[name=quote]").val();
        String key = ada.document().expectFirst("[name=key]").val();
        String token = ada.token();
        String book = "/hotels/" + hotel.id() + "/book";

        ada.post(book, "quote", quote, "key", key, "_csrf", token);
        String first = ada.header("Location").orElseThrow();
        ada.post(book, "quote", quote, "key", key, "_csrf", token);

        assertThat(ada.header("Location")).contains(first);
        assertThat(innkeeper.availability().freeRooms(hotel.id(), stay, 2)).hasSize(1);
    }

    @Test
    void whoIsTooSlowIsToldKindlyWhatComesNearest() {
        Hotel other = innkeeper.hotels().add(HotelDetails.of("The Other Inn", city, ZoneOffset.UTC, EUR));
        innkeeper.hotels().addRoom(other.id(), details("1", "double", "90"));
        choose(ada, "double");
        bookElsewhere("double");

        ada.submit("form[action$=/book]");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("Someone was faster", "Nothing was booked");
        assertThat(ada.document().select("section:has(#rooms) h3").eachText()).containsExactly("suite");
        assertThat(ada.document().select("section:has(#dates) li")).hasSize(3);
        assertThat(ada.document().select("section:has(#hotels) h3").eachText()).containsExactly("The Other Inn");

        ada.click("section:has(#rooms) a").submit("form[action$=/book]").follow();
        assertThat(ada.text()).contains("Held for you", "suite");
    }

    @Test
    void whoseHoldWasLostIsToldSo() throws Exception {
        hold(ada);
        Booking held = held();
        innkeeper.bookings().extend(held.user(), held.id(), Duration.ofSeconds(1));
        while (innkeeper.availability().freeRooms(hotel.id(), stay, 2).size() < 2) {
            Thread.onSpinWait(); // until the server's clock says that it is over
        }
        bookElsewhere("double");

        ada.submit("form[action$=/confirm]");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("Someone was faster");
    }

    private Booking held() {
        UUID id = UUID.fromString(ada.address().getPath().substring("/bookings/".length()));
        return innkeeper.bookings().find(Actor.system(), new BookingId(id)).orElseThrow();
    }

    @Test
    void aChangeThatCannotBeHadLeavesTheBookingAsItIs() {
        confirm(ada);
        Booking before = held();
        Room suite = innkeeper.hotels().rooms(hotel.id()).get(1);
        innkeeper.bookings().book(BookingRequest.room(grace(), suite.id(), Stay.of(stay.departure(), 1), 1));
        ada.get("/bookings/" + before.id() + "/change");
        ada.submit(
                "form[method=get][action$=/change]",
                "type",
                "suite",
                "departure",
                stay.departure().plusDays(1).toString());

        ada.submit("form[method=post][action$=/change]");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("Your booking is as it was").doesNotContain("Nothing was booked");
        assertThat(ada.document().select("section:has(#dates) a[href*=" + before.id() + "]"))
                .isNotEmpty();
        assertThat(held(before)).isEqualTo(before);
        assertThat(before.status()).isEqualTo(BookingStatus.CONFIRMED);
    }

    private Booking held(Booking booking) {
        return innkeeper.bookings().find(booking.user(), booking.id()).orElseThrow();
    }

    @Test
    void aChangeThatHasBecomeDearerIsAskedAboutAgain() {
        confirm(ada);
        Booking before = held();
        ada.get("/bookings/" + before.id() + "/change");
        ada.submit(
                "form[method=get][action$=/change]",
                "departure",
                stay.departure().plusDays(1).toString());
        innkeeper.tariffs().setRate(hotel.id(), "double", Stay.of(stay.departure(), 1), Money.of("170", "EUR"));

        ada.submit("form[method=post][action$=/change]");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("nothing was changed yet", "The new total is \u20ac370.00");
        assertThat(held(before)).isEqualTo(before);

        ada.submit("form[method=post][action$=/change]").follow();
        assertThat(ada.text()).contains("The booking is changed", "\u20ac370.00");
        assertThat(ada.get("/bookings").text()).contains("370 points");
    }

    @Test
    void whatARuleForbidsIsSaidInItsWords() {
        choose(ada, "double");
        innkeeper.tariffs().restrict(hotel.id(), Restriction.minimumStay(5, Stay.of(stay.arrival(), 1)));

        choose(ada, "double");

        assertThat(ada.status()).isEqualTo(409);
        assertThat(ada.text()).contains("stays at least 5 nights");
    }

    @Test
    void whatIsNotThereIsAPageThatSaysSo() {
        for (String path : List.of(
                "/hotels/" + UUID.randomUUID(),
                "/bookings/" + UUID.randomUUID(),
                "/bookings/" + UUID.randomUUID() + "/cancel",
                "/nothing")) {
            ada.get(path);
            assertThat(ada.status()).as(path).isEqualTo(404);
            assertThat(ada.text()).contains("There is nothing here");
        }
        assertThat(ada.get("/hotels/nothing").status()).isEqualTo(400);
    }
}
