package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes take their nights in one order, whatever order they name them in, so that no two wait for each other. Nothing
 * tries again here: a deadlock would be seen as {@link Settlement.Contended}.
 */
class ReversedOrderTest {

    private static final int THREADS = 32;
    private static final int DEADLOCK = 1213;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private TestServer.Database database;
    private HikariDataSource pool;
    private JpaStorage storage;
    private User ada;
    private List<Room> rooms;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(THREADS);
        pool = new HikariDataSource(config);
        storage = JpaStorage.open(pool, mysql -> mysql.direct(mysql.uniqueClaim()));
        ada = Given.user(storage);
        rooms = Given.rooms(storage, Given.hotel(storage), 3);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        storage.close();
        pool.close();
        database.close();
    }

    /**
     * Somebody has the room in the middle until all wait. If each had taken its nights in its own order, one would have the
     * first room by then and another the last, and both would want both.
     */
    @Test
    void whoHasPartOfItsNightsWhileAnotherNamesThemInReverseIsNotWaitedForInACircle() throws Exception {
        for (int round = 0; round < 3; round++) {
            Stay stay = Stay.of(LocalDate.of(2030, 1, 1).plusDays(2L * round), 2);
            List<Future<Settlement>> answers;
            try (Connection middle = database.connection()) {
                middle.setAutoCommit(false);
                take(middle, rooms.get(1), stay.arrival());
                answers = settleInBothOrders(rooms, stay);
                LockWaits.await(database, THREADS);
                middle.rollback();
            }

            assertOneHasAll(answers, rooms, stay);
        }
    }

    /** Not steered, and with so many nights that the statements that take them overlap in time. */
    @Test
    void manyWhoNameTheSameNightsInOppositeOrdersNeverDeadlock() throws Exception {
        int nights = 100;
        List<Room> two = rooms.subList(0, 2);
        for (int round = 0; round < 30; round++) {
            Stay stay = Stay.of(LocalDate.of(2030, 1, 1).plusDays((long) nights * round), nights);

            assertOneHasAll(settleInBothOrders(two, stay), two, stay);
        }
    }

    private List<Future<Settlement>> settleInBothOrders(List<Room> wanted, Stay stay) {
        List<Room> reversed = new ArrayList<>(wanted);
        Collections.reverse(reversed);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Settlement>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            InventoryChange change = Given.booking(ada, i % 2 == 0 ? wanted : reversed, stay);
            answers.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                return storage.inventory().settle(List.of(change)).get(0);
            }));
        }
        return answers;
    }

    private void assertOneHasAll(List<Future<Settlement>> running, List<Room> wanted, Stay stay) throws Exception {
        List<Settlement> answers = new ArrayList<>();
        for (Future<Settlement> each : running) {
            answers.add(each.get(1, TimeUnit.MINUTES));
        }
        assertThat(answers.stream().filter(answer -> !(answer instanceof Settlement.Settled)))
                .as("what all but one were told of %s", stay)
                .hasSize(THREADS - 1)
                .containsOnly(new Settlement.Refused(new Refusal.NightsTaken(stay.nights())));
        assertThat(count("room_night where night >= '" + stay.arrival() + "' and night < '" + stay.departure() + "'"))
                .isEqualTo((long) wanted.size() * stay.length());
        assertThat(count("booking where arrival = '" + stay.arrival() + "'")).isEqualTo(wanted.size());
    }

    /** The control: the same claims by hand, each in its own order. */
    @Test
    void theServerEndsACircleByRollingBackOneOfTwo() throws Exception {
        LocalDate night = LocalDate.of(2030, 1, 1);
        CyclicBarrier bothHaveTheirFirst = new CyclicBarrier(2);
        List<Future<Integer>> errors = new ArrayList<>();
        for (List<Room> order : List.of(rooms.subList(0, 2), List.of(rooms.get(1), rooms.get(0)))) {
            errors.add(threads.submit(() -> {
                try (Connection connection = database.connection()) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    connection.setAutoCommit(false);
                    take(connection, order.get(0), night);
                    bothHaveTheirFirst.await(1, TimeUnit.MINUTES);
                    try {
                        take(connection, order.get(1), night);
                        connection.commit();
                        return 0;
                    } catch (SQLException e) {
                        connection.rollback();
                        return e.getErrorCode();
                    }
                }
            }));
        }

        assertThat(List.of(errors.get(0).get(1, TimeUnit.MINUTES), errors.get(1).get(1, TimeUnit.MINUTES)))
                .containsExactlyInAnyOrder(0, DEADLOCK);
        assertThat(count("room_night")).isEqualTo(2);
    }

    /** Which can only happen to our changes where a host's own transactions take nights as they like. */
    @Test
    void aChangeThatIsRolledBackToEndACircleIsContendedAndCanBeAskedForAgain() throws Exception {
        Stay stay = Stay.of(LocalDate.of(2030, 1, 1), 1);
        InventoryChange change = Given.booking(ada, rooms.subList(0, 2), stay);
        try (Connection heavier = database.connection()) {
            heavier.setAutoCommit(false);
            // Of those in a circle, the server rolls the one back that has written least.
            for (LocalDate night : Stay.of(stay.arrival(), 50).nights()) {
                take(heavier, rooms.get(2), night);
            }
            take(heavier, rooms.get(1), stay.arrival());
            Future<Settlement> answer = threads.submit(
                    () -> storage.inventory().settle(List.of(change)).get(0));
            LockWaits.await(database, 1);
            take(heavier, rooms.get(0), stay.arrival());

            assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo(new Settlement.Contended());
            heavier.rollback();
        }
        assertThat(count("booking")).isZero();

        assertThat(storage.inventory().settle(List.of(change)).get(0)).isInstanceOf(Settlement.Settled.class);
        assertThat(count("room_night")).isEqualTo(2);
    }

    private void take(Connection connection, Room room, LocalDate night) throws SQLException {
        UUID booking = UUID.randomUUID();
        Given.insertBooking(connection, booking, ada, room, Stay.of(night, 1));
        Given.insertNight(connection, booking, room, night, "null");
    }

    private long count(String rows) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + rows)) {
            count.next();
            return count.getLong(1);
        }
    }
}
