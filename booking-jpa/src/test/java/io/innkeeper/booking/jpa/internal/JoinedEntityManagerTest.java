package io.innkeeper.booking.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.jpa.server.TestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinedEntityManagerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger connectionsTaken = new AtomicInteger();

    private TestServer.Database database;
    private PersistenceUnit unit;
    private UUID hotel;
    private UUID room;

    /** The transaction that is joined. */
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        unit = PersistenceUnit.open(TidyDataSource.around(new HikariDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                connectionsTaken.incrementAndGet();
                return database.dataSource().getConnection();
            }
        }));
        hotel = UUID.randomUUID();
        HotelDetails details = HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF"));
        room = UUID.randomUUID();
        Database rooms = new OwnDatabase(unit);
        new JpaHotelStore(rooms).add(new Hotel(new HotelId(hotel), details, false));
        new JpaHotelStore(rooms).addRooms(List.of(room(room, "1")));
        connection = database.connection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        connectionsTaken.set(0);
    }

    @AfterEach
    void end() throws SQLException {
        connection.close();
        unit.close();
        database.close();
    }

    private JoinedEntityManager join() {
        return JoinedEntityManager.on(unit, connection);
    }

    private Room room(UUID id, String number) {
        RoomDetails details = new RoomDetails(number, "double", 2, Money.of("120.00", "CHF"));
        return new Room(new RoomId(id), new HotelId(hotel), details, false);
    }

    @Test
    void everyReadIsOneOfTheConnection() throws SQLException {
        execute(connection, "update room set number = 'only I see this'");

        try (JoinedEntityManager joined = join()) {
            EntityManager em = joined.get();
            assertThat(em.createQuery("select r.number from RoomEntity r", String.class)
                            .getResultList())
                    .as("before anything that the provider takes for a beginning")
                    .containsExactly("only I see this");
            assertThat(em.createNativeQuery("select number from room").getSingleResult())
                    .isEqualTo("only I see this");
            assertThat(number(em.find(RoomEntity.class, room))).isEqualTo("only I see this");
        }
        try (JoinedEntityManager joined = join()) {
            assertThat(number(joined.get().find(RoomEntity.class, room))).isEqualTo("only I see this");
        }
        try (JoinedEntityManager joined = join()) {
            Map<String, Object> readOnly = Map.of("eclipselink.read-only", "true");
            assertThat(number(joined.get().find(RoomEntity.class, room, readOnly)))
                    .isEqualTo("only I see this");
        }
        try (JoinedEntityManager joined = join()) {
            assertThat(number(joined.get().find(RoomEntity.class, room, LockModeType.PESSIMISTIC_WRITE)))
                    .isEqualTo("only I see this");
        }
        assertThat(connectionsTaken).hasValue(0);
    }

    @Test
    void whatIsFlushedIsCommittedWithTheConnectionAndNotBefore() throws SQLException {
        UUID added = UUID.randomUUID();
        try (JoinedEntityManager joined = join()) {
            EntityManager em = joined.get();
            em.persist(new RoomEntity(room(added, "2")));
            em.find(RoomEntity.class, room).describe(room(room, "1a").details());
            em.flush();
        }

        assertThat(numbers(connection)).containsExactly("1a", "2");
        assertThat(committedNumbers()).containsExactly("1");
        connection.commit();
        assertThat(committedNumbers()).containsExactly("1a", "2");
        assertThat(connectionsTaken).hasValue(0);
    }

    @Test
    void whatIsFlushedGoesWhenTheConnectionIsRolledBack() throws SQLException {
        try (JoinedEntityManager joined = join()) {
            joined.get().persist(new RoomEntity(room(UUID.randomUUID(), "2")));
            joined.get().flush();
        }
        connection.rollback();

        assertThat(numbers(connection)).containsExactly("1");
    }

    @Test
    void closingFlushesNothingAndEndsNothingOnTheConnection() throws SQLException {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        execute(connection, "update room set number = 'before'");
        EntityTransaction providers;
        try (JoinedEntityManager joined = join()) {
            providers = joined.get().getTransaction();
            joined.get().persist(new RoomEntity(room(UUID.randomUUID(), "never flushed")));
        }

        assertThat(providers.isActive()).isFalse();
        assertThat(numbers(connection)).containsExactly("before");
        assertThat(committedNumbers()).containsExactly("1");
        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    }

    @Test
    void anEntityManagerThatCommitsCommitsNothingOnTheConnection() throws SQLException {
        try (JoinedEntityManager joined = join()) {
            joined.get().persist(new RoomEntity(room(UUID.randomUUID(), "2")));
            joined.get().getTransaction().commit();
        }

        assertThat(committedNumbers()).containsExactly("1");
        connection.rollback();
        assertThat(numbers(connection)).containsExactly("1");
    }

    @Test
    void aLockIsTheTransactionsAndOutlivesTheEntityManager() throws SQLException {
        try (JoinedEntityManager joined = join()) {
            joined.get().find(RoomEntity.class, room, LockModeType.PESSIMISTIC_WRITE);
        }

        try (Connection other = database.connection()) {
            String lock = "select id from room for update nowait";
            assertThatThrownBy(() -> execute(other, lock))
                    .satisfies(e -> assertThat(judged(e)).isEqualTo(SqlFailure.TRY_AGAIN));
            connection.commit();
            execute(other, lock);
        }
    }

    @Test
    void aStaleVersionLeavesTheTransactionUsable() throws SQLException {
        execute(connection, "update hotel set name = 'before'");
        try (JoinedEntityManager joined = join()) {
            EntityManager em = joined.get();
            em.find(RoomEntity.class, room).describe(room(room, "stale").details());
            execute(connection, "update room set version = version + 1");

            assertThatThrownBy(em::flush).isInstanceOf(OptimisticLockException.class);
        }

        try (JoinedEntityManager again = join()) {
            again.get()
                    .find(RoomEntity.class, room)
                    .describe(room(room, "fresh").details());
            again.get().flush();
        }
        connection.commit();
        assertThat(committedNumbers()).containsExactly("fresh");
        assertThat(strings(connection, "select name from hotel")).containsExactly("before");
        assertThat(connectionsTaken).hasValue(0);
    }

    @Test
    void aDuplicateLeavesTheTransactionUsableAndCostsOneStatement() throws SQLException {
        try (JoinedEntityManager joined = join()) {
            joined.get().persist(new RoomEntity(room(UUID.randomUUID(), "1")));
            long before = questions();

            Throwable failure = catchThrowable(() -> joined.get().flush());

            assertThat(questions() - before).as("an insert and this question").isEqualTo(2);
            assertThat(judged(failure)).isEqualTo(SqlFailure.DUPLICATE);
        }
        assertUsable();
    }

    @Test
    void aLockThatCannotBeHadLeavesTheTransactionUsable() throws SQLException {
        try (Connection other = database.connection()) {
            other.setAutoCommit(false);
            execute(other, "select id from hotel for update");
            try (JoinedEntityManager joined = join()) {
                Map<String, Object> noWait = Map.of("jakarta.persistence.lock.timeout", 0);
                Throwable failure = catchThrowable(
                        () -> joined.get().find(HotelEntity.class, hotel, LockModeType.PESSIMISTIC_WRITE, noWait));

                assertThat(judged(failure)).isEqualTo(SqlFailure.TRY_AGAIN);
            }
            other.rollback();
        }
        assertUsable();
    }

    private void assertUsable() throws SQLException {
        try (JoinedEntityManager again = join()) {
            again.get().persist(new RoomEntity(room(UUID.randomUUID(), "2")));
            again.get().flush();
        }
        execute(connection, "update room set number = '1a' where number = '1'");
        connection.commit();
        assertThat(committedNumbers()).containsExactly("1a", "2");
        assertThat(connectionsTaken).hasValue(0);
    }

    @Test
    void openingAndClosingCostsNoStatement() throws SQLException {
        long before = questions();
        for (int i = 0; i < 10; i++) {
            try (JoinedEntityManager joined = join()) {
                assertThat(joined.get().isOpen()).isTrue();
            }
        }

        assertThat(questions() - before).as("this question").isEqualTo(1);
    }

    @Test
    void oneLookOneLockAndOneWriteAreThreeStatements() throws SQLException {
        long before = questions();
        try (JoinedEntityManager joined = join()) {
            EntityManager em = joined.get();
            em.find(HotelEntity.class, hotel);
            em.find(RoomEntity.class, room, LockModeType.PESSIMISTIC_WRITE)
                    .describe(room(room, "1a").details());
            em.flush();
        }

        assertThat(questions() - before).as("and this question").isEqualTo(4);
    }

    @Test
    void nobodyKeepsTheConnectionAfterClosing() throws Exception {
        ReferenceQueue<Connection> collected = new ReferenceQueue<>();
        WeakReference<Connection> joined = useAndClose(collected);

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (collected.remove(100) == null) {
            System.gc();
            assertThat(end - System.nanoTime())
                    .as("%s is still reachable", joined)
                    .isPositive();
        }
    }

    /** Uses a connection that nobody else knows. */
    private WeakReference<Connection> useAndClose(ReferenceQueue<Connection> collected) {
        Connection own = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.invoke(connection, arguments));
        try (JoinedEntityManager joined = JoinedEntityManager.on(unit, own)) {
            EntityManager em = joined.get();
            assertThat(em.createQuery("select r from RoomEntity r", RoomEntity.class)
                            .getResultList())
                    .hasSize(1);
            em.persist(new RoomEntity(room(UUID.randomUUID(), "1")));
            assertThat(catchThrowable(em::flush)).isNotNull();
        }
        return new WeakReference<>(own, collected);
    }

    private static SqlFailure judged(Throwable failure) {
        return SqlFailure.of(failure, Phase.BEFORE_COMMIT);
    }

    private static String number(RoomEntity found) {
        return found.toRoom().number();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> numbers(Connection connection) throws SQLException {
        return strings(connection, "select number from room order by number");
    }

    private List<String> committedNumbers() throws SQLException {
        try (Connection other = database.connection()) {
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return numbers(other);
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** How many statements the connection has sent, this one included. */
    private long questions() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show session status like 'Questions'")) {
            rows.next();
            return rows.getLong(2);
        }
    }
}
