package io.innkeeper.booking.benchmarks.index;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Searches the hotels of a whole country, in the database and in an index of it, in turn: a page of 20 hotels in a town for 3
 * nights, each answer of one compared with that of the other; and what is sold out, asked for in both. Tells how long each takes,
 * and what the index needs.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar index [--hotels=hotels.csv.gz] [--generated=N] [--nights=N]
 * [--searches=N] [--seed=N]}: the hotels of a file, or so many that are made up; how many nights are sold at 60 %; and how many
 * searches.
 */
public final class CountryIndex {

    private static final double SOLD = 0.6;
    private static final int NIGHTS_OF_STAY = 3;
    private static final int PAGE = 20;
    private static final int BATCH = 5_000;
    private static final int ROUND = 10;
    private static final int REPEATS = 20;
    private static final double TARGET = 100;
    private static final String[] TYPES = {"double", "suite", "single"};

    private final BenchmarkServer.Database database;
    private final Results results;
    private final LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(10);
    private final int nights;
    private final Random random;

    private CountryIndex(BenchmarkServer.Database database, Results results, int nights, long seed) {
        this.database = database;
        this.results = results;
        this.nights = nights;
        this.random = new Random(seed);
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws IOException, SQLException {
        Options options = Options.of(args);
        String file = options.text("hotels", "");
        int generated = options.number("generated", 2_000);
        int nights = options.number("nights", 6);
        int searches = options.number("searches", 400);
        int seed = options.number("seed", 1);
        options.checkAllKnown();
        List<HotelFile.Listed> hotels =
                file.isEmpty() ? HotelFile.generated(generated, seed) : HotelFile.read(Path.of(file));
        Results results = new Results(server);
        try (BenchmarkServer.Database database = server.newDatabase("index")) {
            new CountryIndex(database, results, nights, seed).run(hotels, searches);
        }
        return results;
    }

    private void run(List<HotelFile.Listed> hotels, int searches) throws SQLException {
        int rooms = hotels.stream().mapToInt(HotelFile.Listed::rooms).sum();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("hotels", hotels.size());
        figures.put("rooms", rooms);
        figures.put("nights", nights);
        long begun = System.nanoTime();
        figures.put("roomNightsSold", insert(hotels));
        System.out.printf("%,d hotels, %,d rooms: written in %,d ms%n", hotels.size(), rooms, millis(begun));
        try (Innkeeper stored = builder().build()) {
            long before = usedMemory();
            begun = System.nanoTime();
            try (Innkeeper indexed = builder()
                    .availabilityIndex(AvailabilityIndex.standard()
                            .every(Duration.ofHours(1))
                            .atMostOld(Duration.ofDays(1))
                            .refusingSoldOut())
                    .build()) {
                indexed.availability().catchUp();
                figures.put("loadedInMillis", millis(begun));
                long memory = usedMemory() - before;
                figures.put("heapBytes", memory);
                figures.put("heapBytesOfARoom", (double) memory / rooms);
                begun = System.nanoTime();
                indexed.availability().catchUp();
                figures.put("lookedForChangesInMillis", millis(begun));
                results.add("index of 540 days", figures);
                compare("a town, as often as it has hotels", stored, indexed, towns(hotels, searches));
                String largest = largest(hotels);
                compare(largest, stored, indexed, Collections.nCopies(searches / 4, largest));
                compareSoldOut(indexed, searches);
            }
        }
    }

    private Innkeeper.Builder builder() {
        return Innkeeper.builder()
                .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1));
    }

    private static long millis(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private static long usedMemory() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** Towns as often as they have hotels. */
    private List<String> towns(List<HotelFile.Listed> hotels, int number) {
        List<String> towns = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            towns.add(hotels.get(random.nextInt(hotels.size())).city());
        }
        return towns;
    }

    private static String largest(List<HotelFile.Listed> hotels) {
        Map<String, Integer> count = new HashMap<>();
        hotels.forEach(hotel -> count.merge(hotel.city(), 1, Integer::sum));
        return count.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    private void compare(String what, Innkeeper stored, Innkeeper indexed, List<String> towns) {
        List<CityQuery> queries = new ArrayList<>();
        for (String town : towns) {
            Stay stay = Stay.of(first.plusDays(random.nextInt(nights - NIGHTS_OF_STAY + 1)), NIGHTS_OF_STAY);
            queries.add(CityQuery.of(town, stay, 2).pagesOf(PAGE));
        }
        for (CityQuery query : queries) { // warms both up
            Object one = stored.availability().freeHotels(query);
            for (int i = 0; i < 20; i++) {
                if (!indexed.availability().freeHotels(query).equals(one)) {
                    throw new IllegalStateException("the answers differ for " + query);
                }
            }
        }
        int rounds = queries.size() / ROUND;
        List<Double> inStore = new ArrayList<>();
        List<Double> inIndex = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<CityQuery> some = queries.subList(round * ROUND, (round + 1) * ROUND);
            inStore.add(micros(stored.availability(), some, 1));
            inIndex.add(micros(indexed.availability(), some, REPEATS));
        }
        results.add(Result.of(
                "page of " + PAGE + " of " + what + ", index vs database", "us", TARGET, false, inIndex, inStore));
    }

    /** Who wants any room of a type of the hotel that is sold out, and one statement by which an application would find that out. */
    private void compareSoldOut(Innkeeper indexed, int searches) throws SQLException {
        UserId user = indexed.accounts()
                .register(new Registration("b@example.org", "Bea", "seven otters on a lake"))
                .id();
        Stay stay = Stay.of(first, NIGHTS_OF_STAY);
        HotelId hotel = new HotelId(new UUID(1, 0));
        BookingRequest request = BookingRequest.anyRoom(user, hotel, TYPES[0], stay, 1);
        int rounds = searches / ROUND;
        List<Double> bySql = new ArrayList<>();
        List<Double> byIndex = new ArrayList<>();
        try (Connection connection = batching();
                PreparedStatement select = connection.prepareStatement(
                        "select r.id from room r where r.hotel_id = ? and r.type = ? and r.capacity >= ? and not r.closed"
                                + " and not exists (select 1 from room_night n where n.room_id = r.id and n.night >= ?"
                                + " and n.night < ? and (n.expires_at is null or n.expires_at > utc_timestamp(6))) limit 1")) {
            select.setBytes(1, id(1, 0));
            select.setString(2, TYPES[0]);
            select.setInt(3, 1);
            select.setString(4, stay.arrival().toString());
            select.setString(5, stay.departure().toString());
            for (int round = -rounds; round < rounds; round++) { // half of them to warm up
                long begun = System.nanoTime();
                for (int i = 0; i < ROUND; i++) {
                    try (ResultSet rows = select.executeQuery()) {
                        if (rows.next()) {
                            throw new IllegalStateException("a room is free");
                        }
                    }
                }
                long between = System.nanoTime();
                for (int i = 0; i < ROUND * REPEATS; i++) {
                    if (!(indexed.bookings().book(request) instanceof Unavailable)) {
                        throw new IllegalStateException("it was booked");
                    }
                }
                if (round >= 0) {
                    bySql.add((between - begun) / 1000.0 / ROUND);
                    byIndex.add((System.nanoTime() - between) / 1000.0 / ROUND / REPEATS);
                }
            }
        }
        results.add(Result.of(
                "a request for a hotel that is sold out, index vs one SQL read", "us", TARGET, false, byIndex, bySql));
    }

    /** How long a search takes on average. */
    private static double micros(Availability availability, List<CityQuery> queries, int repeats) {
        long begun = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            for (CityQuery query : queries) {
                if (availability.freeHotels(query).items().size() > PAGE) {
                    throw new IllegalStateException("more than a page");
                }
            }
        }
        return (System.nanoTime() - begun) / 1000.0 / repeats / queries.size();
    }

    /** Writes the hotels, their rooms, a booking for each hotel and the nights that are sold, and returns how many those are. */
    private long insert(List<HotelFile.Listed> hotels) throws SQLException {
        try (Connection connection = batching();
                Statement statement = connection.createStatement()) {
            // What is inserted is right, and the server need not look it up.
            statement.execute("set foreign_key_checks = 0, unique_checks = 0");
            connection.setAutoCommit(false);
            byte[] user = id(0, 0);
            statement.execute("insert into user (id, email, name, stamp) values (x'" + "00".repeat(16)
                    + "', 'a@example.org', 'Ada', x'" + "00".repeat(16) + "')");
            long sold = 0;
            try (Rows hotelRows = new Rows(
                            connection,
                            "insert into hotel (id, name, name_key, city, city_key, address, time_zone, currency, stars,"
                                    + " description, free_days, fee_percent, closed, version) values",
                            "(?, ?, ?, ?, ?, ?, 'Europe/Paris', 'EUR', ?, '', 0, 0, false, 1)");
                    Rows roomRows = new Rows(
                            connection,
                            "insert into room (id, hotel_id, number, type, capacity, nightly_rate, currency, closed, version)"
                                    + " values",
                            "(?, ?, ?, ?, ?, ?, 'EUR', false, 1)");
                    Rows bookingRows = new Rows(
                            connection,
                            "insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency,"
                                    + " status, version) values",
                            "(?, ?, ?, ?, ?, ?, 1, 100, 'EUR', 'CONFIRMED', 1)");
                    Rows nightRows = new Rows(
                            connection,
                            "insert into room_night (room_id, night, hotel_id, booking_id) values",
                            "(?, ?, ?, ?)")) {
                for (int h = 0; h < hotels.size(); h++) {
                    HotelFile.Listed hotel = hotels.get(h);
                    byte[] hotelId = id(h + 1L, 0);
                    hotelRows.add(
                            hotelId,
                            hotel.name(),
                            SearchKey.of(hotel.name()).value(),
                            hotel.city(),
                            SearchKey.of(hotel.city()).value(),
                            hotel.address(),
                            hotel.stars());
                    byte[] booking = id(h + 1L, -1);
                    bookingRows.add(booking, user, hotelId, id(h + 1L, 1), first, first.plusDays(nights));
                    for (int r = 1; r <= hotel.rooms(); r++) {
                        byte[] room = id(h + 1L, r);
                        int type = r % TYPES.length;
                        roomRows.add(
                                room, hotelId, String.valueOf(100 + r), TYPES[type], 1 + (r + 1) % 4, 80 + 30 * type);
                        for (int n = 0; n < nights; n++) {
                            if (h == 0 || random.nextDouble() < SOLD) { // the first hotel is sold out
                                nightRows.add(room, first.plusDays(n), hotelId, booking);
                                sold++;
                            }
                        }
                    }
                }
            }
            connection.commit();
            statement.execute("analyze table hotel, room, room_night");
            return sold;
        }
    }

    private Connection batching() throws SQLException {
        String url = database.url();
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "rewriteBatchedStatements=true",
                database.user(),
                database.password());
    }

    private static byte[] id(long most, long least) {
        UUID id = new UUID(most, least);
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Rows of a table, many of which are inserted by one statement. */
    private static final class Rows implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement insert;
        private int waiting;

        Rows(Connection connection, String sql, String row) throws SQLException {
            this.connection = connection;
            this.insert = connection.prepareStatement(sql + " " + row);
        }

        void add(Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i] instanceof LocalDate day ? day.toString() : values[i]);
            }
            insert.addBatch();
            if (++waiting == BATCH) {
                flush();
            }
        }

        private void flush() throws SQLException {
            insert.executeBatch();
            connection.commit();
            waiting = 0;
        }

        @Override
        public void close() throws SQLException {
            flush();
            insert.close();
        }
    }
}
