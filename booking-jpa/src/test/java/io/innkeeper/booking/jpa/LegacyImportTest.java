package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.Authentication.Authenticated;
import io.innkeeper.booking.account.Authentication.Rejected;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.LegacyProblem.Kind;
import io.innkeeper.booking.jpa.LegacyReport.Count;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyImportTest {

    private static final PasswordHasher HASHER = PasswordHasher.pbkdf2(1).orElse(PasswordHasher.werkzeug());

    /** All that the import writes. */
    private static final List<String> TABLES =
            List.of("user", "user_credential", "hotel", "room", "booking", "room_night", "booking_event");

    private final List<LegacyProblem> problems = Collections.synchronizedList(new ArrayList<>());

    private TestServer.Database database;
    private OldApplication old;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestServer.newDatabase();
        old = OldApplication.in(database).makeWay();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private LegacyImport legacy() {
        return LegacyImport.from(database.dataSource(), HASHER);
    }

    private LegacyReport run() {
        problems.clear();
        return legacy().run(problems::add);
    }

    private LegacyReport dryRun() {
        problems.clear();
        return legacy().dryRun(problems::add);
    }

    private List<String> told() {
        return problems.stream().map(LegacyProblem::toString).toList();
    }

    /** The hotel 1 with rooms 1 to {@code rooms}, and users 1 to 3. */
    private void house(int rooms) throws SQLException {
        old.users(3).hotel(1, "Casa do Rio", 1);
        for (int room = 1; room <= rooms; room++) {
            old.room(room, 1, String.valueOf(100 + room));
        }
    }

    private Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder().storage(storage).passwordHasher(HASHER).build();
    }

    private void assertSound() {
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            assertThat(storage.upkeep().verify().findings()).isEmpty();
        }
    }

    private static Stay stay(String arrival, String departure) {
        return new Stay(LocalDate.parse(arrival), LocalDate.parse(departure));
    }

    // What is moved

    @Test
    void everythingIsMovedAndIsLikeAnythingElse() throws SQLException {
        old.user(1, "Ada@Example.ORG", "Ada \ud83c\udfe8", OldApplication.SCRYPT)
                .user(7, "ben@example.org", "Ben", OldApplication.PBKDF2)
                .hotel(5, "Pens\u00e3o \u2615 \ud83c\udfe8", 7)
                .room(9, 5, "12a")
                .booking(100, 1, 9, "2019-12-30", "2020-01-02")
                .booking(102, 7, 9, "2020-01-02", "2020-01-03", null)
                .booking(105, 7, 9, "2020-01-01", "2020-01-05", "cancelled");

        LegacyReport report = run();

        assertThat(told()).isEmpty();
        assertThat(report)
                .isEqualTo(new LegacyReport(
                        new Count(2, 0, 2, 0), new Count(1, 0, 1, 0), new Count(1, 0, 1, 0), new Count(3, 0, 3, 0)));
        assertThat(report.isComplete()).isTrue();
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            assertThat(innkeeper.verifyInventory().findings()).isEmpty();
            assertThat(innkeeper.accounts().find(LegacyImport.userId(1)))
                    .hasValueSatisfying(user -> assertThat(user)
                            .returns("ada@example.org", User::email)
                            .returns("Ada \ud83c\udfe8", User::name));
            Hotel hotel = innkeeper.hotels().find(LegacyImport.hotelId(5)).orElseThrow();
            assertThat(hotel.details().name()).isEqualTo("Pens\u00e3o \u2615 \ud83c\udfe8");
            assertThat(hotel.details().owner()).isEqualTo(LegacyImport.userId(7));
            Room room = innkeeper.hotels().findRoom(LegacyImport.roomId(9)).orElseThrow();
            assertThat(room.details().number()).isEqualTo("12a");
            assertThat(room.details().nightlyRate()).isEqualTo(Money.of("79.90", "EUR"));
            assertThat(storage.bookings().find(LegacyImport.bookingId(100))).hasValueSatisfying(booking -> {
                assertThat(booking.stay()).isEqualTo(stay("2019-12-30", "2020-01-02"));
                assertThat(booking.total()).isEqualTo(Money.of("239.70", "EUR"));
                assertThat(booking.status()).isEqualTo(BookingStatus.CONFIRMED);
            });
            assertThat(storage.bookings().find(LegacyImport.bookingId(105)))
                    .map(Booking::status)
                    .contains(BookingStatus.CANCELLED);
        }
        assertThat(old.rows("select count(*) from room_night")).containsExactly("4");
    }

    @Test
    void usersLogInWithTheirOldPasswordsAndAreHashedAnew() throws SQLException {
        old.user(1, "ada@example.org", "Ada", OldApplication.SCRYPT)
                .user(2, "ben@example.org", "Ben", OldApplication.PBKDF2);
        run();

        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            assertThat(innkeeper.accounts().logIn("ada@example.org", "hunter2")).isEqualTo(new Rejected());
            assertThat(innkeeper.accounts().logIn("Ada@example.org", "correct horse battery staple"))
                    .isInstanceOf(Authenticated.class);
            assertThat(innkeeper.accounts().logIn("ben@example.org", "hunter2")).isInstanceOf(Authenticated.class);
            assertThat(old.rows("select count(*) from user_credential where password_hash like '$pbkdf2-sha256$i=1$%'"))
                    .containsExactly("2");
            assertThat(innkeeper.accounts().logIn("ben@example.org", "hunter2")).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void noRelayTellsOfOldBookingsAndWhatBecomesOfThemIsTold() throws SQLException {
        house(1);
        old.booking(1, 2, 1, "2031-05-01", "2031-05-03");
        run();

        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            assertThat(storage.events().claim(100, Duration.ofMinutes(1))).isEmpty();
            Innkeeper innkeeper = innkeeper(storage);
            innkeeper.bookings().cancel(LegacyImport.userId(2), LegacyImport.bookingId(1));
            assertThat(storage.events().claim(100, Duration.ofMinutes(1))).hasSize(1);
            assertThat(innkeeper.verifyInventory().findings()).isEmpty();
        }
        assertThat(old.rows("select count(*) from booking_event where request_key is not null and sequence = 1"))
                .containsExactly("0");
    }

    @Test
    void aRoomThatIsMovedIsSoldOnAndNotTwice() throws SQLException {
        house(1);
        LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        old.booking(1, 2, 1, soon.toString(), soon.plusDays(2).toString());
        run();

        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            assertThat(innkeeper
                            .bookings()
                            .book(BookingRequest.room(
                                    LegacyImport.userId(3), LegacyImport.roomId(1), Stay.of(soon.plusDays(1), 2), 1)))
                    .isEqualTo(new Unavailable(List.of(soon.plusDays(1))));
            assertThat(innkeeper
                            .bookings()
                            .book(BookingRequest.room(
                                    LegacyImport.userId(3), LegacyImport.roomId(1), Stay.of(soon.plusDays(2), 2), 1)))
                    .isInstanceOf(Booked.class);
        }
        assertSound();
    }

    /** The driver would make other dates of them, and the server other times. */
    @ParameterizedTest
    @CsvSource({"Pacific/Kiritimati", "America/New_York", "UTC"})
    void datesStayWhatTheyAreInAnyTimeZone(String zone) throws SQLException {
        house(1);
        old.booking(1, 2, 1, "2024-03-10", "2024-03-11").booking(2, 2, 1, "2011-12-30", "2011-12-31");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.urlWith("connectionTimeZone", zone));
            pool.setUsername(database.user());
            pool.setPassword(database.password());

            LegacyImport.from(pool, HASHER).run(problems::add);
        }

        assertThat(told()).isEmpty();
        assertThat(old.rows("select cast(night as char) from room_night order by night"))
                .containsExactly("2011-12-30", "2024-03-10");
        assertThat(old.rows("select cast(arrival as char), cast(departure as char) from booking order by id"))
                .containsExactly("2024-03-10, 2024-03-11", "2011-12-30, 2011-12-31");
    }

    // Double bookings

    @Test
    void ofTwoThatOverlapTheLowerIdHasTheNightsAndTheOtherIsTold() throws SQLException {
        house(2);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-04")
                .booking(2, 2, 1, "2024-05-02", "2024-05-05")
                .booking(3, 3, 2, "2024-05-02", "2024-05-05");

        LegacyReport report = run();

        assertThat(report.bookings()).isEqualTo(new Count(3, 0, 2, 1));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.DOUBLE_BOOKING);
            assertThat(problem.view()).isEqualTo("legacy_booking");
            assertThat(problem.id()).isEqualTo(2);
            assertThat(problem.inTheWay()).containsExactly(LegacyImport.bookingId(1));
            assertThat(problem.message())
                    .isEqualTo(
                            "user 2 has room 1 for 2024-05-02..2024-05-05, but booking 1 (2024-05-01..2024-05-04) has 2"
                                    + " nights from 2024-05-02 to 2024-05-03");
        });
        assertSound();
    }

    @Test
    void ofAChainTheMiddleIsLeftAndItsNeighboursAreMoved() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-03")
                .booking(2, 2, 1, "2024-05-02", "2024-05-05")
                .booking(3, 3, 1, "2024-05-04", "2024-05-06");

        assertThat(run().bookings()).isEqualTo(new Count(3, 0, 2, 1));

        assertThat(told())
                .containsExactly(
                        "DOUBLE_BOOKING legacy_booking 2: user 2 has room 1 for 2024-05-02..2024-05-05, but booking"
                                + " 1 (2024-05-01..2024-05-03) has the night 2024-05-02");
        assertSound();
    }

    @Test
    void allThatHaveItsNightsAreTold() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-03")
                .booking(2, 3, 1, "2024-05-04", "2024-05-06")
                .booking(3, 2, 1, "2024-05-02", "2024-05-05");

        assertThat(run().bookings()).isEqualTo(new Count(3, 0, 2, 1));

        assertThat(told())
                .containsExactly(
                        "DOUBLE_BOOKING legacy_booking 3: user 2 has room 1 for 2024-05-02..2024-05-05, but booking"
                                + " 1 (2024-05-01..2024-05-03) has the night 2024-05-02, booking 2"
                                + " (2024-05-04..2024-05-06) has the night 2024-05-04");
    }

    @Test
    void ofThreeThatAreTheSameOneIsMovedAndTwoAreTold() throws SQLException {
        house(1);
        for (int id = 1; id <= 3; id++) {
            old.booking(id, id, 1, "2024-05-01", "2024-05-03");
        }

        assertThat(run().bookings()).isEqualTo(new Count(3, 0, 1, 2));

        assertThat(problems).extracting(LegacyProblem::id).containsExactly(2L, 3L);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.inTheWay()).containsExactly(LegacyImport.bookingId(1)));
        assertSound();
    }

    @Test
    void whoeverLeavesMakesRoomAndWhoeverHasCancelledIsInNobodysWay() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-03", "cancelled")
                .booking(2, 2, 1, "2024-05-01", "2024-05-02")
                .booking(3, 3, 1, "2024-05-02", "2024-05-03")
                .booking(4, 3, 1, "2024-05-01", "2024-05-03", "cancelled");

        assertThat(run().isComplete()).isTrue();

        assertThat(told()).isEmpty();
        assertSound();
    }

    @Test
    void whatTheNewApplicationHasSoldOrHoldsIsInTheWayAndWhatHasExpiredIsNot() throws SQLException {
        house(3);
        run();
        LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(20);
        for (int id = 1; id <= 3; id++) {
            old.booking(id, 2, id, soon.toString(), soon.plusDays(2).toString());
        }
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            Booked sold = (Booked) innkeeper.bookings().book(request(1, Stay.of(soon, 1)));
            Held held = (Held) innkeeper.bookings().hold(request(2, Stay.of(soon, 1)), Duration.ofHours(1));
            Held over = (Held) innkeeper.bookings().hold(request(3, Stay.of(soon, 1)), Duration.ofHours(1));
            database.execute(
                    "update room_night set expires_at = '2020-01-01' where room_id = (select id from room where number = '103')",
                    "update booking set held_until = '2020-01-01' where room_id = (select id from room where number = '103')");

            assertThat(run().bookings()).isEqualTo(new Count(3, 0, 1, 2));

            assertThat(problems)
                    .extracting(LegacyProblem::inTheWay)
                    .containsExactly(
                            List.of(sold.booking().id()), List.of(held.booking().id()));
            assertThat(told().get(0)).contains("booking " + sold.booking().id() + " (" + soon);
            assertThat(storage.bookings().find(over.booking().id())).isPresent();
        }
    }

    private static BookingRequest request(int room, Stay stay) {
        return BookingRequest.room(LegacyImport.userId(3), LegacyImport.roomId(room), stay, 1);
    }

    // Everything else that can be wrong

    @Test
    void whatCannotBeMovedIsToldWithItsValuesAndADryRunTellsTheSame() throws SQLException {
        database.execute("alter table old_user drop index email");
        old.user(1, "ada@example.org", "Ada", OldApplication.SCRYPT)
                .user(2, " ADA@example.org", "Ada again", OldApplication.SCRYPT)
                .user(3, "not an address", "Ben", OldApplication.SCRYPT)
                .user(4, "ben@example.org", "", OldApplication.SCRYPT)
                .user(5, "cleo@example.org", "Cleo", "sha1$salt$0123")
                .user(6, "dan@example.org", "Dan", null)
                .hotel(1, "Casa", 1)
                .hotel(2, "", null)
                .hotel(3, "Orphan", 77)
                .hotel(4, "Rejected owner's", 3)
                .room(1, 1, "1")
                .room(2, 1, " 1 ")
                .room(3, 1, "")
                .room(4, 3, "1")
                .booking(1, 1, 1, "2024-05-03", "2024-05-03")
                .booking(2, 1, 1, "2024-05-03", "2024-05-01")
                .booking(3, 1, 1, "0000-00-00", "2024-05-01")
                .booking(4, 1, 1, "1999-01-01", "2999-01-01")
                .booking(5, 2, 1, "2024-05-01", "2024-05-02")
                .booking(6, 99, 1, "2024-05-01", "2024-05-02")
                .booking(7, 1, 99, "2024-05-01", "2024-05-02")
                .booking(8, 1, 4, "2024-05-01", "2024-05-02")
                .booking(9, 1, 1, "2024-05-01", "2024-05-02")
                .booking(10, 5, 1, "2024-05-01", "2024-05-02");

        LegacyReport expected = dryRun();
        List<String> expectedProblems = told();
        LegacyReport report = run();

        assertThat(report).isEqualTo(expected);
        assertThat(told()).containsExactlyElementsOf(expectedProblems);
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "DUPLICATE legacy_user 2: email is ada@example.org, as that of user 1",
                        "MALFORMED legacy_user 3: email must be an e-mail address (was: not an address); email must not"
                                + " contain spaces or invisible characters (was: not an address)",
                        "MALFORMED legacy_user 4: name must be given (was: )",
                        "UNKNOWN_HASH legacy_user 5: password_hash is none that " + HASHER
                                + " knows: moved, but nobody can log in with the old password of user 5",
                        "UNKNOWN_HASH legacy_user 6: password_hash is empty, or too long for one: moved, but nobody can log"
                                + " in with the old password of user 6",
                        "MALFORMED legacy_hotel 2: name must be given (was: )",
                        "MISSING legacy_hotel 3: owner_id is 77, and no such user is there or could be moved",
                        "MISSING legacy_hotel 4: owner_id is 3, and no such user is there or could be moved",
                        "DUPLICATE legacy_room 2: number is 1, as that of room 1 of hotel 1",
                        "MALFORMED legacy_room 3: number must be given (was: )",
                        "MISSING legacy_room 4: hotel_id is 3, and no such hotel is there or could be moved",
                        "MALFORMED legacy_booking 1: departure must be after the arrival 2024-05-03 (was: 2024-05-03)",
                        "MALFORMED legacy_booking 2: departure must be after the arrival 2024-05-03 (was: 2024-05-01)",
                        "MALFORMED legacy_booking 3: arrival must be a date (was: 0000-00-00)",
                        "MALFORMED legacy_booking 4: departure must be at most 3660 nights after the arrival 1999-01-01"
                                + " (was: 2999-01-01)",
                        "MISSING legacy_booking 5: user_id is 2, and no such user is there or could be moved",
                        "MISSING legacy_booking 6: user_id is 99, and no such user is there or could be moved",
                        "MISSING legacy_booking 7: room_id is 99, and no such room is there or could be moved",
                        "MISSING legacy_booking 8: room_id is 4, and no such room is there or could be moved",
                        "DOUBLE_BOOKING legacy_booking 10: user 5 has room 1 for 2024-05-01..2024-05-02, but booking 9"
                                + " (2024-05-01..2024-05-02) has the night 2024-05-01");
        assertThat(report.users()).isEqualTo(new Count(6, 0, 3, 3));
        assertThat(report.hotels()).isEqualTo(new Count(4, 0, 1, 3));
        assertThat(report.rooms()).isEqualTo(new Count(4, 0, 1, 3));
        assertThat(report.bookings()).isEqualTo(new Count(10, 0, 1, 9));
        assertSound();
    }

    @Test
    void valuesThatAViewGivesAreCheckedAsWell() throws SQLException {
        house(1);
        run();
        database.execute(
                "create or replace view legacy_hotel as select 2 as id, 'x' as owner_id, repeat('n', 201) as name, '' as city,"
                        + " repeat('a', 301) as address, 'Mars/Base' as time_zone, 'XXX' as currency, 9 as stars,"
                        + " null as description",
                "create or replace view legacy_room as select 2 as id, 1 as hotel_id, '2' as number, '' as type,"
                        + " 0 as capacity, 79.999 as nightly_rate union all select 3, 1, '3', 'double', null, '1E+99'",
                "create or replace view legacy_booking as select 1 as id, 1 as user_id, 1 as room_id, '2024-05-01' as arrival,"
                        + " cast('2024-05-02 12:00:00' as datetime) as departure, 0 as guests, -1 as total, 'pending' as status",
                "create or replace view legacy_user as select 9 as id, concat('a\\n', repeat('b', 300)) as email,"
                        + " 'Robert''); drop table user; --' as name, repeat('x', 600) as password_hash"
                        + " union all select 10, 'bobby@example.org', 'Robert''); drop table user; --', repeat('x', 600)");

        assertThat(run().isComplete()).isFalse();

        Map<String, String> byRow = new TreeMap<>();
        problems.forEach(
                problem -> byRow.merge(problem.view() + " " + problem.id(), problem.message(), String::concat));
        assertThat(byRow)
                .containsOnlyKeys(
                        "legacy_booking 1",
                        "legacy_hotel 2",
                        "legacy_room 2",
                        "legacy_room 3",
                        "legacy_user 10",
                        "legacy_user 9");
        assertThat(byRow.get("legacy_hotel 2"))
                .contains("name must have at most 200", "city must", "address must have at most 300")
                .contains("time_zone must be a time zone such as Europe/Lisbon (was: Mars/Base)", "currency must be")
                .contains("stars must be a whole number from 0 to 5 (was: 9)");
        assertThat(byRow.get("legacy_room 2"))
                .contains(
                        "amount must have at most 2 decimals", "type must be given", "capacity must be a whole number");
        assertThat(byRow.get("legacy_room 3"))
                .contains("capacity must be given", "nightly_rate must be a number from 0 to 1000000000 (was: 1E+99)");
        assertThat(byRow.get("legacy_booking 1"))
                .contains(
                        "departure must be a date (was: 2024-05-02 12:00:00",
                        "guests must be",
                        "status must be one of");
        assertThat(byRow.get("legacy_user 9")).contains("email must have at most 254 characters");
        assertThat(old.rows("select name from user where email = 'bobby@example.org'"))
                .containsExactly("Robert'); drop table user; --");
        assertThat(old.rows("select password_hash from user_credential where length(password_hash) > 512"))
                .isEmpty();
    }

    @Test
    void anAddressThatTheNewApplicationHasIsADuplicate() throws SQLException {
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            User there = innkeeper(storage)
                    .accounts()
                    .register(new Registration("ada@example.org", "Ada", "correct horse battery staple"));
            old.user(1, "ADA@example.org", "Ada", OldApplication.SCRYPT);

            dryRun();
            List<String> expected = told();
            run();

            assertThat(told())
                    .isEqualTo(expected)
                    .containsExactly(
                            "DUPLICATE legacy_user 1: email is ada@example.org, as that of user " + there.id());
        }
    }

    @Test
    void whoCannotLogInIsToldOfUntilTheyCan() throws SQLException {
        old.user(1, "ada@example.org", "Ada", "sha1$salt$0123").user(2, "ben@example.org", "Ben", null);
        run();
        List<String> toldFirst = told();
        assertThat(problems).extracting(LegacyProblem::kind).containsExactly(Kind.UNKNOWN_HASH, Kind.UNKNOWN_HASH);

        assertThat(run().users()).isEqualTo(new Count(2, 2, 0, 0));
        assertThat(told()).isEqualTo(toldFirst);

        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            assertThat(innkeeper.accounts().logIn("ben@example.org", "")).isEqualTo(new Rejected());
            String secret = innkeeper
                    .accounts()
                    .requestPasswordReset("ben@example.org")
                    .orElseThrow()
                    .secret();
            assertThat(innkeeper.accounts().resetPassword(secret, "seven otters on a lake"))
                    .isPresent();
        }
        run();
        assertThat(told()).containsExactly(toldFirst.get(0));
    }

    @Test
    void withoutThePrimaryKeyOfNightsNothingIsMoved() throws SQLException {
        house(1);
        database.execute("alter table room_night drop primary key, add primary key (room_id, night, booking_id)");

        for (ThrowingCallable attempt : List.<ThrowingCallable>of(this::run, this::dryRun)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(attempt)
                    .withMessageContaining("the primary key of room_night");
        }
        assertThat(written().values()).containsOnly("0");
    }

    @Test
    void viewsThatAreNotAsTheyMustBeAreRefusedBeforeAnythingIsWritten() throws SQLException {
        house(1);
        database.execute("drop view legacy_booking");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(this::run)
                .withMessageContaining("legacy_booking")
                .withMessageContaining("id, user_id, room_id, arrival, departure, guests, total, status");

        database.execute("create view legacy_booking as select id, user_id, room_id from old_booking");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(this::dryRun)
                .withMessageContaining("arrival");

        database.execute("create or replace view legacy_booking as select null as id, 1 as user_id, 1 as room_id,"
                + " '2024-05-01' as arrival, '2024-05-02' as departure, 1 as guests, 1 as total, null as status");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(this::run)
                .withMessageContaining("1 rows whose id is NULL");
        assertThat(written())
                .containsOnly(
                        entry("user", "0"),
                        entry("hotel", "0"),
                        entry("room", "0"),
                        entry("booking", "0"),
                        entry("room_night", "0"),
                        entry("booking_event", "0"),
                        entry("user_credential", "0"));
    }

    @Test
    void aViewThatGivesARowTwiceIsRefused() throws SQLException {
        house(1);
        database.execute("create or replace view legacy_booking as select 7 as id, 1 as user_id, 1 as room_id,"
                + " '2024-05-01' as arrival, '2024-05-02' as departure, 1 as guests, 1 as total, null as status"
                + " from old_user");

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(this::run)
                .withMessage("The view legacy_booking has several rows with the id 7");
    }

    // Dry runs

    @Test
    void aDryRunWritesNothingAndLeavesNothing() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-04").booking(2, 2, 1, "2024-05-02", "2024-05-05");
        try (SingleConnection host = new SingleConnection(database.connection())) {
            host.connection().setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);

            LegacyReport report = LegacyImport.from(host, HASHER).dryRun(problems::add);

            assertThat(report.bookings()).isEqualTo(new Count(2, 0, 1, 1));
            assertThat(told()).hasSize(1);
            assertThat(host.connection().getAutoCommit()).isTrue();
            assertThat(host.connection().getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            // As often as one likes: no temporary table is left on the connection.
            assertThat(LegacyImport.from(host, HASHER).dryRun(problems::add)).isEqualTo(report);
        }
        assertThat(written().values()).containsOnly("0");
        assertThat(run()).isEqualTo(dryRunBefore());
    }

    private static LegacyReport dryRunBefore() {
        return new LegacyReport(
                new Count(3, 0, 3, 0), new Count(1, 0, 1, 0), new Count(1, 0, 1, 0), new Count(2, 0, 1, 1));
    }

    @Test
    void aDryRunAfterARunTellsWhatIsLeft() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-04").booking(2, 2, 1, "2024-05-02", "2024-05-05");
        run();
        old.booking(3, 3, 1, "2024-05-03", "2024-05-06").booking(4, 3, 1, "2024-05-05", "2024-05-06");
        Map<String, String> before = written();

        assertThat(dryRun().bookings()).isEqualTo(new Count(4, 1, 1, 2));

        assertThat(problems).extracting(LegacyProblem::id).containsExactly(2L, 3L);
        assertThat(written()).isEqualTo(before);
    }

    private Map<String, String> written() throws SQLException {
        Map<String, String> written = new TreeMap<>();
        for (String table : TABLES) {
            written.put(table, old.rows("select count(*) from " + table).get(0));
        }
        return written;
    }

    // Restarts

    @Test
    void aSecondRunMovesNothingTwiceAndTellsAgainWhatIsLeft() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-04").booking(2, 2, 1, "2024-05-02", "2024-05-05");
        run();
        List<String> toldFirst = told();
        Map<String, String> before = written();

        LegacyReport report = run();

        assertThat(report)
                .isEqualTo(new LegacyReport(
                        new Count(3, 3, 0, 0), new Count(1, 1, 0, 0), new Count(1, 1, 0, 0), new Count(2, 1, 0, 1)));
        assertThat(told()).isEqualTo(toldFirst);
        assertThat(written()).isEqualTo(before);

        database.execute("update old_booking set check_in = '2024-05-04' where id = 2");
        assertThat(run().bookings()).isEqualTo(new Count(2, 1, 1, 0));
        assertThat(told()).isEmpty();
        assertSound();
    }

    /** As {@link #whatWasKilledGoesOnWhereItWas}, but only once. */
    @ParameterizedTest
    @CsvSource({"insert into user_credential, 2", "insert into room_night, 2", "update booking_event, 4"})
    void oneSessionThatIsKilledBeforeItsCommitIsReplaced(String statement, int time) throws SQLException {
        List<String> expected = manyBookings();
        AtomicInteger seen = new AtomicInteger();
        List<LegacyProblem> told = new ArrayList<>();

        LegacyReport report = LegacyImport.from(killing(statement, () -> seen.incrementAndGet() == time), HASHER)
                .run(told::add);

        assertThat(seen).hasValueGreaterThan(time);
        assertThat(report.users().moved()).isEqualTo(450);
        assertThat(report.bookings().moved()).isEqualTo(1050 - expected.size());
        assertThat(told.stream().map(problem -> String.valueOf(problem.id()))).containsExactlyElementsOf(expected);
        assertSound();
    }

    /**
     * Every session is killed by the server that comes to a statement of a transaction in the middle, for as many connections as
     * it is tried on; or one is at its COMMIT.
     */
    @ParameterizedTest
    @CsvSource({
        "insert into user_credential, 2",
        "insert into hotel, 1",
        "insert into room , 1",
        "insert into booking , 3",
        "insert into room_night, 2",
        "update booking_event, 4",
        "commit, 2",
        "commit, 9",
        "commit, 11"
    })
    void whatWasKilledGoesOnWhereItWas(String statement, int time) throws SQLException {
        List<String> expected = manyBookings();
        AtomicInteger seen = new AtomicInteger();
        DataSource killing = killing(statement, () -> seen.incrementAndGet() >= time);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> LegacyImport.from(killing, HASHER).run(problem -> {}))
                .withMessageContaining("run it again");
        assertThat(seen).hasValue(statement.equals("commit") ? time : time + 11);
        assertSound();
        LegacyReport report = run();

        assertThat(report.users().found()).isEqualTo(450);
        assertThat(report.users().movedBefore() + report.users().moved()).isEqualTo(450);
        assertThat(report.bookings().movedBefore() + report.bookings().moved()).isEqualTo(1050 - expected.size());
        assertThat(problems).extracting(LegacyProblem::kind).containsOnly(Kind.DOUBLE_BOOKING);
        assertThat(problems.stream().map(problem -> String.valueOf(problem.id())))
                .containsExactlyElementsOf(expected);
        assertSound();
    }

    /**
     * 450 users and 1,050 bookings of 30 rooms, at random within a year.
     *
     * @return the ids of those that are left if the lower id has the nights
     */
    private List<String> manyBookings() throws SQLException {
        old.users(450).hotel(1, "Casa do Rio", 1);
        for (int room = 1; room <= 30; room++) {
            old.room(room, 1, String.valueOf(room));
        }
        long seed = System.nanoTime();
        System.out.println("LegacyImportTest: seed " + seed);
        Random random = new Random(seed);
        Map<Integer, List<Stay>> sold = new TreeMap<>();
        List<String> left = new ArrayList<>();
        try (Connection connection = database.connection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into old_booking values (?, ?, ?, ?, ?, ?, null)")) {
            for (int id = 1; id <= 1050; id++) {
                int room = 1 + random.nextInt(30);
                Stay stay = Stay.of(LocalDate.of(2024, 1, 1).plusDays(random.nextInt(365)), 1 + random.nextInt(7));
                boolean cancelled = random.nextInt(5) == 0;
                insert.setInt(1, id);
                insert.setInt(2, 1 + random.nextInt(450));
                insert.setInt(3, room);
                insert.setString(4, stay.arrival().toString());
                insert.setString(5, stay.departure().toString());
                insert.setString(6, cancelled ? "cancelled" : "confirmed");
                insert.addBatch();
                List<Stay> others = sold.computeIfAbsent(room, number -> new ArrayList<>());
                if (!cancelled && others.stream().anyMatch(stay::overlaps)) {
                    left.add(String.valueOf(id));
                } else if (!cancelled) {
                    others.add(stay);
                }
            }
            insert.executeBatch();
        }
        return left;
    }

    /** Of more than one lot each. */
    @Test
    void manyRowsAreMovedAsANaiveModelSays() throws SQLException {
        List<String> expected = manyBookings();

        LegacyReport dry = dryRun();
        assertThat(problems.stream().map(problem -> String.valueOf(problem.id())))
                .containsExactlyElementsOf(expected);
        List<String> dryProblems = told();

        assertThat(run()).isEqualTo(dry);
        assertThat(told()).isEqualTo(dryProblems);
        assertThat(dry.bookings()).isEqualTo(new Count(1050, 0, 1050 - expected.size(), expected.size()));
        assertSound();
    }

    /** Kills the session of a connection, at the server, when it comes to a statement or to its COMMIT. */
    private DataSource killing(String statement, BooleanSupplier now) {
        return proxy(DataSource.class, database.dataSource(), (method, arguments, result) -> {
            if (!(result instanceof Connection connection)) {
                return result;
            }
            return proxy(Connection.class, connection, (called, with, answer) -> answer, (called, with) -> {
                boolean isIt = called.equals("commit")
                        ? statement.equals("commit")
                        : called.equals("prepareStatement") && ((String) with[0]).startsWith(statement);
                if (isIt && now.getAsBoolean()) {
                    kill(connection);
                }
            });
        });
    }

    private void kill(Connection victim) throws SQLException {
        try (Statement select = victim.createStatement();
                ResultSet row = select.executeQuery("select connection_id()")) {
            row.next();
            database.execute("kill " + row.getLong(1));
        }
    }

    private interface After {
        Object apply(String method, Object[] arguments, Object result) throws SQLException;
    }

    private interface Before {
        void apply(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return proxy(type, target, after, (method, arguments) -> {});
    }

    private static <T> T proxy(Class<T> type, T target, After after, Before before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.apply(method.getName(), arguments);
                    try {
                        return after.apply(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void whatThrowsWhenItIsToldOfAProblemEndsTheRun() throws SQLException {
        house(1);
        old.booking(1, 1, 1, "2024-05-01", "2024-05-04").booking(2, 2, 1, "2024-05-02", "2024-05-05");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> legacy().run(problem -> {
                    throw new IllegalStateException("full");
                }));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> legacy().dryRun(problem -> {
                    throw new IllegalStateException("full");
                }));

        assertThat(run().bookings()).isEqualTo(new Count(2, 1, 0, 1));
        assertSound();
    }

    // Others at the same time

    @Test
    void twoRunsAtOnceMoveEverythingOnce() throws Exception {
        List<String> expected = manyBookings();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            CyclicBarrier start = new CyclicBarrier(3);
            List<Future<LegacyReport>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(threads.submit(() -> {
                    start.await();
                    return legacy().run(problem -> {});
                }));
            }
            long users = 0;
            long bookings = 0;
            for (Future<LegacyReport> each : runs) {
                users += each.get().users().moved();
                bookings += each.get().bookings().moved();
            }
            assertThat(users).isEqualTo(450);
            assertThat(bookings).isEqualTo(1050 - expected.size());
        } finally {
            threads.shutdownNow();
        }
        assertSound();
    }

    @Test
    void whileTheNewApplicationBooksNoNightIsSoldTwiceAndNoBookingIsLost() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        house(20);
        run();
        Random random = new Random(42);
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into old_booking values (?, 2, ?, ?, ?, 'confirmed', null)")) {
            for (int id = 1; id <= 2000; id++) {
                LocalDate arrival = today.plusDays(random.nextInt(360));
                insert.setInt(1, id);
                insert.setInt(2, 1 + random.nextInt(20));
                insert.setString(3, arrival.toString());
                insert.setString(4, arrival.plusDays(1 + random.nextInt(4)).toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        List<Booking> made = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            Innkeeper innkeeper = innkeeper(storage);
            AtomicBoolean done = new AtomicBoolean();
            CountDownLatch booking = new CountDownLatch(4);
            List<Future<?>> guests = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random wishes = new Random(i);
                guests.add(threads.submit(() -> {
                    while (!done.get()) {
                        Stay stay = Stay.of(today.plusDays(1 + wishes.nextInt(350)), 1 + wishes.nextInt(3));
                        if (innkeeper.bookings().book(request(1 + wishes.nextInt(20), stay)) instanceof Booked booked) {
                            made.add(booked.booking());
                        }
                        booking.countDown();
                    }
                }));
            }
            booking.await();
            LegacyReport report = run();
            done.set(true);
            for (Future<?> guest : guests) {
                guest.get();
            }

            assertThat(report.bookings().found()).isEqualTo(2000);
            assertThat(problems).hasSize((int) report.bookings().left());
            assertThat(problems).extracting(LegacyProblem::kind).containsOnly(Kind.DOUBLE_BOOKING);
            assertThat(innkeeper.verifyInventory().findings()).isEmpty();
            assertThat(made).isNotEmpty();
            assertThat(old.rows("select count(*) from booking"))
                    .containsExactly(
                            String.valueOf(made.size() + report.bookings().moved()));
        } finally {
            threads.shutdownNow();
        }
    }

    // Ids

    @Test
    void idsAreMadeOfTheOldOnesAndSortAsTheyDid() {
        assertThat(LegacyImport.userId(42)).hasToString("00000000-0001-8000-8000-00000000002a");
        assertThat(LegacyImport.hotelId(1)).hasToString("00000000-0002-8000-8000-000000000001");
        assertThat(LegacyImport.roomId(255)).hasToString("00000000-0003-8000-8000-0000000000ff");
        assertThat(LegacyImport.bookingId((1L << 62) - 1)).hasToString("00000000-0004-8000-bfff-ffffffffffff");
        assertThat(LegacyImport.bookingId(1).value().version()).isEqualTo(8);
        assertThat(LegacyImport.bookingId(1).value().variant()).isEqualTo(2);
        for (long impossible : new long[] {Long.MIN_VALUE, -1, 0, 1L << 62, Long.MAX_VALUE}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> LegacyImport.roomId(impossible))
                    .withMessageContaining(String.valueOf(impossible));
        }
    }
}
