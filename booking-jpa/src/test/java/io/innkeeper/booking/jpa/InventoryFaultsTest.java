package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change when something goes wrong around it. */
class InventoryFaultsTest {

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 2);

    private TestServer.Database database;
    private JpaStorage storage;
    private Innkeeper innkeeper;
    private User ada;
    private Hotel hotel;
    private Room room;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.open(database.dataSource());
        innkeeper = innkeeper(storage);
        ada = Given.user(storage);
        hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
    }

    private static Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
    }

    @AfterEach
    void close() {
        innkeeper.close();
        database.close();
    }

    @Test
    void connectionsThatDiedInThePoolCostNobodyABooking() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource(config(4));
                JpaStorage pooled = JpaStorage.open(pool)) {
            killConnectionsOf(pool, 4);

            Settlement settlement = pooled.inventory()
                    .settle(List.of(Given.booking(ada, List.of(room), stay)))
                    .get(0);

            assertThat(settlement).isInstanceOf(Settlement.Settled.class);
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

    @Test
    void aConnectionThatIsKilledWhileItsChangeWaitsIsReplaced() throws Exception {
        try (HikariDataSource pool = new HikariDataSource(config(1));
                JpaStorage pooled = JpaStorage.open(pool);
                Connection holder = database.connection()) {
            holder.setAutoCommit(false);
            UUID booking = UUID.randomUUID();
            Given.insertBooking(holder, booking, ada, room, stay);
            Given.insertNight(holder, booking, room, stay.arrival(), "null");
            long first = connectionId(pool);
            CompletableFuture<List<Settlement>> answer = CompletableFuture.supplyAsync(
                    () -> pooled.inventory().settle(List.of(Given.booking(ada, List.of(room), stay))));
            LockWaits.await(database, 1);

            database.execute("kill " + first);
            holder.rollback();

            assertThat(answer.get(1, TimeUnit.MINUTES).get(0)).isInstanceOf(Settlement.Settled.class);
            assertThat(connectionId(pool)).isNotEqualTo(first);
            assertThat(storage.bookings().ofUser(ada.id(), null, 10)).hasSize(1);
        }
    }

    private static long connectionId(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connectionId(connection);
        }
    }

    private static long connectionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("select connection_id()")) {
            id.next();
            return id.getLong(1);
        }
    }

    @Test
    void whoseConnectionIsLostAtCommitIsToldThatNobodyKnows() {
        try (HikariDataSource pool = new HikariDataSource(config(1)) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return killedAtCommit(super.getConnection());
                    }
                };
                JpaStorage pooled = JpaStorage.open(pool)) {
            assertThat(pooled.inventory().settle(List.of(Given.booking(ada, List.of(room), stay))))
                    .containsExactly(new Settlement.Unknown());
            assertThat(storage.bookings().ofUser(ada.id(), null, 10)).isEmpty();
            assertThat(storage.inventory().settle(List.of(Given.booking(ada, List.of(room), stay))))
                    .hasOnlyElementsOfType(Settlement.Settled.class);
        }
    }

    /** The server ends the session just before it is told to commit. */
    private Connection killedAtCommit(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        database.execute("kill " + connectionId(connection));
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** All at once, so that each of them was used just now and the pool hands it out unchecked. */
    private void killConnectionsOf(HikariDataSource pool, int size) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            connections.add(pool.getConnection());
        }
        for (Connection connection : connections) {
            database.execute("kill " + connectionId(connection));
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    @Test
    void whatGetsItsConnectionAfterItsDeadlineIsTooLate() {
        Deadline deadline = Deadline.after(Duration.ofMillis(200));
        try (HikariDataSource slow = new HikariDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        while (!deadline.hasPassed()) {
                            Thread.onSpinWait();
                        }
                        return database.connection();
                    }
                };
                JpaStorage pooled = JpaStorage.open(slow)) {
            Settlement settlement = pooled.inventory()
                    .settle(List.of(Given.booking(ada, List.of(room), stay, "late", deadline)))
                    .get(0);

            assertThat(settlement).isInstanceOf(Settlement.TooLate.class);
            assertThat(storage.bookings().ofUser(ada.id(), null, 10)).isEmpty();
        }
    }

    @Test
    void aChangeThatFailsLeavesTheOthersTheirAnswers() {
        InventoryChange good = Given.booking(ada, List.of(room), stay);
        InventoryChange bad = new InventoryChange(
                new RequestKey(ada.id(), "bad"),
                hotel.id(),
                List.of(new Demand.ThisRoom(newId(), room, Stay.of(stay.departure(), 1))),
                List.of(),
                Deadline.after(Duration.ofMinutes(1)),
                assignment -> {
                    throw new IllegalStateException("a bug");
                });

        List<Settlement> answers = storage.inventory().settle(List.of(bad, good));

        assertThat(answers.get(0)).isInstanceOf(Settlement.Failed.class);
        assertThat(answers.get(1)).isInstanceOf(Settlement.Settled.class);
    }

    @Test
    void aChangeMayMakeSeveralBookingsUnderOneKey() {
        Room other = addRoom("2", "130");

        Settlement settlement = storage.inventory()
                .settle(List.of(Given.booking(ada, List.of(room, other), stay)))
                .get(0);

        assertThat(settlement).isInstanceOf(Settlement.Settled.class);
        assertThat(storage.bookings().ofUser(ada.id(), null, 10))
                .extracting(Booking::room)
                .containsExactlyInAnyOrder(room.id(), other.id());
    }

    @Test
    void aHoldThatHasExpiredIsClaimedOverAndOneThatHasNotIsRespected() throws SQLException {
        Room other = addRoom("2", "130");
        hold(room, "utc_timestamp(6) - interval 1 second");
        hold(other, "utc_timestamp(6) + interval 1 hour");

        assertThat(book(BookingRequest.anyRoom(ada.id(), hotel.id(), "double", stay, 1))
                        .success()
                        .map(Booking::room))
                .contains(room.id());
        assertThat(book(BookingRequest.room(ada.id(), other.id(), stay, 1))).isNotInstanceOf(Booked.class);
    }

    private void hold(Room held, String expires) throws SQLException {
        UUID booking = UUID.randomUUID();
        try (Connection connection = database.connection()) {
            Given.insertBooking(connection, booking, ada, held, stay);
            Given.insertNight(connection, booking, held, stay.arrival(), expires);
        }
    }

    @Test
    void whoWantsAnyRoomAndLosesTheChosenOneToAClosureGetsAnother() throws Exception {
        Room dearer = addRoom("2", "130");
        try (Connection closing = database.connection()) {
            closing.setAutoCommit(false);
            try (Statement statement = closing.createStatement()) {
                statement.executeUpdate("update room set closed = true where id = unhex('"
                        + room.id().toString().replace("-", "") + "')");
            }
            CompletableFuture<BookingOutcome> outcome = CompletableFuture.supplyAsync(
                    () -> book(BookingRequest.anyRoom(ada.id(), hotel.id(), "double", stay, 1)));
            LockWaits.await(database, 1);
            closing.commit();

            assertThat(outcome.get(1, TimeUnit.MINUTES).success().map(Booking::room))
                    .contains(dearer.id());
        }
    }

    @Test
    void cancellingABookingWhoseNightsAreGoneSaysSoAndEnds() throws SQLException {
        Booking booking = book(BookingRequest.room(ada.id(), room.id(), stay, 1))
                .success()
                .orElseThrow();
        database.execute("delete from room_night where night = '" + stay.arrival() + "'");

        assertThatThrownBy(() -> innkeeper.bookings().cancel(ada.id(), booking.id()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(booking.id().toString())
                .hasMessageContaining("does not have all its nights");
    }

    private BookingOutcome book(BookingRequest request) {
        return innkeeper.bookings().book(request);
    }

    private Room addRoom(String number, String rate) {
        Room added = new Room(
                new RoomId(UUID.randomUUID()),
                hotel.id(),
                new RoomDetails(number, "double", 2, Money.of(rate, "CHF")),
                false);
        storage.hotels().addRooms(List.of(added));
        return added;
    }

    private static BookingId newId() {
        return new BookingId(UUID.randomUUID());
    }
}
