package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * What an application does in a day, all by the front door: the mix of the hotel application of DeathStarBench (60 % search,
 * 39 % hotel page, 0.5 % login, 0.5 % reserve), and one heavy on booking. Ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar mix [--callers=N] [--hotels=N] [--users=N] [--rounds=N]
 * [--seconds=N] [--warm-up=N]}.
 */
public final class Mix {

    private static final String PASSWORD = "correct horse battery staple";
    private static final int ROOMS = 40;
    private static final int HORIZON = 365;
    private static final int LENGTH = 3;

    /** What is done; of each 1,000 so many. */
    private enum Operation {
        SEARCH,
        HOTEL_PAGE,
        LOGIN,
        BOOK,
        CANCEL
    }

    private static final Map<String, Map<Operation, Integer>> MIXES = Map.of(
            "DeathStarBench hotel mix",
            Map.of(Operation.SEARCH, 600, Operation.HOTEL_PAGE, 390, Operation.LOGIN, 5, Operation.BOOK, 5),
            "booking-heavy mix",
            Map.of(Operation.SEARCH, 300, Operation.BOOK, 500, Operation.CANCEL, 200));

    private final Innkeeper innkeeper;
    private final Supply supply;
    private final List<UserId> users;
    private final Map<Operation, Integer> mix;
    private final Queue<Booking> booked = new ConcurrentLinkedQueue<>();
    private final Map<Operation, Histogram> nanos;

    private Mix(
            Innkeeper innkeeper,
            Supply supply,
            List<UserId> users,
            Map<Operation, Integer> mix,
            Map<Operation, Histogram> nanos) {
        this.innkeeper = innkeeper;
        this.supply = supply;
        this.users = users;
        this.mix = mix;
        this.nanos = nanos;
    }

    /** How much there is to do, and for how long. */
    private record Size(int callers, int hotels, int users, int warmUp, int seconds) {}

    /** What a strategy did in all rounds. */
    private record Done(List<Double> perSecond, Map<Operation, Histogram> nanos) {

        static Done nothing() {
            return new Done(new ArrayList<>(), histograms());
        }
    }

    private static Map<Operation, Histogram> histograms() {
        Map<Operation, Histogram> nanos = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            nanos.put(operation, new SynchronizedHistogram(Callers.histogram()));
        }
        return nanos;
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws SQLException, InterruptedException {
        Options options = Options.of(args);
        Size size = new Size(
                options.number("callers", 8),
                options.number("hotels", 80),
                options.number("users", 8),
                options.number("warm-up", 2),
                options.number("seconds", 8));
        int rounds = options.number("rounds", 3);
        options.checkAllKnown();
        Results results = new Results(server);
        for (Map.Entry<String, Map<Operation, Integer>> mix : MIXES.entrySet()) {
            Done uniqueClaim = Done.nothing();
            Done combining = Done.nothing();
            for (int round = 0; round < rounds; round++) {
                measure(server, Strategy.UNIQUE_CLAIM, mix.getValue(), size, uniqueClaim);
                measure(server, Strategy.COMBINING, mix.getValue(), size, combining);
            }
            String load = mix.getKey() + ", " + size.callers() + " callers, " + size.hotels() + " hotels";
            results.add(Result.of(
                    load + ", combining vs unique claim",
                    "operations/s",
                    null,
                    true,
                    combining.perSecond(),
                    uniqueClaim.perSecond()));
            report(results, load + ", unique claim", uniqueClaim, rounds * size.seconds());
            report(results, load + ", combining", combining, rounds * size.seconds());
        }
        return results;
    }

