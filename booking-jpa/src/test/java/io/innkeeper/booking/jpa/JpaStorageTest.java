package io.innkeeper.booking.jpa;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.AccountStore.Attempts;
import io.innkeeper.booking.account.AccountStore.Credential;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.stay.Stay;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to this storage; that it keeps the contract of every storage is tested elsewhere. */
class JpaStorageTest {

    private static TestServer.Database database;
    private static JpaStorage storage;

    @BeforeAll
    static void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.connect(database.url(), database.user(), database.password());
    }

    @AfterAll
    static void close() {
        storage.close();
        database.close();
    }

    @Test
    void noSqlTypedByHandSellsANightTwice() throws SQLException {
        LocalDate night = LocalDate.of(2030, 5, 1);
        User user = Given.user(storage);
        Room room = Given.room(storage, Given.hotel(storage));
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        try (Connection connection = database.connection()) {
            Given.insertBooking(connection, first, user, room, Stay.of(night, 1));
            Given.insertBooking(connection, second, user, room, Stay.of(night, 1));
            Given.insertNight(connection, first, room, night, "null");

            assertThatThrownBy(() -> Given.insertNight(connection, second, room, night, "null"))
                    .asInstanceOf(type(SQLException.class))
                    .returns(1062, SQLException::getErrorCode);
        }
    }

    @Test
    void theJoinOfUsersBookingsAndRoomsRunsWithoutQuoting() throws SQLException {
        database.execute(
                "select * from user u inner join booking b on u.id=b.user_id\n inner join room r on r.id=b.room_id");
    }

    @Test
    void idsOfAnyBytesComeBackAsTheyWentWhateverTheSqlMode() {
        String url = database.urlWith("sessionVariables", "sql_mode='NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'");
        try (JpaStorage strict = JpaStorage.connect(url, database.user(), database.password())) {
            for (JpaStorage each : new JpaStorage[] {storage, strict}) {
                // Quote, backslash, NUL, control-Z, percent and bytes that are no UTF-8.
                long random = UUID.randomUUID().getMostSignificantBits();
                UserId id = new UserId(new UUID(0x27225c00251a0a0dL, 0xff80c0fe00000000L | (random & 0xffffffffL)));
                User user = new User(id, id + "@example.com", "O'Neil \\ \"\u0301\uD83D\uDE00%_", id.value());
                each.accounts().add(user, "hash");

                assertThat(each.accounts().find(id)).contains(user);
                assertThat(each.accounts().credential(user.email()).map(Credential::user))
                        .contains(user);
            }
        }
    }

    @Test
    void aDuplicateIsToldAsWhatItIsADuplicateOf() {
        User user = Given.user(storage);
        Hotel hotel = Given.hotel(storage);
        Room room = Given.room(storage, hotel);

        assertThatThrownBy(() -> storage.accounts()
                        .add(new User(new UserId(UUID.randomUUID()), user.email(), "Eve", user.stamp()), "hash"))
                .asInstanceOf(type(AlreadyExistsException.class))
                .returns("email", AlreadyExistsException::field);
        assertThatThrownBy(() ->
                        storage.accounts().add(new User(user.id(), "new" + user.email(), "Eve", user.stamp()), "h"))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> storage.hotels()
                        .addRooms(List.of(new Room(new RoomId(UUID.randomUUID()), hotel.id(), room.details(), false))))
                .asInstanceOf(type(AlreadyExistsException.class))
                .returns("number", AlreadyExistsException::field);
        assertThatThrownBy(() ->
                        storage.hotels().addRooms(List.of(new Room(room.id(), hotel.id(), Given.details("2"), false))))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> storage.hotels().add(hotel)).isInstanceOf(StorageException.class);
    }

    @Test
    void anUpdateThatWouldMakeADuplicateChangesNothing() {
        Hotel hotel = Given.hotel(storage);
        Room room = Given.room(storage, hotel);
        Room other = new Room(new RoomId(UUID.randomUUID()), hotel.id(), Given.details("2"), false);
        storage.hotels().addRooms(List.of(other));

        assertThatThrownBy(() -> storage.hotels().updateRoom(other.id(), room.details()))
                .asInstanceOf(type(AlreadyExistsException.class))
                .returns("1", AlreadyExistsException::value);
        assertThat(storage.hotels().rooms(hotel.id())).containsExactly(room, other);
    }

    @Test
    void foreignKeysRefuseWhatDoesNotFit() {
        Hotel hotel = Given.hotel(storage);
        Room room = Given.room(storage, hotel);
        UserId nobody = new UserId(UUID.randomUUID());
        RoomDetails inDollars = new RoomDetails("1", "double", 2, Money.of("1", "USD"));

        assertThatThrownBy(() ->
                        storage.hotels().update(hotel.id(), hotel.details().withOwner(nobody)))
                .isInstanceOf(NotFoundException.class);
        assertThat(storage.hotels().updateRoom(room.id(), inDollars)).isEmpty();
        assertThat(storage.hotels()
                        .addRooms(List.of(new Room(new RoomId(UUID.randomUUID()), hotel.id(), inDollars, false))))
                .isFalse();
        assertThat(storage.hotels()
                        .addRooms(List.of(new Room(
                                new RoomId(UUID.randomUUID()), new HotelId(UUID.randomUUID()), room.details(), false))))
                .isFalse();
        assertThat(storage.hotels().find(hotel.id())).contains(hotel);
        assertThat(storage.hotels().rooms(hotel.id())).containsExactly(room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "!", "\\", "'", "100%", "a_b", "!%"})
    void charactersThatMeanSomethingInAPatternMeanThemselvesInASearch(String text) {
        Hotel hotel = Given.hotel(storage);
        storage.hotels().update(hotel.id(), hotel.details().withName("x" + text + "y " + hotel.id()));

        assertThat(storage.hotels().list(named("x" + text + "y " + hotel.id()))).hasSize(1);
        assertThat(storage.hotels().list(named("xzzy " + hotel.id()))).isEmpty();
        assertThat(storage.hotels().list(named("x" + text + text + "y " + hotel.id())))
                .isEmpty();
    }

    private static HotelStore.Filter named(String part) {
        return new HotelStore.Filter(null, SearchKey.of(part), 0, null, false, null, 10);
    }

    @Test
    void timesBeyondWhatTheSchemaHoldsStayBeyondAllOthers() {
        User user = Given.user(storage);
        byte[] hash = hash(1);
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);

        storage.accounts().putResetToken(user.id(), hash, Instant.MAX);
        storage.accounts().replaceAttempts(hash, null, new Attempts(1, Instant.MIN, Instant.MAX));

        assertThat(storage.accounts().findByResetToken(hash, last.minusMillis(1)))
                .contains(user);
        assertThat(storage.accounts().attempts(hash).map(Attempts::retryAt)).contains(last);
        assertThat(storage.accounts().replaceAttempts(hash, new Attempts(1, Instant.MIN, Instant.MAX), null))
                .isTrue();
    }

    @Test
    void aStayMayBeLongerThanAnyLimitOnRecursionOrNestingOfAServer() {
        Hotel hotel = Given.hotel(storage);
        Room room = Given.room(storage, hotel);

        assertThat(storage.availability().freeRooms(hotel.id(), Stay.of(LocalDate.of(2030, 1, 1), 20_000), 1))
                .containsExactly(room);
    }

    @Test
    void aTransactionThatWaitedTooLongForALockIsRunAgainAsAWhole() throws Exception {
        Room room = Given.room(storage, Given.hotel(storage));
        String impatient = database.urlWith("sessionVariables", "innodb_lock_wait_timeout=1");
        try (JpaStorage waiting = JpaStorage.connect(impatient, database.user(), database.password());
                Connection other = database.connection()) {
            other.setAutoCommit(false);
            other.createStatement().executeQuery("select id from room for update");

            CompletableFuture<Optional<Boolean>> closing = CompletableFuture.supplyAsync(
                    () -> waiting.hotels().setRoomClosed(room.id(), true).map(Room::closed));
            LockWaits.await(database, 2);
            other.rollback();

            assertThat(closing.get(30, SECONDS)).contains(true);
        }
    }

    @Test
    void aLockThatNobodyGivesUpEndsInAStorageException() throws Exception {
        Room room = Given.room(storage, Given.hotel(storage));
        String impatient = database.urlWith("sessionVariables", "innodb_lock_wait_timeout=1");
        try (JpaStorage waiting = JpaStorage.connect(impatient, database.user(), database.password());
                Connection other = database.connection()) {
            other.setAutoCommit(false);
            other.createStatement().executeQuery("select id from room for update");

            assertThatThrownBy(() -> waiting.hotels().setRoomClosed(room.id(), true))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Cannot close a room");
            other.rollback();
        }
    }

    @Test
    void whatGoesWrongLeavesNoLockAndNoOpenTransactionBehind() throws SQLException {
        User user = Given.user(storage);
        for (int i = 0; i < 30; i++) { // more often than the pool has connections
            assertThatThrownBy(() -> storage.accounts()
                            .add(new User(new UserId(UUID.randomUUID()), user.email(), "Eve", user.stamp()), "hash"))
                    .isInstanceOf(AlreadyExistsException.class);
        }

        database.execute(
                "set session lock_wait_timeout = 5",
                "alter table user add column extra int",
                "alter table user drop column extra");
    }

    @Test
    void noHashShowsInAMessageOrAStackTrace() {
        User user = Given.user(storage);
        Throwable thrown = catchThrowable(() ->
                storage.accounts().add(new User(user.id(), "x" + user.email(), "n", user.stamp()), "SECRETHASH"));
        Throwable tooLong = catchThrowable(() -> storage.accounts()
                .add(
                        new User(new UserId(UUID.randomUUID()), "y" + user.email(), "n", user.stamp()),
                        "SECRETHASH".repeat(99)));

        assertThat(stackTrace(thrown)).contains("StorageException").doesNotContain("SECRETHASH");
        assertThat(stackTrace(tooLong)).contains("StorageException").doesNotContain("SECRETHASH");
    }

    private static Throwable catchThrowable(Runnable call) {
        return org.assertj.core.api.Assertions.catchThrowable(call::run);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aWrongPasswordIsToldWithoutBeingShown() {
        assertThatThrownBy(() -> JpaStorage.connect(database.url(), database.user(), "not the password"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Access denied")
                .hasMessageNotContaining("not the password");
    }

    @Test
    void aUrlThatNoDriverTakesIsToldWithoutBeingShown() {
        assertThatThrownBy(() -> JpaStorage.connect("jdbc:nothing://host/?password=secret", "user", "password"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("jdbc:mysql://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aServerThatIsNotThereIsToldSoon() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        long start = System.nanoTime();

        assertThatThrownBy(() -> JpaStorage.connect("jdbc:mysql://127.0.0.1:" + port + "/x", "user", "password"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot connect to the database");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void connectionsThatTheServerHasKilledAreToldAndReplaced() throws SQLException {
        User user = Given.user(storage);
        try (SingleConnection host = new SingleConnection(database.connection());
                JpaStorage single = JpaStorage.open(host)) {
            host.connection().abort(Runnable::run);

            assertThatThrownBy(() -> single.accounts().find(user.id()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Cannot read a user");
            assertThatThrownBy(() -> Given.user(single)).isInstanceOf(StorageException.class);
        }
        assertThat(storage.accounts().find(user.id())).contains(user);
    }

    @Test
    void aStorageThatWasClosedSaysSo() {
        JpaStorage closed = JpaStorage.connect(database.url(), database.user(), database.password());
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.accounts().find(new UserId(UUID.randomUUID())))
                .isInstanceOf(StorageException.class);
    }

    private static byte[] hash(int value) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) value);
        return hash;
    }
}
