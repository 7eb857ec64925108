package io.innkeeper.booking.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;

/**
 * Many guests at once, each with a browser, who do what comes to their minds. For how many seconds says
 * {@code -Dvisitors.seconds}, with the hotels of which list {@code -Dvisitors.hotels}, how many bookings there are at first
 * {@code -Dvisitors.bookings}, and by which dice {@code -Dvisitors.seed}.
 */
class VisitorsTest {

    private static final int VISITORS = 8;
    private static final Duration FOR = Duration.ofSeconds(Integer.getInteger("visitors.seconds", 3));
    private static final int BOOKINGS = Integer.getInteger("visitors.bookings", 50);
    private static final int NIGHTS = 30;
    private static final long SEED = Long.getLong("visitors.seed", new Random().nextLong());
    private static final Set<Integer> DONE = Set.of(302);
    private static final Set<Integer> SHOWN = Set.of(200);
    private static final Set<Integer> DONE_OR_TOO_LATE = Set.of(302, 409);
    private static final Set<Integer> SHOWN_OR_TOO_LATE = Set.of(200, 409);

    /** By kind and status. */
    private final Map<String, Answers> answers = new ConcurrentSkipListMap<>();

    /**
     * How many, and how long they took.
     *
     * @param count how many
     * @param total how long all of them took
     * @param slowest how long the slowest took
     */
    private record Answers(int count, Duration total, Duration slowest) {

        Answers and(Answers other) {
            return new Answers(
                    count + other.count,
                    total.plus(other.total),
                    slowest.compareTo(other.slowest) > 0 ? slowest : other.slowest);
        }

        @Override
        public String toString() {
            return "%6d answers, %4d ms each, %5d ms the slowest"
                    .formatted(count, total.toMillis() / count, slowest.toMillis());
        }
    }

