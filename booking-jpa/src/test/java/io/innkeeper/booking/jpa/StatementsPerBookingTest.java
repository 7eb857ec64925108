package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.CommitProxy;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsPerBookingTest {

    private static final List<String> COUNTED = List.of(
            "Com_insert",
            "Com_insert_select",
            "Com_select",
            "Com_update",
            "Com_delete",
            "Com_commit",
            "Com_rollback",
            "Com_begin");

    /** The server counts for each session, so all is done on the one connection of a pool. */
    @Test
    void aBookingOfAGivenRoomIsThreeInsertsAComparisonAndACommit() throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource one = poolOfOne(database)) {
            JpaStorage.migrate(database.dataSource());
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(JpaStorage.open(one))
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .build()) {
                UserId ada = ada(innkeeper);
                Hotel hotel = casaDoRio(innkeeper);
                Room room = innkeeper
                        .hotels()
                        .addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
                Stay week = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 7);

                assertThat(innkeeper
                                .bookings()
                                .book(BookingRequest.room(ada, room.id(), Stay.of(week.departure(), 1), 2)))
                        .as("the first of a hotel, which is looked up for it")
                        .isInstanceOf(Booked.class);
                Map<String, Long> before = sessionStatus(one);
                assertThat(innkeeper.bookings().book(BookingRequest.room(ada, room.id(), week, 2)))
                        .isInstanceOf(Booked.class);
                Map<String, Long> after = sessionStatus(one);

                after.replaceAll((name, count) -> count - before.get(name));
                assertThat(after.get("Com_insert") + after.get("Com_insert_select"))
                        .as("inserts, whatever the nights: %s", after)
                        .isEqualTo(3);
                assertThat(after)
                        .as("and what is remembered is compared once")
                        .containsEntry("Com_select", 1L)
                        .containsEntry("Com_commit", 1L)
                        .containsEntry("Com_update", 0L)
                        .containsEntry("Com_delete", 0L)
                        .containsEntry("Com_rollback", 0L);
            }
        }
    }

    @ParameterizedTest(name = "with an index of what is free: {0}")
    @ValueSource(booleans = {false, true})
    void onPoolsOfOurOwnABookingIsTwoRoundTrips(boolean indexed) throws Exception {
        try (TestServer.Database database = TestServer.newDatabase();
                CommitProxy proxy = new CommitProxy(database)) {
            JpaStorage.migrate(database.dataSource());
            Innkeeper.Builder builder = Innkeeper.builder()
                    .storage(JpaStorage.connect(proxy.url(database.url()), database.user(), database.password()))
                    .passwordHasher(PasswordHasher.pbkdf2(1));
            if (indexed) {
                builder.availabilityIndex(AvailabilityIndex.standard());
            }
            try (Innkeeper innkeeper = builder.build()) {
                UserId ada = ada(innkeeper);
                Hotel hotel = casaDoRio(innkeeper);
                for (String number : List.of("12", "13")) {
                    innkeeper
                            .hotels()
                            .addRoom(hotel.id(), new RoomDetails(number, "double", 2, Money.of("120", "EUR")));
                }
                Stay week = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 7);
                BookingRequest request = BookingRequest.anyRoom(ada, hotel.id(), "double", week, 2);

                assertThat(innkeeper.bookings().book(request))
                        .as("the first of a hotel, which is looked up for it")
                        .isInstanceOf(Booked.class);
                assertThat(innkeeper.bookings().book(request)).isInstanceOf(Booked.class);
                assertThat(proxy.textsOfLastChange())
                        .as("all of it, and COMMIT")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void manyRoomsAreAddedByFewStatements() throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource one = poolOfOne(database)) {
            JpaStorage.migrate(database.dataSource());
            try (Innkeeper innkeeper =
                    Innkeeper.builder().storage(JpaStorage.open(one)).build()) {
                Hotel hotel = casaDoRio(innkeeper);
                List<RoomDetails> rooms = IntStream.rangeClosed(1, 250)
                        .mapToObj(
                                number -> new RoomDetails(String.valueOf(number), "double", 2, Money.of("120", "EUR")))
                        .toList();

                Map<String, Long> before = sessionStatus(one);
                innkeeper.hotels().addRooms(hotel.id(), rooms);
                Map<String, Long> after = sessionStatus(one);

                after.replaceAll((name, count) -> count - before.get(name));
                assertThat(after.get("Com_insert")).as("%s", after).isEqualTo(3);
                assertThat(after).containsEntry("Com_commit", 1L);
                assertThat(innkeeper.hotels().rooms(hotel.id())).hasSize(250);
            }
        }
    }

    private static UserId ada(Innkeeper innkeeper) {
        return innkeeper
                .accounts()
                .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
                .id();
    }

    private static Hotel casaDoRio(Innkeeper innkeeper) {
        return innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
    }

    @Test
    void whatIsLookedUpTakesAsManyStatementsHoweverManyRoomsAndNightsThereAre() throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource one = poolOfOne(database)) {
            JpaStorage.migrate(database.dataSource());
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(JpaStorage.open(one))
                    .passwordHasher(PasswordHasher.pbkdf2(1))
                    .build()) {
                Stay month = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 30);
                UserId ada = ada(innkeeper);
                Hotel hotel = hotelWithRates(innkeeper, "A", month);
                hotelWithRates(innkeeper, "B", month);

                assertThat(selects(one, () -> innkeeper.availability().freeRooms(hotel.id(), month, 1)))
                        .as("the hotel, its free rooms, its terms")
                        .isEqualTo(3);
                assertThat(selects(one, () -> innkeeper.availability().freeHotels(CityQuery.of("Lisboa", month, 1))))
                        .as("hotels with free rooms, their terms")
                        .isEqualTo(2);
                assertThat(selects(one, () -> innkeeper.availability().calendar(hotel.id(), null, month)))
                        .as("the hotel, its free nights, its terms")
                        .isEqualTo(3);
                Quoted quoted = (Quoted) innkeeper
                        .quotes()
                        .quote(QuoteRequest.anyRoom(hotel.id(), "suite", month, 1), Duration.ofHours(1));
                assertThat(innkeeper.bookings().book(BookingRequest.anyRoom(ada, hotel.id(), "suite", month, 1)))
                        .as("the first of a month, whose sold nights are looked up for it")
                        .isInstanceOf(Booked.class);
                assertThat(selects(
                                one,
                                () -> assertThat(innkeeper.bookings().book(BookingRequest.quoted(ada, quoted.quote())))
                                        .isInstanceOf(Booked.class)))
                        .as("the quote, and whether the hotel is as it is remembered")
                        .isEqualTo(2);
            }
        }
    }

    private static Hotel hotelWithRates(Innkeeper innkeeper, String name, Stay nights) {
        Hotel hotel =
                innkeeper.hotels().add(HotelDetails.of(name, "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        for (String type : List.of("double", "suite")) {
            for (int i = 0; i < 3; i++) {
                innkeeper.hotels().addRoom(hotel.id(), new RoomDetails(type + i, type, 2, Money.of("120", "EUR")));
            }
            innkeeper.tariffs().setRate(hotel.id(), type, nights, Money.of("130", "EUR"));
            innkeeper.tariffs().restrict(hotel.id(), Restriction.minimumStay(2, nights));
        }
        return hotel;
    }

    private static long selects(HikariDataSource one, Runnable work) throws SQLException {
        long before = sessionStatus(one).getOrDefault("Com_select", 0L);
        work.run();
        return sessionStatus(one).getOrDefault("Com_select", 0L) - before;
    }

    private static HikariDataSource poolOfOne(TestServer.Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.urlWith("useLocalSessionState", "true"));
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private static Map<String, Long> sessionStatus(HikariDataSource one) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = one.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show session status like 'Com\\_%'")) {
            while (rows.next()) {
                if (COUNTED.contains(rows.getString(1))) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }
}