    private static void measure(
            BenchmarkServer server, Strategy strategy, Map<Operation, Integer> mix, Size size, Done done)
            throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("mix")) {
            Supply supply = Supply.of(size.hotels(), ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(strategy.connect(database.url(), database.user(), database.password(), new LongAdder()))
                    .build()) {
                List<UserId> users = register(innkeeper, size.users());
                Mix warmingUp = new Mix(innkeeper, supply, users, mix, histograms());
                Callers.closedLoop(Threads.PLATFORM, size.callers(), 0, size.warmUp(), caller -> warmingUp.ask());
                Mix running = new Mix(innkeeper, supply, users, mix, done.nanos());
                done.perSecond()
                        .add(Callers.closedLoop(
                                        Threads.PLATFORM, size.callers(), 0, size.seconds(), caller -> running.ask())
                                .perSecond());
                if (!innkeeper.verifyInventory().isClean()) {
                    throw new IllegalStateException("a wrong inventory: " + innkeeper.verifyInventory());
                }
            }
        }
    }

    private static List<UserId> register(Innkeeper innkeeper, int number) {
        List<UserId> users = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            users.add(innkeeper
                    .accounts()
                    .register(new Registration("ada" + i + "@example.org", "Ada", PASSWORD))
                    .id());
        }
        return users;
    }

    private static void report(Results results, String load, Done done, int seconds) {
        done.nanos().forEach((operation, own) -> {
            if (own.getTotalCount() > 0) {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("load", load);
                figures.put(
                        "contender", operation.name().toLowerCase(Locale.ROOT).replace('_', ' '));
                figures.put("perSecond", (double) own.getTotalCount() / seconds);
                figures.put("p50", own.getValueAtPercentile(50) / 1e6);
                figures.put("p99", own.getValueAtPercentile(99) / 1e6);
                figures.put("p999", own.getValueAtPercentile(99.9) / 1e6);
                results.add(load + ", " + figures.get("contender"), figures);
            }
        });
    }

    private boolean ask() {
        Operation operation = next();
        long began = System.nanoTime();
        switch (operation) {
            case SEARCH -> search();
            case HOTEL_PAGE -> hotelPage();
            case LOGIN -> logIn();
            case BOOK -> book();
            case CANCEL -> cancel();
        }
        nanos.getOrDefault(operation, Callers.histogram()).recordValue(System.nanoTime() - began);
        return true;
    }

    /** Nobody can cancel before somebody has booked. */
    private Operation next() {
        int at = ThreadLocalRandom.current().nextInt(1_000);
        for (Operation operation : Operation.values()) {
            at -= mix.getOrDefault(operation, 0);
            if (at < 0) {
                return operation == Operation.CANCEL && booked.isEmpty() ? Operation.BOOK : operation;
            }
        }
        throw new IllegalStateException("a mix has 1,000 parts: " + mix);
    }

    private void search() {
        if (innkeeper
                .availability()
                .freeHotels(CityQuery.of("Lisboa", stay(), Supply.PARTY))
                .items()
                .isEmpty()) {
            throw new IllegalStateException("nothing is free in the whole city");
        }
    }

    private void hotelPage() {
        HotelId hotel = hotel();
        if (innkeeper.hotels().find(hotel).isEmpty()) {
            throw new IllegalStateException("no hotel " + hotel);
        }
        innkeeper.availability().freeRooms(hotel, stay(), Supply.PARTY);
    }

    private void logIn() {
        int number = ThreadLocalRandom.current().nextInt(users.size());
        Authentication authentication = innkeeper.accounts().logIn("ada" + number + "@example.org", PASSWORD);
        if (!(authentication instanceof Authentication.Authenticated)) {
            throw new IllegalStateException("not logged in: " + authentication);
        }
    }

    private void book() {
        UserId user = users.get(ThreadLocalRandom.current().nextInt(users.size()));
        BookingOutcome outcome = innkeeper
                .bookings()
                .book(BookingRequest.anyRoom(user, hotel(), Supply.ROOM_TYPE, stay(), Supply.PARTY));
        if (outcome instanceof Booked made) {
            booked.add(made.booking());
        } else if (!(outcome instanceof Unavailable)) {
            throw new IllegalStateException("neither booked nor unavailable: " + outcome);
        }
    }

    private void cancel() {
        Booking booking = booked.poll();
        if (booking != null && !(innkeeper.bookings().cancel(booking.user(), booking.id()) instanceof Cancelled)) {
            throw new IllegalStateException("not cancelled: " + booking);
        }
    }

    private HotelId hotel() {
        List<Supply.House> hotels = supply.hotels();
        return new HotelId(
                hotels.get(ThreadLocalRandom.current().nextInt(hotels.size())).id());
    }

    private Stay stay() {
        int night = ThreadLocalRandom.current().nextInt(supply.horizon() - LENGTH);
        return Stay.of(supply.firstNight().plusDays(night), LENGTH);
    }
}
