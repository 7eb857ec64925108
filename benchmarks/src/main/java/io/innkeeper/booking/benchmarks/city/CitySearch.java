package io.innkeeper.booking.benchmarks.city;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.benchmarks.server.ServerCounters;
import io.innkeeper.booking.benchmarks.server.ServerCounters.Counts;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A page of 20 hotels of a city that have a room for 3 nights: the library's search by its front door beside the fastest of
 * several statements written by hand. All must answer the same. Statements are counted at the server in a large city and in
 * a small one: their number must not grow with the hotels.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar city [--hotels=500] [--rooms=40] [--sold=60] [--rounds=N]
 * [--milliseconds=N]}.
 */
public final class CitySearch {

    private static final int PAGE = 20;
    private static final int LENGTH = 3;
    private static final int GUESTS = 2;
    private static final long SEED = 20_300_501;
    private static final int COMPARED = 50;

    private final BenchmarkServer server;
    private final City city;
    private final Innkeeper innkeeper;
    private final HikariDataSource pool;

    private CitySearch(BenchmarkServer server, City city, Innkeeper innkeeper, HikariDataSource pool) {
        this.server = server;
        this.city = city;
        this.innkeeper = innkeeper;
        this.pool = pool;
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws SQLException {
        Options options = Options.of(args);
        int hotels = options.number("hotels", 500);
        int rooms = options.number("rooms", 40);
        int sold = options.number("sold", 60);
        int rounds = options.number("rounds", 8);
        int millis = options.number("milliseconds", 1_000);
        options.checkAllKnown();
        Results results = new Results(server);
        long large = inCity(server, City.of(hotels, rooms, sold), search -> search.measure(results, rounds, millis));
        long small = inCity(server, City.of(Math.max(1, hotels / 10), rooms, sold), CitySearch::statements);
        results.add(
                "statements a search, counted at the server",
                Map.of(hotels + " hotels", large, Math.max(1, hotels / 10) + " hotels", small));
        if (large != small) {
            throw new IllegalStateException("statements grow with the hotels: " + small + ", " + large);
        }
        return results;
    }

    private static long inCity(BenchmarkServer server, City city, Function<CitySearch, Long> work) throws SQLException {
        try (BenchmarkServer.Database database = server.newDatabase("city")) {
            long began = System.nanoTime();
            city.build(database);
            System.out.printf(
                    "%d hotels with %d rooms each, %d %% sold: built in %d s%n",
                    city.hotels(),
                    city.roomsEach(),
                    city.soldPercent(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.url());
            config.setUsername(database.user());
            config.setPassword(database.password());
            config.setMaximumPoolSize(1);
            config.addDataSourceProperty("connectionTimeZone", "UTC");
            config.addDataSourceProperty("useLocalSessionState", "true");
            config.addDataSourceProperty("cacheServerConfiguration", "true");
            try (HikariDataSource pool = new HikariDataSource(config);
                    Innkeeper innkeeper = Innkeeper.builder()
                            .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                            .build()) {
                CitySearch search = new CitySearch(server, city, innkeeper, pool);
                Long found = work.apply(search);
                search.reportSold(database);
                return found;
            }
        }
    }

    private void reportSold(BenchmarkServer.Database database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from room_night")) {
            row.next();
            long all = (long) city.hotels() * city.roomsEach() * City.NIGHTS;
            System.out.printf(
                    "%d of %d room-nights are sold, %.1f %%%n", row.getLong(1), all, 100.0 * row.getLong(1) / all);
        }
    }

    /** Answers how many statements a search is. */
    private long measure(Results results, int rounds, int millis) {
        checkAllAgree();
        Map<HandWritten, Double> perSecond = new EnumMap<>(HandWritten.class);
        for (HandWritten form : HandWritten.values()) {
            perSecond.put(form, rate(millis, stay -> byHand(form, stay)));
            System.out.printf("%s: %.1f searches a second%n", form, perSecond.get(form));
        }
        HandWritten best = perSecond.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        rate(millis, this::byFrontDoor);
        for (int round = 0; round < rounds; round++) {
            ours.add(rate(millis, this::byFrontDoor));
            theirs.add(rate(millis, stay -> byHand(best, stay)));
        }
        results.add(Result.of(
                "city of " + city.hotels() + " hotels, page of " + PAGE + ", 1 caller: freeHotels vs " + best,
                "searches/s",
                1.0,
                true,
                ours,
                theirs));
        return statements();
    }

    private void checkAllAgree() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COMPARED; i++) {
            Stay stay = stay(random);
            List<String> ours = byFrontDoor(stay);
            for (HandWritten form : HandWritten.values()) {
                List<String> theirs = byHand(form, stay);
                if (!ours.equals(theirs)) {
                    throw new IllegalStateException(
                            form + " finds other rooms for " + stay + ": " + theirs + ", " + ours);
                }
            }
        }
        System.out.println(COMPARED + " searches: all forms find the same rooms as the library does");
    }

    private double rate(int millis, Function<Stay, List<String>> search) {
        SplittableRandom random = new SplittableRandom(SEED);
        long began = System.nanoTime();
        long end = began + TimeUnit.MILLISECONDS.toNanos(millis);
        int searches = 0;
        while (System.nanoTime() < end) {
            if (search.apply(stay(random)).isEmpty()) {
                throw new IllegalStateException("nothing is free in the whole city");
            }
            searches++;
        }
        return searches / ((System.nanoTime() - began) / 1e9);
    }

    private Stay stay(SplittableRandom random) {
        return Stay.of(city.firstNight().plusDays(random.nextInt(City.NIGHTS - LENGTH)), LENGTH);
    }

    private List<String> byFrontDoor(Stay stay) {
        return innkeeper
                .availability()
                .freeHotels(CityQuery.of(City.NAME, stay, GUESTS).pagesOf(PAGE))
                .items()
                .stream()
                .map(offer -> offer.hotel().name() + '/' + offer.freeRooms())
                .toList();
    }

    private List<String> byHand(HandWritten form, Stay stay) {
        try (Connection connection = pool.getConnection()) {
            return form.page(connection, stay, GUESTS, PAGE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many statements one search is, counted at the server over several. */
    private Long statements() {
        int searches = 20;
        SplittableRandom random = new SplittableRandom(SEED);
        byFrontDoor(stay(random));
        try (ServerCounters counters = server.counters()) {
            Counts before = counters.now();
            for (int i = 0; i < searches; i++) {
                byFrontDoor(stay(random));
            }
            long statements = counters.now().since(before).statements();
            if (statements % searches != 0) {
                throw new IllegalStateException(statements + " statements are no whole number for each of " + searches);
            }
            return statements / searches;
        }
    }
}
