package io.innkeeper.booking.benchmarks.index;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.TestServer;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Searches the hotels of a whole country, in the database and in an index of it, in turn: a page of 20 hotels in a town for 3
 * nights, each answer of one compared with that of the other; and what is sold out, asked for in both. Prints how long each takes, and what the index needs.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar io.innkeeper.booking.benchmarks.index.CountryIndex hotels.csv.gz}, and if
 * they are to be others: how many nights are sold at 60 % (6), how many searches (400), and a seed (1). The server is an
 * embedded one, or the one that INNKEEPER_URL names.
 */
public final class CountryIndex {

    private static final double SOLD = 0.6;
    private static final int NIGHTS_OF_STAY = 3;
    private static final int PAGE = 20;
    private static final int BATCH = 5_000;
    private static final int ROUND = 10;
    private static final int REPEATS = 20;
    private static final String[] TYPES = {"double", "suite", "single"};

    private final TestServer.Database database;
    private final LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(10);
    private final int nights;
    private final Random random;

    private CountryIndex(TestServer.Database database, int nights, long seed) {
        this.database = database;
        this.nights = nights;
        this.random = new Random(seed);
    }

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        int nights = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        int searches = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400;
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        try (TestServer.Database database = TestServer.newDatabase()) {
            new CountryIndex(database, nights, seed).run(file, searches);
        }
    }

    private void run(Path file, int searches) throws SQLException, IOException {
        JpaStorage.migrate(database.dataSource());
        List<HotelFile.Listed> hotels = HotelFile.read(file);
        int rooms = hotels.stream().mapToInt(HotelFile.Listed::rooms).sum();
        System.out.printf("%,d hotels, %,d rooms, %d nights at %.0f %%%n", hotels.size(), rooms, nights, 100 * SOLD);
        long begun = System.nanoTime();
        long sold = insert(hotels);
        System.out.printf("%,d room-nights written in %,d ms%n", sold, millis(begun));
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
                long loaded = millis(begun);
                long memory = usedMemory() - before;
                System.out.printf(
                        "index of 540 days: loaded in %,d ms; %,d bytes of heap, %.0f a room%n",
                        loaded, memory, (double) memory / rooms);
                begun = System.nanoTime();
                indexed.availability().catchUp();
                System.out.printf("looking whether anything has changed anywhere: %,d ms%n", millis(begun));
                compare("all towns, by hotels", stored, indexed, towns(hotels, searches));
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
        double[] inStore = new double[rounds];
        double[] inIndex = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            List<CityQuery> some = queries.subList(round * ROUND, (round + 1) * ROUND);
            inStore[round] = micros(stored.availability(), some, 1);
            inIndex[round] = micros(indexed.availability(), some, REPEATS);
            ratio[round] = inStore[round] / inIndex[round];
        }
        System.out.printf(
                "%s: %d rounds of %d searches; microseconds a search, as quartiles of the rounds:"
                        + " database %s, index %s, ratio %s%n",
                what, rounds, ROUND, quartiles(inStore), quartiles(inIndex), quartiles(ratio));
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
        double[] bySql = new double[rounds];
        double[] byIndex = new double[rounds];
        double[] ratio = new double[rounds];
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
                    bySql[round] = (between - begun) / 1000.0 / ROUND;
                    byIndex[round] = (System.nanoTime() - between) / 1000.0 / ROUND / REPEATS;
                    ratio[round] = bySql[round] / byIndex[round];
                }
            }
        }
        System.out.printf(
                "sold out: %d rounds; microseconds a request, as quartiles of the rounds:"
                        + " one SQL read %s, refused by the index %s, ratio %s%n",
                rounds, quartiles(bySql), quartiles(byIndex), quartiles(ratio));
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

    private static String quartiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return "%.1f / %.1f / %.1f"
                .formatted(sorted[sorted.length / 4], sorted[sorted.length / 2], sorted[sorted.length * 3 / 4]);
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
        return DriverManager.getConnection(
                database.urlWith("rewriteBatchedStatements", "true"), database.user(), database.password());
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
