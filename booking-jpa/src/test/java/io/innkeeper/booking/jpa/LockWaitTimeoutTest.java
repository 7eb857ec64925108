package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change has written its booking and waits for a night, longer than the server allows. Error 1205 undoes only the
 * statement: what was written before it is still in the open transaction, and the next COMMIT, or switching auto-commit on,
 * would make half a booking of it.
 */
class LockWaitTimeoutTest {

    private static final String[] WRITTEN_FOR_A_BOOKING = {
        "booking where id", "room_night where booking_id", "booking_event where aggregate_id"
    };

    private final Stay stay = Stay.of(LocalDate.of(2030, 5, 1), 2);

    private TestServer.Database database;
    private User ada;
    private Room room;
    private Room other;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        try (JpaStorage storage = JpaStorage.open(database.dataSource())) {
            ada = Given.user(storage);
            List<Room> rooms = Given.rooms(storage, Given.hotel(storage), 2);
            room = rooms.get(0);
            other = rooms.get(1);
        }
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void nothingIsHalfWrittenOnAConnectionThatCommitsByItself() throws SQLException {
        try (HikariDataSource pool = poolOfOne(true)) {
            assertNothingIsHalfWritten(pool);
        }
    }

    @Test
    void nothingIsHalfWrittenOnAConnectionThatDoesNotCommitByItself() throws SQLException {
        try (HikariDataSource pool = poolOfOne(false)) {
            assertNothingIsHalfWritten(pool);
        }
    }

    @Test
    void nothingIsHalfWrittenOnAConnectionWhosePoolLeavesTransactionsOpen() throws SQLException {
        try (SingleConnection pool = new SingleConnection(
                DriverManager.getConnection(urlOfTheImpatient(), database.user(), database.password()))) {
            pool.connection().setAutoCommit(false);
            assertNothingIsHalfWritten(pool);
        }
    }

    private void assertNothingIsHalfWritten(DataSource pool) throws SQLException {
        InventoryChange waiting = Given.booking(ada, List.of(room), stay);
        InventoryChange next = Given.booking(ada, List.of(other), stay);
        try (Connection holder = holdNight();
                JpaStorage storage = JpaStorage.open(pool, mysql -> mysql.direct(mysql.uniqueClaim()))) {
            assertThat(storage.inventory().settle(List.of(waiting))).containsExactly(new Settlement.Contended());
            assertThat(rows(waiting)).as("rows after the time-out").containsExactly(0, 0, 0);

            assertThat(storage.inventory().settle(List.of(next)).get(0)).isInstanceOf(Settlement.Settled.class);
            assertThat(rows(next)).as("rows of the next change").containsExactly(1, 2, 1);
            assertThat(rows(waiting)).as("rows after the next change").containsExactly(0, 0, 0);
            holder.rollback();
        }
    }

    @ParameterizedTest(name = "auto-commit {0}")
    @ValueSource(booleans = {true, false})
    void tryingAgainSucceedsOnceTheHolderHasRolledBack(boolean autoCommit) throws Exception {
        InventoryChange waiting = Given.booking(ada, List.of(room), stay);
        try (Connection holder = holdNight();
                HikariDataSource pool = poolOfOne(autoCommit);
                JpaStorage storage =
                        JpaStorage.open(pool, mysql -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim())))) {
            CompletableFuture<List<Settlement>> answer =
                    CompletableFuture.supplyAsync(() -> storage.inventory().settle(List.of(waiting)));
            LockWaits.await(database, 2); // the second transaction waits, since the first has given up
            holder.rollback();

            assertThat(answer.get(1, TimeUnit.MINUTES).get(0)).isInstanceOf(Settlement.Settled.class);
            assertThat(rows(waiting)).containsExactly(1, 2, 1);
        }
    }

    /** By the default strategy, of which all callers share a transaction, as far as they can. */
    @Test
    void whoWaitsForANightIsBookedOnceItIsGivenBackAndHoldsUpNobodyMeanwhile() throws Exception {
        InventoryChange waiting = Given.booking(ada, List.of(room), stay);
        try (Connection holder = holdNight();
                JpaStorage storage = JpaStorage.connect(urlOfTheImpatient(), database.user(), database.password())) {
            Room elsewhere = Given.rooms(storage, Given.hotel(storage), 1).get(0);
            CompletableFuture<List<Settlement>> answer =
                    CompletableFuture.supplyAsync(() -> storage.inventory().settle(List.of(waiting)));
            LockWaits.await(database, 1);

            for (int week = 1; week <= 20; week++) {
                InventoryChange free = Given.booking(
                        ada, List.of(elsewhere), Stay.of(stay.arrival().plusWeeks(week), 2));
                assertThat(storage.inventory().settle(List.of(free)).get(0)).isInstanceOf(Settlement.Settled.class);
            }
            assertThat(answer).isNotDone();
            holder.rollback();

            assertThat(answer.get(1, TimeUnit.MINUTES).get(0)).isInstanceOf(Settlement.Settled.class);
        }
    }

    /** The last night of the stay, taken in a transaction that is open until the connection is closed. */
    private Connection holdNight() throws SQLException {
        Connection holder = database.connection();
        holder.setAutoCommit(false);
        UUID booking = UUID.randomUUID();
        Given.insertBooking(holder, booking, ada, room, stay);
        Given.insertNight(holder, booking, room, stay.departure().minusDays(1), "null");
        return holder;
    }

    private HikariDataSource poolOfOne(boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(urlOfTheImpatient());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private String urlOfTheImpatient() {
        return database.urlWith("sessionVariables", "innodb_lock_wait_timeout=1");
    }

    /** How many rows of each table there are for the booking of a change, committed or not. */
    private List<Integer> rows(InventoryChange change) throws SQLException {
        String id = "x'" + change.take().get(0).booking().toString().replace("-", "") + "'";
        List<Integer> counts = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            for (String rows : WRITTEN_FOR_A_BOOKING) {
                try (ResultSet count = statement.executeQuery("select count(*) from " + rows + " = " + id)) {
                    count.next();
                    counts.add(count.getInt(1));
                }
            }
        }
        return counts;
    }
}
