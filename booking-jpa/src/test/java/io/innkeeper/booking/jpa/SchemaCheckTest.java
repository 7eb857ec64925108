package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.jpa.server.TestServer;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is opened on a schema that could break a promise. */
class SchemaCheckTest {

    private TestServer.Database database;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void opensOnTheSchemaAsItWasMigrated() {
        JpaStorage.migrate(database.dataSource());

        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            assertThat(storage.accounts().find(new UserId(UUID.randomUUID()))).isEmpty();
        }
    }

    @Test
    void refusesACollationUnderWhichTwoAddressesAreOne() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        database.execute("alter table user modify email varchar(254) not null collate utf8mb4_unicode_ci");

        assertRefused("column user.email has the collation utf8mb4_unicode_ci and must have utf8mb4_bin");
    }

    @Test
    void refusesAConnectionThatCannotCarryAllOfUnicode() {
        JpaStorage.migrate(database.dataSource());
        String latin = database.urlWith("characterEncoding", "ISO-8859-1");

        assertThatThrownBy(() -> JpaStorage.connect(latin, database.user(), database.password()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot carry all of Unicode");
    }

    @Test
    void refusesAConnectionWhoseBackslashesAreDoubled() {
        JpaStorage.migrate(database.dataSource());
        try (HikariDataSource host = new HikariDataSource()) {
            host.setJdbcUrl(database.url());
            host.setUsername(database.user());
            host.setPassword(database.password());
            host.setConnectionInitSql("set sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'");

            assertThatThrownBy(() -> JpaStorage.open(host))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("NO_BACKSLASH_ESCAPES");
        }
    }

    @Test
    void saysWhatIsMissingAndHowToGetIt() {
        assertRefused(
                "table user is missing",
                "table user_credential is missing",
                "table login_attempt is missing",
                "table hotel is missing",
                "table room is missing",
                "table rate_night is missing",
                "table stay_restriction is missing",
                "table quote is missing",
                "table booking is missing",
                "table room_night is missing",
                "table booking_event is missing",
                "JpaStorage.migrate(dataSource)",
                "META-INF/innkeeper/schema/*.sql");
    }

    @ParameterizedTest
    @CsvSource({"user, stamp", "login_attempt, retry_ms", "hotel, city_key", "room_night, expires_at"})
    void refusesATableThatLacksAColumn(String table, String column) throws SQLException {
        JpaStorage.migrate(database.dataSource());
        if (table.equals("hotel")) {
            database.execute("alter table hotel drop key hotel_city");
        }
        database.execute("alter table " + table + " drop column " + column);

        assertRefused("table " + table + " has no column " + column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop primary key",
                "drop primary key, add primary key (night, room_id)",
                "drop primary key, add primary key (room_id, night, booking_id)",
                "drop primary key, add primary key (room_id, night, booking_id), add key (room_id, night)",
                "drop primary key, add unique key (room_id, night)"
            })
    void refusesAnyOtherPrimaryKeyOfRoomNight(String change) throws SQLException {
        JpaStorage.migrate(database.dataSource());
        // The foreign key to room needs an index while there is no primary key.
        database.execute("alter table room_night add key spare (room_id)", "alter table room_night " + change);

        assertRefused("the primary key of room_night", "must be (room_id, night)");
    }

    @Test
    void refusesATableWithoutTransactions() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        database.execute(
                "alter table room_night drop foreign key room_night_room, drop foreign key room_night_booking",
                "alter table room_night engine = MyISAM");

        assertRefused("table room_night is in engine myisam, not in InnoDB");
    }

    @Test
    void refusesASchemaThatDoesNotKeepUniqueWhatMustBe() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        database.execute("alter table user drop key user_email");

        assertRefused("unique key user(email) is missing");
    }

    @Test
    void refusesASchemaWithoutTheKeyThatTheRelayAsksForByName() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        database.execute("alter table booking_event rename key booking_event_relay to another");

        assertRefused("key booking_event_relay on booking_event(relay_at) is missing");
    }

    @Test
    void refusesASchemaWithoutTheForeignKeyByWhichClosingWaitsForBookings() throws SQLException {
        JpaStorage.migrate(database.dataSource());
        database.execute("alter table room_night drop foreign key room_night_room");

        assertRefused("foreign key room_night(room_id) to room is missing");
    }

    @Test
    void saysSoWhenTheConnectionHasNoDatabase() {
        try (HikariDataSource none = new HikariDataSource()) {
            none.setJdbcUrl(database.url().replace("/" + database.name(), "/"));
            none.setUsername(database.user());
            none.setPassword(database.password());

            assertThatThrownBy(() -> JpaStorage.open(none))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("no current database");
        }
    }

    private void assertRefused(String... reasons) {
        assertThatThrownBy(() -> JpaStorage.open(database.dataSource()))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(reasons);
    }
}
