package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The grants of {@code docs/grants} are enough, and none is too much. That they are enough for all that the contract asks, the
 * contract itself shows: {@link JpaStorageFixture} has no others.
 */
class LeastPrivilegeTest {

    private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (\\S+) TO (\\S+)");
    private static final String PASSWORD = "correct horse battery staple";
    private static final Stay STAY = Stay.of(LocalDate.of(2031, 6, 1), 3);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Money RATE = Money.of("120", "EUR");

    private static TestServer.Database database;
    private static Accounts accounts;
    private static Innkeeper innkeeper;

    @BeforeAll
    static void open() {
        database = TestServer.newDatabase();
        accounts = new Accounts(database);
        innkeeper = Innkeeper.builder()
                .storage(JpaStorage.connect(database.url(), accounts.runs(), accounts.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
    }

    @AfterAll
    static void close() {
        innkeeper.close();
        accounts.close();
        database.close();
    }

    /** A privilege of the account that runs, on a whole table or on one column of it. */
    record Granted(String privilege, String table, String account) {

        String revoke() {
            return "REVOKE " + privilege + " ON " + table + " FROM " + account;
        }

        String grant() {
            return "GRANT " + privilege + " ON " + table + " TO " + account;
        }

        @Override
        public String toString() {
            return privilege + " on" + table.substring(table.indexOf('.')).replace('.', ' ');
        }
    }

    static Stream<Granted> granted() {
        return accounts.statements("runs.sql").stream().flatMap(statement -> {
            Matcher parts = GRANT.matcher(statement);
            assertThat(parts.matches()).as(statement).isTrue();
            return Arrays.stream(parts.group(1).split(", (?![^(]*\\))"))
                    .flatMap(LeastPrivilegeTest::columns)
                    .map(privilege -> new Granted(privilege, parts.group(2), parts.group(3)));
        });
    }

    private static Stream<String> columns(String privilege) {
        int list = privilege.indexOf('(');
        return list < 0
                ? Stream.of(privilege)
                : Arrays.stream(privilege
                                .substring(list + 1, privilege.length() - 1)
                                .split(", "))
                        .map(column -> privilege.substring(0, list) + "(" + column + ")");
    }

    @Test
    void allThatAnApplicationDoesIsAllowed() throws SQLException {
        live();

        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("granted")
    void withoutAnyOfThemSomethingIsDenied(Granted one) throws SQLException {
        database.execute(one.revoke());
        try {
            assertThat(catchThrowable(LeastPrivilegeTest::live))
                    .as("the life of a booking without %s", one)
                    .isInstanceOf(StorageException.class)
                    .hasStackTraceContaining("denied");
        } finally {
            database.execute(one.grant());
        }
        live();
    }

    @ParameterizedTest
    @MethodSource("notGranted")
    void whatIsNotGrantedIsDenied(String sql) throws SQLException {
        try (Connection connection = accounts.connection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(sql))
                    .satisfies(denied -> assertThat(denied.getErrorCode()).isIn(1044, 1142, 1143, 1227, 1419));
        }
    }

    static List<String> notGranted() {
        return List.of(
                "drop table room_night",
                "truncate table room_night",
                "alter table room_night drop primary key",
                "drop index room_night_booking on room_night",
                "create table another (id int primary key)",
                "create temporary table another (id int primary key)",
                "create trigger another before insert on room_night for each row set new.night = current_date()",
                "delete from booking",
                "delete from user",
                "delete from hotel",
                "update booking_event set payload = '{}'",
                "update booking_event set occurred_at = utc_timestamp(6)",
                "update room_night set night = night + interval 1 day",
                "update room_night set booking_id = unhex('00')",
                "update user set email = 'mallory@example.org'",
                "select * from innkeeper_schema_history",
                "set global read_only = 0",
                "grant select on user to current_user()");
    }

    /** Opening looks at the schema, of which an account is shown no more than it may use. */
    @Test
    void aTableThatMayNotBeUsedIsMissing() throws SQLException {
        String all = "SELECT, INSERT, DELETE ON " + database.name() + ".quote";
        database.execute("REVOKE " + all + " FROM " + accounts.runs() + "@'%'");
        try {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> JpaStorage.connect(database.url(), accounts.runs(), accounts.password())
                            .close())
                    .withMessageContaining("table quote is missing");
        } finally {
            database.execute("GRANT " + all + " TO " + accounts.runs() + "@'%'");
        }
    }

    /** What an application does with the library, each thing once. */
    private static void live() throws SQLException {
        UserId ada = register();
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR"))
                        .withOwner(ada));
        Room room = innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("12", "double", 2, RATE));
        Room other = innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("13", "double", 2, RATE));
        tariffs(hotel);
        Booking held = innkeeper
                .bookings()
                .hold(BookingRequest.room(ada, room.id(), STAY, 2), Duration.ofMinutes(15))
                .success()
                .orElseThrow();
        assertThat(innkeeper.bookings().confirm(ada, held.id()).success()).isPresent();
        assertThat(innkeeper
                        .bookings()
                        .change(ada, held.id(), BookingChange.of(held).to(other.id()))
                        .success())
                .isPresent();
        assertThat(innkeeper.bookings().cancel(ada, held.id()).success()).isPresent();
        assertThat(innkeeper
                        .bookings()
                        .hold(BookingRequest.anyRoom(ada, hotel.id(), "double", STAY, 2), Duration.ofHours(1))
                        .success())
                .isPresent();
        innkeeper.bookings().resolve(ada, hotel.id(), UUID.randomUUID().toString());
        innkeeper.frontDesk().block(Actor.owner(ada), other.id(), STAY);
        innkeeper.quotes().quote(QuoteRequest.anyRoom(hotel.id(), "double", Stay.of(STAY.departure(), 1), 2), HOUR);
        innkeeper.events().relay(event -> {}).deliver();
        innkeeper.hotels().closeRoom(room.id());
        innkeeper.hotels().close(hotel.id());
        database.execute(
                "update booking set held_until = utc_timestamp(6) - interval 1 day where held_until is not null",
                "update booking_event set occurred_at = occurred_at - interval 1 day",
                "update quote set expires_at = expires_at - interval 1 day");
        innkeeper.tidyUp(HOUR);
    }

    private static UserId register() {
        String email = UUID.randomUUID() + "@example.org";
        UserId user = innkeeper
                .accounts()
                .register(new Registration(email, "Ada", PASSWORD))
                .id();
        List<String> wrong = new ArrayList<>(List.of("not the password of it", "nor is it this one"));
        wrong.forEach(password -> innkeeper.accounts().logIn(email, password));
        innkeeper.accounts().logIn(email, PASSWORD);
        innkeeper.accounts().changePassword(user, PASSWORD, PASSWORD + " again");
        return user;
    }

    private static void tariffs(Hotel hotel) {
        innkeeper.tariffs().setRate(hotel.id(), "double", STAY, RATE);
        innkeeper.tariffs().setRate(hotel.id(), "double", STAY, Money.of("130", "EUR"));
        innkeeper.tariffs().clearRates(hotel.id(), "double", STAY);
        innkeeper
                .tariffs()
                .lift(
                        hotel.id(),
                        innkeeper
                                .tariffs()
                                .restrict(hotel.id(), Restriction.minimumStay(2, STAY))
                                .id());
    }
}
