package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.EmbeddedServer;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.stay.Stay;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of those who ask for more than can be done: every one is answered, by a type that says so, and nothing is left. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverloadTest {

    /** So long that a caller who waits as long as the pool does is never back. */
    private static final Duration PATIENCE_OF_THE_POOL = Duration.ofHours(1);

    private static final int CALLERS = 60;

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 2);

    /** What one of many got: an answer, or what was thrown. */
    private static List<Object> allAtOnce(int callers, IntFunction<Object> work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(callers);
        List<FutureTask<Object>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int number = i;
            Callable<Object> call = () -> {
                together.await();
                try {
                    return work.apply(number);
                } catch (RuntimeException e) {
                    return e;
                }
            };
            FutureTask<Object> task = new FutureTask<>(call);
            tasks.add(task);
            Thread thread = new Thread(null, task, "caller-" + i, 256 * 1024);
            threads.add(thread);
            thread.start();
        }
        List<Object> answers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            answers.add(tasks.get(i).get());
            threads.get(i).join();
        }
        return answers;
    }

    private static HikariDataSource pool(TestServer.Database database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(PATIENCE_OF_THE_POOL.toMillis());
        return new HikariDataSource(config);
    }

    private static InventoryLock direct(JpaInventory mysql) {
        return InventoryLock.retrying(mysql.direct(mysql.uniqueClaim()));
    }

    private static Innkeeper hurried(JpaStorage storage, Duration answerWithin) {
        return Innkeeper.builder()
                .storage(storage)
                .answerWithin(answerWithin)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
    }

    private static void isWhole(HikariDataSource pool) {
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(pool.getHikariPoolMXBean().getThreadsAwaitingConnection()).isZero();
    }

    @Test
    void whoHasNoConnectionByTheirDeadlineIsBack() throws Exception {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource pool = pool(database, 2)) {
            JpaStorage.migrate(database.dataSource());
            try (JpaStorage storage = JpaStorage.open(pool, OverloadTest::direct);
                    Innkeeper innkeeper = hurried(storage, Duration.ofMillis(300))) {
                User ada = Given.user(storage);
                Hotel hotel = Given.hotel(storage);
                List<Room> rooms = Given.rooms(storage, hotel, CALLERS);
                Innkeeper patient = hurried(storage, Duration.ofMinutes(1));
                Booking booking = ((Booked) patient.bookings()
                                .book(BookingRequest.room(ada.id(), rooms.get(0).id(), stay, 1)))
                        .booking();
                List<Object> changes;
                List<Object> bookings;
                List<Object> cancellations;
                try (Connection one = pool.getConnection();
                        Connection other = pool.getConnection()) {
                    changes = allAtOnce(
                            CALLERS,
                            i -> storage.inventory()
                                    .settle(List.of(Given.booking(
                                            ada,
                                            List.of(rooms.get(i)),
                                            stay,
                                            "key " + i,
                                            Deadline.after(Duration.ofMillis(100)))))
                                    .get(0));
                    bookings = allAtOnce(
                            CALLERS,
                            i -> innkeeper
                                    .bookings()
                                    .book(BookingRequest.room(
                                            ada.id(), rooms.get(i).id(), stay, 1)));
                    cancellations = allAtOnce(CALLERS, i -> innkeeper.bookings().cancel(ada.id(), booking.id()));
                    assertThat(one.isClosed() || other.isClosed()).isFalse();
                }
                assertThat(changes).hasSize(CALLERS).containsOnly(new Settlement.TooLate());
                assertThat(bookings).hasSize(CALLERS).containsOnly(new TooLate());
                assertThat(cancellations)
                        .as("which look the booking up first")
                        .hasSize(CALLERS)
                        .containsOnly(new TooLate());
                isWhole(pool);
                assertThat(patient.bookings().cancel(ada.id(), booking.id())).isInstanceOf(Cancelled.class);
                assertThat(innkeeper.verifyInventory().findings()).isEmpty();
            }
        }
    }

    @Test
    void whoHasNoConnectionForANamedLockByTheirDeadlineIsTooLate() throws Exception {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource lockConnections = pool(database, 1)) {
            JpaStorage.migrate(database.dataSource());
            try (JpaStorage storage = JpaStorage.open(
                    database.dataSource(), mysql -> mysql.named(lockConnections, OverloadTest.direct(mysql)))) {
                User ada = Given.user(storage);
                List<Room> rooms = Given.rooms(storage, Given.hotel(storage), CALLERS);
                List<Object> answers;
                try (Connection taken = lockConnections.getConnection()) {
                    answers = allAtOnce(
                            CALLERS,
                            i -> storage.inventory()
                                    .settle(List.of(Given.booking(
                                            ada,
                                            List.of(rooms.get(i)),
                                            stay,
                                            "key " + i,
                                            Deadline.after(Duration.ofMillis(100)))))
                                    .get(0));
                    assertThat(taken.isClosed()).isFalse();
                }
                assertThat(answers).hasSize(CALLERS).containsOnly(new Settlement.TooLate());
                isWhole(lockConnections);
            }
        }
    }

    /** Under the default strategy and the one without a queue, with fewer connections than callers. */
    @Test
    void whoWaitsForARowThatSomebodyElseHasIsAnswered() throws Exception {
        try (TestServer.Database database = TestServer.newDatabase();
                HikariDataSource pool = pool(database, 6)) {
            JpaStorage.migrate(database.dataSource());
            try (JpaStorage merged = JpaStorage.open(pool);
                    JpaStorage direct = JpaStorage.open(pool, OverloadTest::direct)) {
                for (JpaStorage storage : List.of(merged, direct)) {
                    User ada = Given.user(storage);
                    Hotel hotel = Given.hotel(storage);
                    List<Room> rooms = Given.rooms(storage, hotel, CALLERS);
                    Innkeeper innkeeper = hurried(storage, Duration.ofSeconds(1));
                    List<Object> answers;
                    try (Connection host = database.connection();
                            Statement statement = host.createStatement()) {
                        host.setAutoCommit(false);
                        statement.executeQuery("select * from room for update").close();
                        answers = allAtOnce(
                                CALLERS,
                                i -> innkeeper
                                        .bookings()
                                        .book(BookingRequest.room(
                                                ada.id(), rooms.get(i).id(), stay, 1)));
                        host.rollback();
                    }
                    assertThat(answers).hasSize(CALLERS).hasOnlyElementsOfTypes(TooLate.class, Contended.class);
                    isWhole(pool);
                    assertThat(storage.bookings().ofUser(ada.id(), null, 10)).isEmpty();
                    for (Room room : rooms.subList(0, 10)) {
                        assertThat(innkeeper.bookings().book(BookingRequest.room(ada.id(), room.id(), stay, 1)))
                                .isInstanceOf(Booked.class);
                    }
                }
            }
        }
    }

    /** A server of its own, since what it allows it allows all. */
    @Test
    void aThousandConnectionsWantedFromAServerThatAllowsFifty() throws Exception {
        int callers = 1_000;
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Unpooled unpooled = new Unpooled(server);
            JpaStorage.migrate(server.url(), server.user(), server.password());
            try (Connection admin = unpooled.getConnection();
                    Statement sql = admin.createStatement();
                    JpaStorage storage = JpaStorage.open(unpooled, OverloadTest::direct)) {
                sql.execute("set global max_connections = 50");
                User ada = Given.user(storage);
                Hotel hotel = Given.hotel(storage);
                List<Room> rooms = Given.rooms(storage, hotel, callers);
                Innkeeper innkeeper = hurried(storage, Duration.ofSeconds(5));
                IntFunction<Object> book = i -> innkeeper
                        .bookings()
                        .book(BookingRequest.room(ada.id(), rooms.get(i).id(), stay, 1));
                innkeeper.availability().freeRooms(hotel.id(), stay, 1);

                Deque<Connection> all = new ArrayDeque<>();
                assertThatThrownBy(() -> {
                            while (true) {
                                all.push(unpooled.getConnection());
                            }
                        })
                        .isInstanceOf(SQLException.class)
                        .hasFieldOrPropertyWithValue("errorCode", 1040);
                List<Object> none = allAtOnce(callers, book);
                assertThat(none).hasSize(callers).hasOnlyElementsOfType(OverloadedException.class);
                assertThatThrownBy(() -> innkeeper.hotels().rooms(hotel.id())).isInstanceOf(OverloadedException.class);
                while (!all.isEmpty()) {
                    all.pop().close();
                }
                awaitConnections(sql, 1);

                List<Object> some = allAtOnce(callers, book);
                assertThat(some)
                        .hasSize(callers)
                        .hasOnlyElementsOfTypes(
                                Booked.class, OverloadedException.class, Contended.class, TooLate.class);
                awaitConnections(sql, 1);
                assertThat(storage.bookings().atHotel(hotel.id(), stay.arrival(), stay.arrival(), null, callers))
                        .hasSize((int)
                                some.stream().filter(Booked.class::isInstance).count());

                HikariConfig config = new HikariConfig();
                config.setDataSource(unpooled);
                config.setMaximumPoolSize(callers);
                config.setMinimumIdle(1);
                Stay later = Stay.of(stay.departure(), 2);
                try (HikariDataSource pool = new HikariDataSource(config);
                        JpaStorage pooled = JpaStorage.open(pool, OverloadTest::direct)) {
                    Innkeeper second = hurried(pooled, Duration.ofSeconds(5));
                    List<Object> shared = allAtOnce(
                            callers,
                            i -> second.bookings()
                                    .book(BookingRequest.room(
                                            ada.id(), rooms.get(i).id(), later, 1)));
                    assertThat(shared)
                            .hasSize(callers)
                            .hasOnlyElementsOfTypes(
                                    Booked.class, OverloadedException.class, Contended.class, TooLate.class)
                            .hasAtLeastOneElementOfType(Booked.class);
                    isWhole(pool);
                }
                awaitConnections(sql, 1);
                assertThat(innkeeper
                                .bookings()
                                .book(BookingRequest.room(
                                        ada.id(), rooms.get(0).id(), Stay.of(later.departure(), 1), 1)))
                        .as("when all is over")
                        .isInstanceOf(Booked.class);
                assertThat(innkeeper.verifyInventory().findings()).isEmpty();
            }
        }
    }

    /** The server notices a little later that a client has gone. */
    private static void awaitConnections(Statement sql, int number) throws SQLException {
        int found;
        do {
            try (ResultSet row = sql.executeQuery(
                    "select count(*) from information_schema.processlist where user <> 'system user'")) {
                row.next();
                found = row.getInt(1);
            }
        } while (found > number);
    }

    /** A connection of its own for each who wants one. */
    private record Unpooled(EmbeddedServer server) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(server.url(), server.user(), server.password());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