    @Test
    void manyVisitorsAtOnceAreAllAnsweredAndNoRoomIsSoldTwice() throws Exception {
        String list = System.getProperty("visitors.hotels", "");
        System.out.println(VISITORS + " visitors for " + FOR.toSeconds() + " s, -Dvisitors.seed=" + SEED);
        try (TestServer.Database database = TestServer.newDatabase();
                WebHost host = WebHost.start(database, "--HOTELS=" + list)) {
            ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
            try {
                book(host.bean(Innkeeper.class), visitors);
                long end = System.nanoTime() + FOR.toNanos();
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < VISITORS; i++) {
                    Visit visit = new Visit(host, new Random(SEED + i));
                    all.add(visitors.submit(() -> visit.last(end)));
                }
                for (Future<?> each : all) {
                    each.get(FOR.toSeconds() + 120, TimeUnit.SECONDS);
                }
            } finally {
                visitors.shutdownNow();
            }
            answers.forEach((kind, counted) -> System.out.printf("%-16s %s%n", kind, counted));

            assertThat(host.bean(Innkeeper.class).verifyInventory().findings()).isEmpty();
            assertThat(answers.keySet())
                    .as("whatever else was done")
                    .contains("home 200", "register 302", "search 200", "hotel 200");
        }
    }

    /** Random rooms of random hotels, in the thirty nights to come. */
    private static void book(Innkeeper innkeeper, ExecutorService threads) throws Exception {
        List<Hotel> hotels = new ArrayList<>();
        Page<Hotel> page = innkeeper.hotels().list(HotelQuery.all().pagesOf(200));
        for (;
                page.next() != null;
                page = innkeeper.hotels().list(HotelQuery.all().pagesOf(200).after(page.next()))) {
            hotels.addAll(page.items());
        }
        hotels.addAll(page.items());
        UserId guest = innkeeper
                .accounts()
                .register(new Registration("many@example.org", "Many", WebHost.PASSWORD))
                .id();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            Random dice = new Random(SEED - i);
            all.add(threads.submit(() -> {
                int booked = 0;
                for (int n = 0; n < BOOKINGS / VISITORS; n++) {
                    List<Room> rooms = innkeeper
                            .hotels()
                            .rooms(hotels.get(dice.nextInt(hotels.size())).id());
                    Room room = rooms.get(dice.nextInt(rooms.size()));
                    LocalDate arrival = LocalDate.now(ZoneOffset.UTC).plusDays(1 + dice.nextInt(NIGHTS));
                    BookingRequest request =
                            BookingRequest.room(guest, room.id(), Stay.of(arrival, 1 + dice.nextInt(5)), 1);
                    booked += innkeeper.bookings().book(request).success().isPresent() ? 1 : 0;
                }
                return booked;
            }));
        }
        int booked = 0;
        for (Future<Integer> each : all) {
            booked += each.get();
        }
        System.out.println(hotels.size() + " hotels, " + booked + " bookings in " + NIGHTS + " nights");
    }

    /** By one guest, on one thread. */
    private final class Visit {

        private final WebHost host;
        private final Random dice;
        private final Browser browser;
        private final List<String> bookings = new ArrayList<>();
        private List<String> cities = List.of();

        Visit(WebHost host, Random dice) {
            this.host = host;
            this.dice = dice;
            this.browser = host.visitor();
        }

        void last(long end) {
            timed("home", SHOWN, () -> browser.get("/"));
            cities = browser.document().select("#cities option").eachAttr("value");
            browser.get("/register");
            String email = UUID.randomUUID() + "@example.org";
            timed(
                    "register",
                    DONE,
                    () -> browser.submit(
                            "form[action=/register]", "name", "Ada", "email", email, "password", WebHost.PASSWORD));
            search();
            while (System.nanoTime() - end < 0) {
                switch (dice.nextInt(10)) {
                    case 0 -> timed("home", SHOWN, () -> browser.get("/"));
                    case 1 -> timed("my bookings", SHOWN, () -> browser.get("/bookings"));
                    case 2 -> cancel();
                    case 3 -> change();
                    default -> search();
                }
            }
        }

        private void search() {
            LocalDate arrival = LocalDate.now(ZoneOffset.UTC).plusDays(1 + dice.nextInt(NIGHTS));
            Stay stay = Stay.of(arrival, 1 + dice.nextInt(4));
            browser.get("/");
            timed(
                    "search",
                    SHOWN,
                    () -> browser.submit(
                            "form[role=search]",
                            "city",
                            cities.get(dice.nextInt(Math.min(cities.size(), 10))),
                            "arrival",
                            stay.arrival().toString(),
                            "departure",
                            stay.departure().toString(),
                            "guests",
                            String.valueOf(1 + dice.nextInt(2)),
                            "price",
                            dice.nextInt(3) == 0 ? "400" : ""));
            if (dice.nextInt(4) == 0
                    && !browser.document().select("a[rel=next]").isEmpty()) {
                timed("search, more", SHOWN, () -> browser.click("a[rel=next]"));
            }
            if (open("hotel", "main ul.grid h3 a", SHOWN)) {
                if (dice.nextInt(3) == 0) {
                    open("month", "a[rel=next]", SHOWN);
                    open("night", ".month td a", SHOWN);
                }
                book();
            }
        }

        private void book() {
            if (open("choose", "main ul.grid a.button", SHOWN_OR_TOO_LATE)
                    && browser.status() == 200
                    && dice.nextInt(4) > 0) {
                timed("hold", DONE_OR_TOO_LATE, () -> browser.submit("form[action$=/book]"));
                if (browser.status() == 302) {
                    timed("booking", SHOWN, browser::follow);
                    if (dice.nextInt(5) == 0) {
                        timed("release", DONE, () -> browser.submit("form[action$=/release]"));
                    } else {
                        String booking = browser.address().getPath();
                        timed("confirm", DONE, () -> browser.submit("form[action$=/confirm]"));
                        bookings.add(booking);
                    }
                }
            }
        }

        private void cancel() {
            if (!bookings.isEmpty()) {
                String booking = bookings.remove(dice.nextInt(bookings.size()));
                timed("cancel?", SHOWN, () -> browser.get(booking + "/cancel"));
                timed("cancel", DONE, () -> browser.submit("form[action$=/cancel]"));
            }
        }

        private void change() {
            if (!bookings.isEmpty()) {
                timed("change?", SHOWN, () -> browser.get(bookings.get(0) + "/change"));
                LocalDate arrival = LocalDate.now(ZoneOffset.UTC).plusDays(1 + dice.nextInt(NIGHTS));
                timed(
                        "change to?",
                        SHOWN,
                        () -> browser.submit(
                                "form[method=get]",
                                "arrival",
                                arrival.toString(),
                                "departure",
                                arrival.plusDays(2).toString()));
                timed("change", DONE_OR_TOO_LATE, () -> browser.submit("form[method=post][action$=/change]"));
            }
        }

        /** One of the links of the page, if there is one. */
        private boolean open(String kind, String links, Set<Integer> expected) {
            Elements found = browser.document().select(links);
            if (found.isEmpty()) {
                return false;
            }
            Element link = found.get(dice.nextInt(found.size()));
            timed(kind, expected, () -> browser.get(link.absUrl("href")));
            return true;
        }

        private void timed(String kind, Set<Integer> expected, Runnable request) {
            long start = System.nanoTime();
            request.run();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            answers.merge(kind + " " + browser.status(), new Answers(1, time, time), Answers::and);
            assertThat(browser.status()).as("%s: %s", kind, browser).isIn(expected);
        }
    }
}
