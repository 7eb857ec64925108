package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.server.LockWaits;
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
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes take their nights in one order, whatever order they name them in, so that no two wait for each other. Nothing
 * tries again here, and every deadlock that a guard meets is noted.
 */
class ReversedOrderTest {

    private static final int THREADS = 32;
    private static final int DEADLOCK = 1213;

    /** The guards under which all wait for whoever came first; an optimistic loser is told at once. */
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Guard {
        UNIQUE_CLAIM(JpaInventory::uniqueClaim),
        ROW_LOCK(JpaInventory::rowLock);

        private final Function<JpaInventory, InventoryGuard> from;

        Guard(Function<JpaInventory, InventoryGuard> from) {
            this.from = from;
        }
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Queue<StorageException> deadlocks = new ConcurrentLinkedQueue<>();

    private TestServer.Database database;
    private HikariDataSource pool;
    private User ada;
    private List<Room> rooms;

    @BeforeEach
    void createDatabase() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(THREADS);
        pool = new HikariDataSource(config);
        try (JpaStorage storage = open(Guard.UNIQUE_CLAIM)) {
            ada = Given.user(storage);
            rooms = Given.rooms(storage, Given.hotel(storage), 3);
        }
    }

    @AfterEach
    void dropDatabase() {
        threads.shutdownNow();
        pool.close();
        database.close();
    }

    private JpaStorage open(Guard guard) {
        return JpaStorage.open(pool, mysql -> mysql.direct(notingDeadlocks(guard.from.apply(mysql))));
    }

    private InventoryGuard notingDeadlocks(InventoryGuard guard) {
        return (tx, batch) -> {
            try {
                return guard.decide(tx, batch);
            } catch (StorageException e) {
                if (e.getCause() instanceof SQLException failure && failure.getErrorCode() == DEADLOCK) {
                    deadlocks.add(e);
                }
                throw e;
            }
        };
    }

    /**
     * Somebody has the room in the middle until all wait. If each had taken its nights in its own order, one would have the
     * first room by then and another the last, and both would want both.
     */
    @ParameterizedTest
    @EnumSource
    void whoHasPartOfItsNightsWhileAnotherNamesThemInReverseIsNotWaitedForInACircle(Guard guard) throws Exception {
        try (JpaStorage storage = open(guard)) {
            for (int round = 0; round < 3; round++) {
                Stay stay = Stay.of(LocalDate.of(2030, 1, 1).plusDays(2L * round), 2);
                List<Future<List<Settlement>>> answers;
                try (Connection middle = database.connection()) {
                    middle.setAutoCommit(false);
                    take(middle, rooms.get(1), stay.arrival());
                    answers = settleInBothOrders(storage, order -> List.of(Given.booking(ada, order, stay)), rooms);
                    LockWaits.await(database, THREADS);
                    middle.rollback();
                }

                assertOneHasAll(answers, rooms, stay);
            }
        }
    }

    /** The same with one change for each room, which the guard merges. */
    @Test
    void whatIsMergedIsNotWaitedForInACircleEither() throws Exception {
        Stay stay = Stay.of(LocalDate.of(2030, 1, 1), 2);
        try (JpaStorage storage = open(Guard.UNIQUE_CLAIM)) {
            List<Future<List<Settlement>>> answers;
            try (Connection middle = database.connection()) {
                middle.setAutoCommit(false);
                take(middle, rooms.get(1), stay.arrival());
                answers = settleInBothOrders(
                        storage,
                        order -> order.stream()
                                .map(room -> Given.booking(ada, List.of(room), stay))
                                .toList(),
                        rooms);
                LockWaits.await(database, THREADS);
                middle.rollback();
            }

            assertOneHasAll(answers, rooms, stay);
        }
    }

    /** Not steered, and with so many nights that the statements that take them overlap in time. */
    @ParameterizedTest
    @EnumSource
    void manyWhoNameTheSameNightsInOppositeOrdersNeverDeadlock(Guard guard) throws Exception {
        int nights = 100;
        List<Room> two = rooms.subList(0, 2);
        try (JpaStorage storage = open(guard)) {
            for (int round = 0; round < 20; round++) {
                Stay stay = Stay.of(LocalDate.of(2030, 1, 1).plusDays((long) nights * round), nights);

                assertOneHasAll(
                        settleInBothOrders(storage, order -> List.of(Given.booking(ada, order, stay)), two), two, stay);
            }
        }
    }

    private List<Future<List<Settlement>>> settleInBothOrders(
            JpaStorage storage, Function<List<Room>, List<InventoryChange>> batch, List<Room> wanted) {
        List<Room> reversed = new ArrayList<>(wanted);
        Collections.reverse(reversed);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<List<Settlement>>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            List<InventoryChange> changes = batch.apply(i % 2 == 0 ? wanted : reversed);
            answers.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                return storage.inventory().settle(changes);
            }));
        }
        return answers;
    }

    private void assertOneHasAll(List<Future<List<Settlement>>> running, List<Room> wanted, Stay stay)
            throws Exception {
        List<List<Settlement>> answers = new ArrayList<>();
        for (Future<List<Settlement>> each : running) {
            answers.add(each.get(2, TimeUnit.MINUTES));
        }
        assertThat(deadlocks).as("deadlocks over %s", stay).isEmpty();
        assertThat(answers)
                .as("of all answers about %s", stay)
                .filteredOn(answer -> answer.stream().allMatch(Settlement.Settled.class::isInstance))
                .hasSize(1);
        Settlement taken = new Settlement.Refused(new Refusal.NightsTaken(stay.nights()));
        assertThat(answers)
                .as("of all answers about %s", stay)
                .filteredOn(answer -> answer.stream().allMatch(taken::equals))
                .hasSize(running.size() - 1);
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
        List<InventoryChange> change = List.of(Given.booking(ada, rooms.subList(0, 2), stay));
        try (JpaStorage storage = open(Guard.UNIQUE_CLAIM)) {
            try (Connection heavier = database.connection()) {
                heavier.setAutoCommit(false);
                // Of those in a circle, the server rolls the one back that has written least.
                for (LocalDate night : Stay.of(stay.arrival(), 50).nights()) {
                    take(heavier, rooms.get(2), night);
                }
                take(heavier, rooms.get(1), stay.arrival());
                Future<List<Settlement>> answer =
                        threads.submit(() -> storage.inventory().settle(change));
                LockWaits.await(database, 1);
                take(heavier, rooms.get(0), stay.arrival());

                assertThat(answer.get(1, TimeUnit.MINUTES)).containsExactly(new Settlement.Contended());
                heavier.rollback();
            }
            assertThat(deadlocks).hasSize(1);
            assertThat(count("booking")).isZero();

            assertThat(storage.inventory().settle(change)).hasOnlyElementsOfType(Settlement.Settled.class);
            assertThat(count("room_night")).isEqualTo(2);
        }
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
