package io.innkeeper.booking.examples.quickstart;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The whole path once: register, log in, search, book, cancel, and 64 people who want one room at the same time. */
public final class Quickstart {

    private static final int CROWD = 64;
    private static final String PASSWORD = "correct horse battery staple";

    private Quickstart() {}

    /** Exits with 1 if a night was sold twice, or if not exactly one of the crowd got the room. */
    public static void main(String[] args) throws Exception {
        boolean kept;
        try (Server server = Server.namedOrEmbedded()) {
            JpaStorage.migrate(server.url(), server.user(), server.password());
            Storage storage = JpaStorage.connect(server.url(), server.user(), server.password());
            try (Innkeeper innkeeper = Innkeeper.builder().storage(storage).build()) {
                Report report = new Report(server);
                report.welcome();
                kept = report.rowsAndVerdict(tellTheStory(innkeeper, report));
            }
        }
        System.exit(kept ? 0 : 1);
    }

    private static List<BookingOutcome> tellTheStory(Innkeeper innkeeper, Report report) throws Exception {
        UserId ada = register(innkeeper, "Ada");
        UserId grace = register(innkeeper, "Grace");

        ZoneId zone = ZoneId.of("Europe/Lisbon");
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", zone, Currency.getInstance("EUR"))
                        .withStars(4));
        Room attic = addRoom(innkeeper, hotel, new RoomDetails("31", "attic", 1, Money.of("80", "EUR")));
        Room suite = addRoom(innkeeper, hotel, new RoomDetails("12", "suite", 2, Money.of("120", "EUR")));
        report.say(
                "%s, %s: a hotel with an attic and a suite",
                hotel.name(), hotel.details().city());

        Stay stay = Stay.of(LocalDate.now(zone).plusMonths(1), 3);
        innkeeper.availability().freeHotels(CityQuery.of("LISBOA", stay, 2)).items().stream()
                .filter(offer -> offer.hotel().equals(hotel))
                .forEach(offer -> report.say(
                        "search for 2 guests, %s: %d free, %s in all", stay, offer.freeRooms(), offer.lowestTotal()));

        Booking booking = innkeeper
                .bookings()
                .book(BookingRequest.anyRoom(ada, hotel.id(), "suite", stay, 2))
                .success()
                .orElseThrow();
        report.say("Ada books any suite: room %s for %s", suite.number(), booking.total());
        BookingRequest graces = BookingRequest.room(grace, suite.id(), stay, 1);
        report.say("Grace wants it too: %s", innkeeper.bookings().book(graces));
        report.say("Ada cancels: %s", nameOf(innkeeper.bookings().cancel(ada, booking.id())));
        report.say("Grace asks again: %s", nameOf(innkeeper.bookings().book(graces)));

        report.say("%d users, each on a thread of its own, ask for the attic at once ...", CROWD);
        List<BookingRequest> requests = IntStream.rangeClosed(1, CROWD)
                .mapToObj(i -> register(innkeeper, "Guest " + i))
                .map(guest -> BookingRequest.room(guest, attic.id(), stay, 1))
                .toList();
        return Crowd.askAtOnce(requests, innkeeper.bookings()::book);
    }

    /** Registers a user and logs in. Every run makes new addresses, so that it can be repeated on one database. */
    private static UserId register(Innkeeper innkeeper, String name) {
        String email = "%s-%08x@example.org".formatted(name.replace(" ", "."), new Random().nextInt());
        innkeeper.accounts().register(new Registration(email, name, PASSWORD));
        return innkeeper
                .accounts()
                .logIn(email, PASSWORD)
                .success()
                .orElseThrow()
                .id();
    }

    private static String nameOf(Object outcome) {
        return outcome.getClass().getSimpleName();
    }

    private static Room addRoom(Innkeeper innkeeper, Hotel hotel, RoomDetails details) {
        return innkeeper.hotels().addRoom(hotel.id(), details);
    }
}
