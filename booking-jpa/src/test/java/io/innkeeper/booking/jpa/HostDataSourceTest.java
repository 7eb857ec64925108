package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host has its data source as it likes, and gets it back so. */
class HostDataSourceTest {

    private TestServer.Database database;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "true, READ_UNCOMMITTED",
        "false, READ_UNCOMMITTED",
        "true, READ_COMMITTED",
        "false, READ_COMMITTED",
        "true, REPEATABLE_READ",
        "false, REPEATABLE_READ",
        "true, SERIALIZABLE",
        "false, SERIALIZABLE"
    })
    void connectionsGoBackAsTheyCame(boolean autoCommit, String isolation) throws SQLException {
        try (SingleConnection host = new SingleConnection(database.connection())) {
            host.connection().setTransactionIsolation(level(isolation));
            host.connection().setAutoCommit(autoCommit);
            try (JpaStorage storage = JpaStorage.open(host)) {
                assertThat(storage.upkeep().verify().isClean()).isTrue();
                User user = Given.user(storage);
                assertThat(storage.accounts().find(user.id())).contains(user);
                assertThat(storage.accounts().find(user.id())).contains(user);
                assertThat(storage.upkeep().verify().isClean()).isTrue();
            }

            assertThat(host.connection().getAutoCommit()).isEqualTo(autoCommit);
            assertThat(host.connection().getTransactionIsolation()).isEqualTo(level(isolation));
            assertThat(host.connection().isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_UNCOMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
    void whatIsReadIsWhatIsCommittedByNow(String isolation) throws SQLException {
        try (SingleConnection host = new SingleConnection(database.connection());
                Connection other = database.connection()) {
            host.connection().setTransactionIsolation(level(isolation));
            host.connection().setAutoCommit(false);
            try (JpaStorage storage = JpaStorage.open(host)) {
                User user = Given.user(storage);
                assertThat(name(storage, user)).contains("Ada");

                other.setAutoCommit(false);
                other.createStatement().executeUpdate("update user set name = 'Grace'");
                assertThat(name(storage, user)).contains("Ada");
                other.commit();

                assertThat(name(storage, user)).contains("Grace");
            }
        }
    }

    private static Optional<String> name(JpaStorage storage, User user) {
        return storage.accounts().find(user.id()).map(User::name);
    }

    private static int level(String isolation) {
        return switch (isolation) {
            case "READ_UNCOMMITTED" -> Connection.TRANSACTION_READ_UNCOMMITTED;
            case "READ_COMMITTED" -> Connection.TRANSACTION_READ_COMMITTED;
            case "REPEATABLE_READ" -> Connection.TRANSACTION_REPEATABLE_READ;
            default -> Connection.TRANSACTION_SERIALIZABLE;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, UTC, +00:00",
        "America/Los_Angeles, Asia/Tokyo, -11:00",
        "Pacific/Kiritimati, America/Los_Angeles, +13:00",
        "America/Sao_Paulo, Pacific/Apia, +05:30",
        "Pacific/Apia, UTC, +00:00"
    })
    void timeZonesMoveNeitherNightsNorTheEndOfAHold(String process, String driver, String session) throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(process));
        try (HikariDataSource host = new HikariDataSource()) {
            host.setJdbcUrl(database.urlWith("connectionTimeZone", driver));
            host.setUsername(database.user());
            host.setPassword(database.password());
            host.setConnectionInitSql("set time_zone = '" + session + "'");
            try (JpaStorage storage = JpaStorage.open(host)) {
                assertNightsAndHoldsAreRight(storage, LocalDate.of(2030, 1, 1));
                // A midnight that a change to daylight saving time skips, and a day of which 2011 had none in Apia.
                assertNightsAndHoldsAreRight(storage, LocalDate.of(2018, 11, 4));
                assertNightsAndHoldsAreRight(storage, LocalDate.of(2011, 12, 30));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private void assertNightsAndHoldsAreRight(JpaStorage storage, LocalDate arrival) throws SQLException {
        Stay stay = Stay.of(arrival, 1);
        User user = Given.user(storage);
        Hotel hotel = Given.hotel(storage);
        Room room = Given.room(storage, hotel);
        UUID booking = UUID.randomUUID();
        try (Connection connection = database.connection()) {
            Given.insertBooking(connection, booking, user, room, stay);
            Given.insertNight(connection, booking, room, arrival, "utc_timestamp(6) + interval 10 minute");
            assertThat(storage.bookings().find(new BookingId(booking)).map(Booking::stay))
                    .contains(stay);
            assertThat(storage.availability().freeRooms(hotel.id(), stay, 1)).isEmpty();
            assertThat(storage.availability().freeRooms(hotel.id(), Stay.of(arrival.minusDays(1), 1), 1))
                    .containsExactly(room);
            assertThat(storage.availability().freeRooms(hotel.id(), Stay.of(arrival.plusDays(1), 1), 1))
                    .containsExactly(room);

            connection.createStatement().executeUpdate("update room_night set expires_at = utc_timestamp(6)");
            assertThat(storage.availability().freeRooms(hotel.id(), stay, 1)).containsExactly(room);
        }
    }

    @Test
    void theThreadMayHaveNoClassLoader() {
        openAndUse(null);
    }

    @Test
    void persistenceUnitsAndMappingsOfAHostAreNotEvenRead(@TempDir Path folder) throws IOException {
        Path metaInf = Files.createDirectory(folder.resolve("META-INF"));
        for (String file : List.of("persistence.xml", "orm.xml", "eclipselink-orm.xml")) {
            Files.writeString(metaInf.resolve(file), "this is no XML");
        }
        try (URLClassLoader hosts = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            openAndUse(hosts);
        }
    }

    private void openAndUse(@Nullable ClassLoader contextClassLoader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(contextClassLoader);
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            User user = Given.user(storage);

            assertThat(storage.accounts().find(user.id())).contains(user);
            assertThat(thread.getContextClassLoader()).isSameAs(contextClassLoader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void twoStoragesInOneProcessDoNotMix() {
        try (TestServer.Database other = TestServer.newDatabase()) {
            JpaStorage.migrate(other.dataSource());
            try (JpaStorage one = JpaStorage.open(database.dataSource());
                    JpaStorage another = JpaStorage.open(other.dataSource())) {
                User user = Given.user(one);

                assertThat(one.accounts().find(user.id())).contains(user);
                assertThat(another.accounts().find(user.id())).isEmpty();
            }
        }
    }

    @Test
    void closingTheStorageLeavesTheHostsPoolOpen() throws SQLException {
        JpaStorage storage = JpaStorage.open(database.dataSource());
        storage.close();
        storage.close();

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }
}
