package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Failed;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.inventory.Settlement.Unknown;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.stay.Stay;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transactions without a queue: what the changes of a batch have to do with one another, and with what goes wrong. */
class DirectLockTest {

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(60), 2);

    private TestServer.Database database;
    private JpaStorage storage;
    private User ada;
    private Hotel hotel;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.open(database.dataSource());
        ada = Given.user(storage);
        hotel = Given.hotel(storage);
    }

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    private static InventoryLock direct(JpaInventory mysql) {
        return mysql.direct(mysql.uniqueClaim());
    }

    /** A host's pool, in which something is different. */
    private static class Pool extends HikariDataSource {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile @Nullable Runnable before;

        Pool(HikariConfig config) {
            super(config);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Runnable first = before;
            if (first != null) {
                asked.incrementAndGet();
                first.run();
            }
            return super.getConnection();
        }

        /** From now on, each who wants a connection is counted and does this first. */
        void first(Runnable something) {
            before = something;
        }
    }

    private HikariConfig config(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        return config;
    }

    static List<Arguments> guards() {
        Function<JpaInventory, InventoryGuard> unique = JpaInventory::uniqueClaim;
        Function<JpaInventory, InventoryGuard> locked = JpaInventory::rowLock;
        Function<JpaInventory, InventoryGuard> optimistic = JpaInventory::optimistic;
        return List.of(
                Arguments.of("unique claim", unique),
                Arguments.of("row lock", locked),
                Arguments.of("optimistic", optimistic));
    }

    /** Takes the first night of the stay in a transaction that stays open. */
    private void hold(Room room, Connection holder) throws SQLException {
        holder.setAutoCommit(false);
        UUID booking = UUID.randomUUID();
        Given.insertBooking(holder, booking, ada, room, stay);
        Given.insertNight(holder, booking, room, stay.arrival(), "null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guards")
    void nightsThatAreNotCommittedMakeNoNeighbourLate(String name, Function<JpaInventory, InventoryGuard> guard)
            throws SQLException {
        List<Room> rooms = Given.rooms(storage, hotel, 2);
        Room elsewhere = Given.room(storage, Given.hotel(storage));
        try (JpaStorage direct = JpaStorage.open(database.dataSource(), mysql -> mysql.direct(guard.apply(mysql)));
                Connection holder = database.connection()) {
            hold(rooms.get(0), holder);

            List<Settlement> answers = direct.inventory()
                    .settle(List.of(
                            within(Duration.ofSeconds(20), rooms.get(0)),
                            within(Duration.ofSeconds(20), rooms.get(1)),
                            within(Duration.ofSeconds(20), elsewhere)));
            holder.rollback();

            assertThat(answers.subList(1, 3)).hasOnlyElementsOfType(Settled.class);
        }
    }

    /** Otherwise ten callers after a night that is held would make all others of their batch wait ten times as long. */
    @Test
    void ofThoseWhoWantANightThatIsNotCommittedOneWaitsForAll() throws SQLException {
        List<Room> rooms = Given.rooms(storage, hotel, 2);
        try (Pool pool = new Pool(config(1));
                JpaStorage direct = JpaStorage.open(pool, DirectLockTest::direct);
                Connection holder = database.connection()) {
            hold(rooms.get(0), holder);
            List<InventoryChange> batch = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                batch.add(within(Duration.ofSeconds(20), rooms.get(0)));
            }
            batch.add(within(Duration.ofSeconds(20), rooms.get(1)));
            pool.first(() -> {});

            List<Settlement> answers = direct.inventory().settle(batch);
            holder.rollback();

            assertThat(answers.subList(0, 10)).containsOnly(new Settlement.Contended());
            assertThat(answers.get(10)).isInstanceOf(Settled.class);
            assertThat(pool.asked)
                    .as("transactions: of all, of the first one, and of the neighbour")
                    .hasValue(3);
        }
    }

    /** By the default strategy. */
    @Test
    void whatIsAskedForDuringATransactionBecomesTheNextOne() throws Exception {
        List<Room> rooms = Given.rooms(storage, hotel, 11);
        try (Pool pool = new Pool(config(10));
                JpaStorage byDefault = JpaStorage.open(pool);
                Connection holder = database.connection()) {
            hold(rooms.get(0), holder);
            FutureTask<List<Settlement>> first = asking(byDefault, rooms.get(0));
            new Thread(first, "first").start();
            LockWaits.await(database, 1);
            pool.first(() -> {});
            List<FutureTask<List<Settlement>>> next = new ArrayList<>();
            for (Room room : rooms.subList(1, 11)) {
                FutureTask<List<Settlement>> task = asking(byDefault, room);
                Thread thread = new Thread(task, "next");
                thread.start();
                next.add(task);
                awaitParked(thread);
            }
            holder.rollback();

            assertThat(first.get(1, TimeUnit.MINUTES)).hasOnlyElementsOfType(Settled.class);
            for (FutureTask<List<Settlement>> each : next) {
                assertThat(each.get(1, TimeUnit.MINUTES)).hasOnlyElementsOfType(Settled.class);
            }
            assertThat(pool.asked).as("transactions of the ten").hasValue(1);
        }
    }

    private FutureTask<List<Settlement>> asking(JpaStorage of, Room room) {
        InventoryChange change = within(Duration.ofMinutes(1), room);
        return new FutureTask<>(() -> of.inventory().settle(List.of(change)));
    }

    private static void awaitParked(Thread thread) {
        while (LockSupport.getBlocker(thread) == null) {
            assertThat(thread.isAlive())
                    .as("waits for the transaction under way")
                    .isTrue();
            Thread.onSpinWait();
        }
    }

    /** Between the look of a merge and what it writes, the first night is sold. */
    @Test
    void whoLosesToANeighbourIsToldOfAllNightsThatAreTakenByThen() {
        Room room = Given.room(storage, hotel);
        Stay first = Stay.of(stay.arrival(), 1);
        Stay second = Stay.of(first.departure(), 1);
        InventoryChange faster = Given.booking(ada, List.of(room), first);
        InventoryChange winner =
                first(() -> storage.inventory().settle(List.of(faster)), Given.booking(ada, List.of(room), second));
        InventoryChange loser = Given.booking(ada, List.of(room), stay);

        try (JpaStorage direct = JpaStorage.open(database.dataSource(), DirectLockTest::direct)) {
            List<Settlement> answers = direct.inventory().settle(List.of(winner, loser));

            assertThat(answers.get(0)).isInstanceOf(Settled.class);
            assertThat(answers.get(1)).isEqualTo(new Refused(new Refusal.NightsTaken(stay.nights())));
        }
    }

    @Test
    void whoseDeadlinePassesWhileItsBatchWaitsForAConnectionIsTooLateAndIsNotBegun() {
        List<Room> rooms = Given.rooms(storage, hotel, 2);
        AtomicInteger begun = new AtomicInteger();
        try (Pool slow = new Pool(config(1));
                JpaStorage direct = JpaStorage.open(slow, DirectLockTest::direct)) {
            InventoryChange brief = first(begun::incrementAndGet, within(Duration.ofMillis(200), rooms.get(0)));
            slow.first(() -> {
                while (!brief.deadline().hasPassed()) {
                    Thread.onSpinWait();
                }
            });

            List<Settlement> answers =
                    direct.inventory().settle(List.of(brief, Given.booking(ada, List.of(rooms.get(1)), stay)));

            assertThat(answers.get(0)).isEqualTo(new TooLate());
            assertThat(answers.get(1)).isInstanceOf(Settled.class);
            assertThat(begun).hasValue(0);
            assertThat(slow.asked).as("connections waited for").hasValue(1);
            assertThat(booked()).containsExactly(rooms.get(1).id());
        }
    }

    @Test
    void whoseDeadlinePassesWhileItWaitsForAConnectionThatItDoesNotGetIsTooLate() throws SQLException {
        Room room = Given.room(storage, hotel);
        HikariConfig impatient = config(1);
        impatient.setConnectionTimeout(1_000);
        try (HikariDataSource one = new HikariDataSource(impatient);
                JpaStorage direct = JpaStorage.open(one, DirectLockTest::direct);
                Connection taken = one.getConnection()) {
            assertThat(direct.inventory().settle(List.of(within(Duration.ofMillis(100), room))))
                    .containsExactly(new TooLate());
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void aBatchAsksOnceForAConnectionThatCannotBeHad() {
        List<Room> rooms = Given.rooms(storage, hotel, 5);
        try (Pool down = new Pool(config(1));
                JpaStorage direct = JpaStorage.open(down, DirectLockTest::direct)) {
            down.first(() -> {
                throw new IllegalStateException("no data source is chosen");
            });

            List<Settlement> answers = direct.inventory()
                    .settle(rooms.stream()
                            .map(room -> Given.booking(ada, List.of(room), stay))
                            .toList());

            assertThat(answers).hasSize(5).hasOnlyElementsOfType(Failed.class);
            assertThat(down.asked).hasValue(1);
        }
    }

    @Test
    void anErrorAfterCommitLeavesItUnknownWhetherItWasCommitted() {
        Room room = Given.room(storage, hotel);
        try (HikariDataSource pool = new HikariDataSource(config(1)) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return throwingAnErrorAfterCommit(super.getConnection());
                    }
                };
                JpaStorage direct = JpaStorage.open(pool, DirectLockTest::direct)) {
            assertThat(direct.inventory().settle(List.of(Given.booking(ada, List.of(room), stay))))
                    .containsExactly(new Unknown());
            assertThat(booked()).containsExactly(room.id());
        }
    }

    private static Connection throwingAnErrorAfterCommit(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                DirectLockTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            throw new OutOfMemoryError("no room for the answer");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void anErrorOfOneChangeFailsItAloneAndCostsItsNeighboursNothing() {
        List<Room> rooms = Given.rooms(storage, hotel, 3);
        try (Pool pool = new Pool(config(1));
                JpaStorage direct = JpaStorage.open(pool, DirectLockTest::direct)) {
            pool.first(() -> {});

            List<Settlement> answers = direct.inventory()
                    .settle(List.of(
                            Given.booking(ada, List.of(rooms.get(0)), stay),
                            first(DirectLockTest::overflow, Given.booking(ada, List.of(rooms.get(1)), stay)),
                            Given.booking(ada, List.of(rooms.get(2)), stay)));

            assertThat(answers)
                    .extracting(Object::getClass)
                    .containsExactly(Settled.class, Failed.class, Settled.class);
            assertThat(pool.asked).as("transactions").hasValue(1);
            assertThat(booked())
                    .containsExactlyInAnyOrder(rooms.get(0).id(), rooms.get(2).id());
        }
    }

    /** That there is no such user makes each a transaction of its own; the error comes after the first was committed. */
    @Test
    void anErrorTakesNoAnswerOfANeighbourThatIsCommittedAlready() {
        List<Room> rooms = Given.rooms(storage, hotel, 3);
        User nobody = new User(new UserId(UUID.randomUUID()), "nobody@example.com", "Nobody", UUID.randomUUID());
        AtomicInteger times = new AtomicInteger();
        try (JpaStorage direct = JpaStorage.open(database.dataSource(), DirectLockTest::direct)) {
            List<Settlement> answers = direct.inventory()
                    .settle(List.of(
                            Given.booking(ada, List.of(rooms.get(0)), stay),
                            Given.booking(nobody, List.of(rooms.get(1)), stay),
                            first(
                                    () -> {
                                        if (times.incrementAndGet() > 1) {
                                            overflow();
                                        }
                                    },
                                    Given.booking(ada, List.of(rooms.get(2)), stay))));

            assertThat(answers.get(0)).isInstanceOf(Settled.class);
            assertThat(answers.get(1)).isEqualTo(new Refused(new Refusal.NoSuchUser()));
            assertThat(answers.get(2)).isInstanceOf(Failed.class);
            assertThat(booked()).containsExactly(rooms.get(0).id());
        }
    }

    @Test
    void anErrorOfTheGuardAboutOneChangeTakesNoAnswerOfItsNeighbours() {
        List<Room> rooms = Given.rooms(storage, hotel, 3);
        InventoryChange bad = Given.booking(ada, List.of(rooms.get(1)), stay);
        try (JpaStorage direct = JpaStorage.open(
                database.dataSource(),
                mysql -> mysql.direct(lookingFirst(mysql.uniqueClaim(), batch -> {
                    if (batch.contains(bad)) {
                        overflow();
                    }
                })))) {
            List<Settlement> answers = direct.inventory()
                    .settle(List.of(
                            Given.booking(ada, List.of(rooms.get(0)), stay),
                            bad,
                            Given.booking(ada, List.of(rooms.get(2)), stay)));

            assertThat(answers)
                    .extracting(Object::getClass)
                    .containsExactly(Settled.class, Failed.class, Settled.class);
            assertThat(booked())
                    .containsExactlyInAnyOrder(rooms.get(0).id(), rooms.get(2).id());
        }
    }

    /** A host's own guard. */
    private static InventoryGuard lookingFirst(InventoryGuard guard, Consumer<List<InventoryChange>> look) {
        return (tx, batch) -> {
            look.accept(batch);
            return guard.decide(tx, batch);
        };
    }

    private static void overflow() {
        throw new StackOverflowError("too deep");
    }

    private InventoryChange within(Duration time, Room room) {
        return Given.booking(ada, List.of(room), stay, UUID.randomUUID().toString(), Deadline.after(time));
    }

    /** The same change; each time when it is completed, something else happens first. */
    private static InventoryChange first(Runnable something, InventoryChange change) {
        return new InventoryChange(
                change.key(), change.hotel(), change.take(), change.giveBack(), change.deadline(), assignment -> {
                    something.run();
                    return change.complete().apply(assignment);
                });
    }

    /** The rooms that Ada has booked. */
    private List<RoomId> booked() {
        return storage.bookings().ofUser(ada.id(), null, 10).stream()
                .map(Booking::room)
                .toList();
    }
}
