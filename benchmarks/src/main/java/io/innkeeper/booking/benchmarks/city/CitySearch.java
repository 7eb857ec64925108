package io.innkeeper.booking.benchmarks.city;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.benchmarks.server.ServerCounters;
import io.innkeeper.booking.benchmarks.server.ServerCounters.Counts;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A page of 20 hotels of a city that have a room for 3 nights: the library's search by its front door beside the fastest of
 * several statements written by hand, both by turns for the same stays. All must answer the same: hotels, free rooms, lowest
 * totals, order, and whether there is more. Statements are counted at the server in a large city and in
 * a small one: their number must not grow with the hotels.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar city [--hotels=500] [--rooms=40] [--sold=60] [--nights=120] [--rounds=N]
 * [--milliseconds=N]}.
 */
public final class CitySearch {

    private static final int PAGE = 20;
    private static final int LENGTH = 3;
    private static final int GUESTS = 2;
    private static final long SEED = 20_300_501;
    private static final int COMPARED = 20;

    /** So many that what is measured is compiled code, however busy the machine is. */
    private static final int WARM_UP = 1_500;

    /** Ends an answer behind which there is another page. */
    static final String MORE = "more";

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
        int nights = options.number("nights", 120);
        int rounds = options.number("rounds", 8);
        int millis = options.number("milliseconds", 1_000);
        options.checkAllKnown();
        Results results = new Results(server);
        long large =
                inCity(server, City.of(hotels, rooms, sold, nights), search -> search.measure(results, rounds, millis));
        long small = inCity(server, City.of(Math.max(1, hotels / 10), rooms, sold, nights), CitySearch::statements);
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
            long all = (long) city.hotels() * city.roomsEach() * city.nights();
            System.out.printf(
                    "%d of %d room-nights are sold, %.1f %%%n", row.getLong(1), all, 100.0 * row.getLong(1) / all);
        }
    }

    /** Answers how many statements a search is. */
    private long measure(Results results, int rounds, int millis) {
        checkAllAgree();
        warmUp();
        List<HandWritten> forms = List.of(HandWritten.values());
        List<Double> medians = interleaved(forms.stream().map(this::byHand).toList(), forms.size() * millis);
        int best = 0;
        for (int i = 0; i < forms.size(); i++) {
            best = medians.get(i) < medians.get(best) ? i : best;
            System.out.printf("%s: median %.2f ms%n", forms.get(i), medians.get(i));
        }
        HandWritten fastest = forms.get(best);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Double> pair = interleaved(List.of(this::byFrontDoor, byHand(fastest)), 2 * millis);
            ours.add(pair.get(0));
            theirs.add(pair.get(1));
        }
        results.add(Result.of(
                "city of " + city.hotels() + " hotels, page of " + PAGE + ", 1 caller: freeHotels vs " + fastest,
                "searches/s, from the median",
                1.0,
                true,
                perSecond(ours),
                perSecond(theirs)));
        results.add(
                "median milliseconds a search, of the medians of " + rounds + " rounds",
                Map.of("freeHotels", median(ours), fastest.name(), median(theirs)));
        return statements();
    }

    /** More of ours, which is more code. */
    private void warmUp() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < WARM_UP; i++) {
            byFrontDoor(stay(random));
        }
    }

    private static List<Double> perSecond(List<Double> millis) {
        return millis.stream().map(each -> 1_000 / each).toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Looks for one stay in each way by turns, and answers the median time of each in milliseconds. */
    private List<Double> interleaved(List<Function<Stay, List<String>>> searches, int millis) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<Double>> times = new ArrayList<>();
        searches.forEach(search -> times.add(new ArrayList<>()));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (int turn = 0; System.nanoTime() < end; turn++) {
            Stay stay = stay(random);
            for (int i = 0; i < searches.size(); i++) {
                int which = (turn + i) % searches.size();
                long began = System.nanoTime();
                if (searches.get(which).apply(stay).isEmpty()) {
                    throw new IllegalStateException("nothing is free in the whole city");
                }
                times.get(which).add((System.nanoTime() - began) / 1e6);
            }
        }
        return times.stream().map(CitySearch::median).toList();
    }

    private void checkAllAgree() {
        SplittableRandom random = new SplittableRandom(SEED);
        int more = 0;
        for (int i = 0; i < COMPARED; i++) {
            Stay stay = stay(random);
            List<String> ours = byFrontDoor(stay);
            more += ours.contains(MORE) ? 1 : 0;
            for (HandWritten form : HandWritten.values()) {
                List<String> theirs = byHand(form).apply(stay);
                if (!ours.equals(theirs)) {
                    throw new IllegalStateException(
                            form + " finds something else for " + stay + ": " + theirs + ", " + ours);
                }
            }
        }
        System.out.printf(
                "%d searches, %d of them with another page: all forms find the same hotels, rooms and totals as the"
                        + " library does, in the same order%n",
                COMPARED, more);
    }

    private Stay stay(SplittableRandom random) {
        return Stay.of(city.firstNight().plusDays(random.nextInt(city.nights() - LENGTH)), LENGTH);
    }

    private List<String> byFrontDoor(Stay stay) {
        Page<HotelOffer> page = innkeeper
                .availability()
                .freeHotels(CityQuery.of(City.NAME, stay, GUESTS).pagesOf(PAGE));
        List<String> found = new ArrayList<>();
        page.items()
                .forEach(offer -> found.add(line(
                        offer.hotel().name(),
                        offer.freeRooms(),
                        offer.lowestTotal().amount())));
        if (page.next() != null) {
            found.add(MORE);
        }
        return found;
    }

    /** One hotel of an answer. */
    static String line(String hotel, int freeRooms, BigDecimal lowestTotal) {
        return hotel + '/' + freeRooms + '/' + lowestTotal.stripTrailingZeros().toPlainString();
    }

    private Function<Stay, List<String>> byHand(HandWritten form) {
        return stay -> {
            try (Connection connection = pool.getConnection()) {
                return form.page(connection, stay, GUESTS, PAGE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /**
     * How many statements one search is, counted at the server: what is counted twice, since a pool that renews connections
     * adds some, and what a connection of it has counted is not there for a moment when it ends.
     */
    private Long statements() {
        int searches = 20;
        SplittableRandom random = new SplittableRandom(SEED);
        byFrontDoor(stay(random));
        Set<Long> counted = new LinkedHashSet<>();
        try (ServerCounters counters = server.counters()) {
            for (int time = 0; time < 20; time++) {
                Counts before = counters.now();
                for (int i = 0; i < searches; i++) {
                    byFrontDoor(stay(random));
                }
                long all = counters.now().since(before).statements();
                if (all % searches == 0 && !counted.add(all)) {
                    return all / searches;
                }
            }
        }
        throw new IllegalStateException("no number of statements for " + searches + " searches twice: " + counted);
    }
}
