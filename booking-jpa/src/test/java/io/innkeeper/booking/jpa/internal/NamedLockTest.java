package io.innkeeper.booking.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.RequestKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedLockTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Settlement SETTLED = new Settlement.Settled(List.of());
    private static final Settlement CONTENDED = new Settlement.Contended();
    private static final Settlement TOO_LATE = new Settlement.TooLate();

    private final HotelId krone = new HotelId(new UUID(1, System.nanoTime()));
    private final HotelId sonne = new HotelId(new UUID(2, System.nanoTime()));

    private TestServer.Database database;
    private HikariDataSource pool;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        pool = pool(database.url(), 4);
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private HikariDataSource pool(String url, int size) {
        return pool(url, size, PATIENCE);
    }

    private HikariDataSource pool(String url, int size, Duration longestWait) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(longestWait.toMillis());
        return new HikariDataSource(config);
    }

    @Test
    void oneChangeAtATimeIsSettledForAHotelAndAnotherHotelIsNotHeldUp() throws Exception {
        assertOneAtATime(pool);
    }

    @Test
    void aHotelsChangesWaitForThoseOfAnotherInstance() throws Exception {
        try (HikariDataSource poolOfAnother = pool(database.url(), 4)) {
            assertOneAtATime(poolOfAnother);
        }
    }

    private void assertOneAtATime(HikariDataSource poolOfSecond) throws Exception {
        Gate gate = new Gate();
        NamedLock first = new NamedLock(pool, gate);
        AtomicBoolean secondBegan = new AtomicBoolean();
        NamedLock second = new NamedLock(poolOfSecond, batch -> {
            secondBegan.set(true);
            return settled(batch);
        });

        CompletableFuture<List<Settlement>> holding = async(first, change(krone));
        gate.awaitSomeoneInside();
        CompletableFuture<List<Settlement>> waiting = async(second, change(krone));
        awaitWaiting(1);
        assertThat(new NamedLock(poolOfSecond, NamedLockTest::settled).settle(List.of(change(sonne))))
                .containsExactly(SETTLED);
        assertThat(secondBegan).isFalse();
        assertThat(first.waiting()).isZero();
        assertThat(second.waiting()).isEqualTo(1);
        gate.open();

        assertThat(answers(holding)).containsExactly(SETTLED);
        assertThat(answers(waiting)).containsExactly(SETTLED);
        assertThat(second.waiting()).isZero();
        assertThat(secondBegan).isTrue();
    }

    @Test
    void whoDoesNotGetTheLockInTimeIsTooLateAndAsksOnlyOnce() throws SQLException {
        try (Connection other = database.connection();
                HikariDataSource one = pool(database.url(), 1)) {
            take(other, krone);
            long before = questions(one);

            InventoryChange brief = change(krone, Duration.ofMillis(10));
            InventoryChange longer = change(krone, Duration.ofMillis(300));
            assertThat(new NamedLock(one, NamedLockTest::mustNotBeAsked).settle(List.of(longer, brief)))
                    .containsExactly(TOO_LATE, TOO_LATE);

            assertThat(longer.deadline().hasPassed()).isTrue();
            assertThat(questions(one) - before).as("and this question").isEqualTo(2);
        }
    }

    @Test
    void theLatestDeadlineOfABatchSaysHowLongTheServerIsToWaitWithinReason() throws Exception {
        try (Connection other = database.connection()) {
            take(other, krone);
            NamedLock lock = new NamedLock(pool, NamedLockTest::settled);

            CompletableFuture<List<Settlement>> far =
                    async(lock, change(krone), change(sonne, Duration.ofDays(365)), change(krone));
            assertThat(awaitWaiting(1).get(0).statement()).endsWith(", 600)");
            release(other, krone);
            assertThat(answers(far)).containsExactly(SETTLED, SETTLED, SETTLED);

            take(other, krone);
            CompletableFuture<List<Settlement>> near =
                    async(lock, change(krone), change(sonne, Duration.ofMillis(99_500)), change(krone));
            assertThat(awaitWaiting(1).get(0).statement()).matches(".*, (100|[4-9][0-9])\\)");
            release(other, krone);
            assertThat(answers(near)).containsExactly(SETTLED, SETTLED, SETTLED);
        }
    }

    @Test
    void aLockThatWasTakenGoesWhenTheNextIsNotHadInTime() throws SQLException {
        try (Connection other = database.connection()) {
            take(other, sonne);
            NamedLock lock = new NamedLock(pool, NamedLockTest::mustNotBeAsked);

            assertThat(lock.settle(List.of(change(sonne, Duration.ofMillis(10)), change(krone, Duration.ofMillis(10)))))
                    .containsExactly(TOO_LATE, TOO_LATE);

            assertThat(isFree(krone)).isTrue();
        }
    }

    @Test
    void aDeadlineThatHasPassedIsTooLateWithoutAConnection() {
        NamedLock lock = new NamedLock(
                new HikariDataSource() {
                    @Override
                    public Connection getConnection() {
                        throw new AssertionError("nobody needs a connection");
                    }
                },
                NamedLockTest::mustNotBeAsked);

        assertThat(lock.settle(List.of(change(krone, Duration.ZERO)))).containsExactly(TOO_LATE);
    }

    @Test
    void aDeadlineThatPassesWhileAConnectionIsWaitedForIsTooLate() {
        InventoryChange change = change(krone, Duration.ofMillis(100));
        try (HikariDataSource slow = new HikariDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                while (!change.deadline().hasPassed()) {
                    Thread.onSpinWait();
                }
                return pool.getConnection();
            }
        }) {
            assertThat(new NamedLock(slow, NamedLockTest::mustNotBeAsked).settle(List.of(change)))
                    .containsExactly(TOO_LATE);
        }
    }

    @Test
    void aChangeThatIsTooLateDoesNotMakeTheOthersWaitForItsHotel() throws SQLException {
        try (Connection other = database.connection()) {
            take(other, sonne);
            List<InventoryChange> batch = List.of(change(sonne, Duration.ZERO), change(krone));
            List<List<InventoryChange>> asked = new ArrayList<>();

            List<Settlement> answers = new NamedLock(pool, changes -> {
                        asked.add(changes);
                        return List.of(TOO_LATE, SETTLED);
                    })
                    .settle(batch);

            assertThat(asked).as("the inner lock knows what is too late").containsExactly(batch);
            assertThat(answers).containsExactly(TOO_LATE, SETTLED);
        }
    }

    @Test
    void theLockIsHeldUntilTheInnerLockHasAnswered() throws SQLException {
        NamedLock lock = new NamedLock(pool, batch -> {
            assertThat(isFree(krone)).isFalse();
            assertThat(isFree(sonne)).isFalse();
            return settled(batch);
        });

        assertThat(lock.settle(List.of(change(sonne), change(krone), change(sonne))))
                .containsExactly(SETTLED, SETTLED, SETTLED);
        assertThat(isFree(krone)).isTrue();
        assertThat(isFree(sonne)).isTrue();
    }

    @Test
    void theLockIsReleasedWhenTheInnerLockThrows() throws SQLException {
        IllegalStateException bug = new IllegalStateException("a bug");
        NamedLock lock = new NamedLock(pool, batch -> {
            throw bug;
        });

        assertThatThrownBy(() -> lock.settle(List.of(change(krone)))).isSameAs(bug);

        assertThat(isFree(krone)).isTrue();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aConnectionThatDiesWhileItWaitsIsReplacedByAnother() throws Exception {
        try (Connection other = database.connection();
                HikariDataSource one = pool(database.url(), 1)) {
            take(other, krone);
            CompletableFuture<List<Settlement>> waiting =
                    async(new NamedLock(one, NamedLockTest::settled), change(krone), change(sonne));
            long first = awaitWaiting(1).get(0).id();
            database.execute("kill " + first);
            while (awaitWaiting(1).get(0).id() == first) {
                Thread.onSpinWait();
            }
            release(other, krone);

            assertThat(answers(waiting)).containsExactly(SETTLED, SETTLED);
        }
    }

    @Test
    void aWaitThatTheServerEndsIsContended() throws Exception {
        try (Connection other = database.connection();
                HikariDataSource one = pool(database.url(), 1)) {
            take(other, krone);
            CompletableFuture<List<Settlement>> waiting =
                    async(new NamedLock(one, NamedLockTest::mustNotBeAsked), change(krone));
            database.execute("kill query " + awaitWaiting(1).get(0).id());

            assertThat(answers(waiting)).containsExactly(CONTENDED);
            release(other, krone);
            assertThat(new NamedLock(one, NamedLockTest::settled).settle(List.of(change(krone))))
                    .containsExactly(SETTLED);
        }
    }

    @Test
    void aLimitOfTheServerOnStatementsLeavesAWaiterContended() throws SQLException {
        try (Connection other = database.connection();
                HikariDataSource limited = new HikariDataSource()) {
            limited.setJdbcUrl(database.url());
            limited.setUsername(database.user());
            limited.setPassword(database.password());
            limited.setConnectionInitSql(
                    TestServer.isMariaDb() ? "set max_statement_time = 1" : "set max_execution_time = 1000");
            take(other, krone);

            assertThat(new NamedLock(limited, NamedLockTest::mustNotBeAsked).settle(List.of(change(krone))))
                    .containsExactly(CONTENDED);
        }
    }

    @Test
    void whoClosesACircleOfThoseWhoWaitIsContended() throws Exception {
        HotelId post = new HotelId(new UUID(3, System.nanoTime()));
        try (Connection holdsSecond = database.connection();
                Connection holdsThird = database.connection()) {
            take(holdsSecond, sonne);
            take(holdsThird, post);
            CompletableFuture<List<Settlement>> closing = async(
                    new NamedLock(pool, NamedLockTest::mustNotBeAsked), change(krone), change(sonne), change(post));
            awaitWaiting(1);
            CompletableFuture<Void> wantsFirst = CompletableFuture.runAsync(() -> waitFor(holdsThird, krone));
            awaitWaiting(2);
            release(holdsSecond, sonne);

            assertThat(answers(closing)).containsExactly(CONTENDED, CONTENDED, CONTENDED);
            wantsFirst.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void whatTheInnerLockAnsweredStandsIfTheConnectionDiesMeanwhile() throws SQLException {
        try (HikariDataSource one = pool(database.url(), 1)) {
            NamedLock lock = new NamedLock(one, batch -> {
                try {
                    database.execute("kill " + holder(krone));
                    awaitFree(krone);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
                return settled(batch);
            });

            assertThat(lock.settle(List.of(change(krone)))).containsExactly(SETTLED);
            assertThat(lock.settle(List.of(change(krone)))).containsExactly(SETTLED);
        }
    }

    @Test
    void aConnectionThatHasLostItsLockIsNotUsedAgain() throws SQLException {
        try (Connection only = database.connection()) {
            NamedLock lock = new NamedLock(handingOut(only), batch -> {
                release(only, krone);
                return settled(batch);
            });

            assertThat(lock.settle(List.of(change(krone)))).containsExactly(SETTLED);

            assertThat(only.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionThatBreaksAnyOtherWayIsNotUsedAgain() throws SQLException {
        try (Connection only = database.connection()) {
            IllegalStateException bug = new IllegalStateException("a bug of the driver");
            DataSource broken = handingOut(proxy((method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                    throw bug;
                }
                return method.invoke(only, arguments);
            }));

            assertFailed(
                    new NamedLock(broken, NamedLockTest::mustNotBeAsked).settle(List.of(change(krone), change(sonne))));

            assertThat(only.isClosed()).isTrue();
        }
    }

    @Test
    void noConnectionFailsTheChangesAndNothingIsBegun() {
        HikariDataSource closed = pool(database.url(), 1);
        closed.close();
        try (HikariDataSource notSetUp = new HikariDataSource();
                HikariDataSource toNowhere = new HikariDataSource()) {
            toNowhere.setJdbcUrl("jdbc:mysql://127.0.0.1:1/nowhere");

            for (DataSource none : List.of(closed, notSetUp, toNowhere)) {
                assertFailed(new NamedLock(none, NamedLockTest::mustNotBeAsked)
                        .settle(List.of(change(krone), change(sonne))));
            }
        }
    }

    private static void assertFailed(List<Settlement> answers) {
        assertThat(answers).hasSize(2).hasOnlyElementsOfType(Settlement.Failed.class);
    }

    @Test
    void whoIsInterruptedWhileWaitingForAConnectionIsContended() throws SQLException {
        try (HikariDataSource one = pool(database.url(), 1);
                Connection taken = one.getConnection()) {
            Thread.currentThread().interrupt();

            assertThat(new NamedLock(one, NamedLockTest::mustNotBeAsked).settle(List.of(change(krone))))
                    .containsExactly(CONTENDED);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void whoIsInterruptedStaysInterruptedIfThePoolClearsTheFlag() {
        DataSource interrupted = new HikariDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("interrupted", new InterruptedException());
            }
        };

        assertThat(new NamedLock(interrupted, NamedLockTest::mustNotBeAsked).settle(List.of(change(krone))))
                .containsExactly(CONTENDED);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aDeadlineThatPassesWhileNoConnectionCanBeHadIsTooLate() throws SQLException {
        try (HikariDataSource one = pool(database.url(), 1, Duration.ofSeconds(1));
                Connection taken = one.getConnection()) {
            assertThat(new NamedLock(one, NamedLockTest::mustNotBeAsked)
                            .settle(List.of(change(krone, Duration.ofMillis(100)))))
                    .containsExactly(TOO_LATE);
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void connectionsThatDiedInThePoolCostNobodyALock() throws SQLException {
        kill(pool, 4);
        NamedLock lock = new NamedLock(pool, batch -> {
            assertThat(isFree(krone)).isFalse();
            return settled(batch);
        });

        assertThat(lock.settle(List.of(change(krone)))).containsExactly(SETTLED);
    }

    /** All at once, so that each of them was used just now and the pool hands it out unchecked. */
    private void kill(HikariDataSource idle, int size) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            connections.add(idle.getConnection());
        }
        for (Connection connection : connections) {
            database.execute("kill " + number(connection, "select connection_id()"));
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    @Test
    void anErrorAfterTheLockWasTakenLeavesNoLockInThePool() {
        OutOfMemoryError error = new OutOfMemoryError("no room for the answer");
        try (HikariDataSource one = pool(database.url(), 1)) {
            DataSource breaking = new HikariDataSource() {
                @Override
                public Connection getConnection() throws SQLException {
                    return throwingOnceALockIsTaken(one.getConnection(), error);
                }
            };

            assertThatThrownBy(
                            () -> new NamedLock(breaking, NamedLockTest::mustNotBeAsked).settle(List.of(change(krone))))
                    .isSameAs(error);

            awaitFree(krone);
            assertThat(new NamedLock(one, NamedLockTest::settled).settle(List.of(change(krone))))
                    .containsExactly(SETTLED);
        }
    }

    private static Connection throwingOnceALockIsTaken(Connection connection, Error error) {
        return proxy((method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, (query, values) -> {
                        Object answer = query.invoke(statement, values);
                        if (answer instanceof ResultSet) {
                            throw error;
                        }
                        return answer;
                    })
                    : result;
        });
    }

    @Test
    void aPoolOfOneIsEnoughForAnyNumberOfChanges() {
        try (HikariDataSource one = pool(database.url(), 1)) {
            NamedLock lock = new NamedLock(one, NamedLockTest::settled);
            for (int i = 0; i < 100; i++) {
                assertThat(lock.settle(List.of(change(krone)))).containsExactly(SETTLED);
            }
            assertThat(one.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionGoesBackAsItCame(boolean autoCommit) throws SQLException {
        try (Connection only = database.connection()) {
            only.setAutoCommit(autoCommit);
            only.setNetworkTimeout(Runnable::run, 12_345);

            assertThat(new NamedLock(handingOut(only), NamedLockTest::settled).settle(List.of(change(krone))))
                    .containsExactly(SETTLED);

            assertThat(only.isClosed()).isFalse();
            assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
            assertThat(only.getNetworkTimeout()).isEqualTo(12_345);
            assertThat(isFree(krone)).isTrue();
        }
    }

    @Test
    void noTimeoutOfTheDriverOrThePoolEndsAWaitBeforeTheDeadline() throws SQLException {
        try (Connection other = database.connection();
                HikariDataSource hasty = new HikariDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return withQueryTimeout(super.getConnection(), 1);
                    }
                }) {
            hasty.setJdbcUrl(database.urlWith("socketTimeout", "1000"));
            hasty.setUsername(database.user());
            hasty.setPassword(database.password());
            take(other, krone);

            assertThat(new NamedLock(hasty, NamedLockTest::mustNotBeAsked)
                            .settle(List.of(change(krone, Duration.ofSeconds(3)))))
                    .containsExactly(TOO_LATE);
        }
    }

    @Test
    void twoBatchesOverTheSameHotelsNeverWaitForEachOther() throws Exception {
        try (Connection other = database.connection()) {
            take(other, krone);
            NamedLock lock = new NamedLock(pool, NamedLockTest::settled);

            CompletableFuture<List<Settlement>> one = async(lock, change(krone), change(sonne));
            CompletableFuture<List<Settlement>> opposite = async(lock, change(sonne), change(krone));
            awaitWaiting(2);
            release(other, krone);

            assertThat(answers(one)).containsExactly(SETTLED, SETTLED);
            assertThat(answers(opposite)).containsExactly(SETTLED, SETTLED);
        }
    }

    @Test
    void aHotelCostsTwoRoundTripsAndEachFurtherHotelOneMore() throws SQLException {
        try (HikariDataSource one = pool(database.url(), 1)) {
            NamedLock lock = new NamedLock(one, NamedLockTest::settled);
            long atFirst = questions(one);
            lock.settle(List.of(change(krone), change(krone)));
            long afterOne = questions(one);
            lock.settle(List.of(change(krone), change(sonne)));
            long afterTwo = questions(one);

            assertThat(afterOne - atFirst).as("and this question").isEqualTo(3);
            assertThat(afterTwo - afterOne).as("and this question").isEqualTo(4);
        }
    }

    @Test
    void closingClosesTheInnerLockAndNotThePool() {
        AtomicInteger closed = new AtomicInteger();
        new NamedLock(pool, new InventoryLock() {
                    @Override
                    public List<Settlement> settle(List<InventoryChange> batch) {
                        return settled(batch);
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .close();

        assertThat(closed).hasValue(1);
        assertThat(pool.isClosed()).isFalse();
    }

    /** Lets nobody out until it is opened. */
    private static final class Gate implements InventoryLock {

        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public List<Settlement> settle(List<InventoryChange> batch) {
            inside.countDown();
            await(open);
            return settled(batch);
        }

        void awaitSomeoneInside() {
            await(inside);
        }

        void open() {
            open.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<Settlement> settled(List<InventoryChange> batch) {
        return Collections.nCopies(batch.size(), SETTLED);
    }

    private static List<Settlement> mustNotBeAsked(List<InventoryChange> batch) {
        throw new AssertionError("begun: " + batch);
    }

    private static CompletableFuture<List<Settlement>> async(NamedLock lock, InventoryChange... batch) {
        return CompletableFuture.supplyAsync(
                () -> lock.settle(List.of(batch)), task -> new Thread(task, "settling").start());
    }

    private static List<Settlement> answers(CompletableFuture<List<Settlement>> settling) throws Exception {
        return settling.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static InventoryChange change(HotelId hotel) {
        return change(hotel, PATIENCE);
    }

    private static InventoryChange change(HotelId hotel, Duration deadline) {
        RequestKey key =
                new RequestKey(new UserId(UUID.randomUUID()), UUID.randomUUID().toString());
        return new InventoryChange(key, hotel, List.of(), List.of(), Deadline.after(deadline), assignment -> List.of());
    }

    /** Names a lock as it must stay: several versions of the library work on one server while it is being upgraded. */
    private static String name(HotelId hotel) {
        return "'innkeeper.hotel." + hotel.value() + "'";
    }

    private static void take(Connection connection, HotelId hotel) throws SQLException {
        assertThat(number(connection, "select get_lock(" + name(hotel) + ", 0)"))
                .isEqualTo(1);
    }

    private static void waitFor(Connection connection, HotelId hotel) {
        try {
            assertThat(number(connection, "select get_lock(" + name(hotel) + ", " + PATIENCE.toSeconds() + ")"))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void release(Connection connection, HotelId hotel) {
        try {
            assertThat(number(connection, "select release_lock(" + name(hotel) + ")"))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isFree(HotelId hotel) {
        try (Connection connection = database.connection()) {
            return number(connection, "select is_free_lock(" + name(hotel) + ")") == 1;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private long holder(HotelId hotel) throws SQLException {
        try (Connection connection = database.connection()) {
            return number(connection, "select is_used_lock(" + name(hotel) + ")");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long questions(HikariDataSource one) throws SQLException {
        try (Connection connection = one.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show session status like 'Questions'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private void awaitFree(HotelId hotel) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isFree(hotel)) {
            assertThat(end - System.nanoTime()).isPositive();
        }
    }

    /**
     * Waiting for a named lock.
     *
     * @param id the server's number of the connection
     * @param statement what it is doing
     */
    private record Waiting(long id, String statement) {}

    /** Returns the connections that wait for a named lock once there are so many. */
    private List<Waiting> awaitWaiting(int connections) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            while (true) {
                List<Waiting> waiting = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("show processlist")) {
                    while (rows.next()) {
                        if (database.name().equals(rows.getString("db"))
                                && "User lock".equals(rows.getString("State"))) {
                            waiting.add(new Waiting(rows.getLong("Id"), rows.getString("Info")));
                        }
                    }
                }
                if (waiting.size() == connections) {
                    return waiting;
                }
                assertThat(end - System.nanoTime())
                        .as("of %s only %s wait", connections, waiting)
                        .isPositive();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    /** The plainest of pools: it takes its connection back without putting anything right. */
    private static DataSource handingOut(Connection connection) {
        return new HikariDataSource() {
            @Override
            public Connection getConnection() {
                return proxy((method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
            }
        };
    }

    /** As some pools have it. */
    private static Connection withQueryTimeout(Connection connection, int seconds) {
        return proxy((method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (result instanceof Statement statement) {
                statement.setQueryTimeout(seconds);
            }
            return result;
        });
    }

    private interface Call {
        @Nullable
        Object make(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static Connection proxy(Call call) {
        return proxy(Connection.class, call);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                NamedLockTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.make(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
