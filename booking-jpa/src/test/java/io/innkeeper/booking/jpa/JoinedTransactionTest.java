package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.Host.Kind;
import io.innkeeper.booking.jpa.Host.Transaction;
import io.innkeeper.booking.jpa.server.LockWaits;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.EntityManager;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A booking is part of the transaction that the host has open, and the transaction stays the host's. */
class JoinedTransactionTest {

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 3);
    private static final long PATIENCE_SECONDS = 60;

    private final List<BookingEvent> told = new ArrayList<>();
    private final AtomicInteger connectionsTaken = new AtomicInteger();
    private final AtomicInteger hashed = new AtomicInteger();
    private TestServer.Database database;
    private JpaStorage storage;
    private Innkeeper innkeeper;
    private UserId ada;
    private Hotel hotel;
    private Room room;

    private final class CountingHasher implements PasswordHasher {

        private final PasswordHasher hasher = PasswordHasher.pbkdf2(1);

        @Override
        public String hash(String password) {
            hashed.incrementAndGet();
            return hasher.hash(password);
        }

        @Override
        public boolean matches(String password, String encoded) {
            hashed.incrementAndGet();
            return hasher.matches(password, encoded);
        }

        @Override
        public boolean recognises(String encoded) {
            return hasher.recognises(encoded);
        }

        @Override
        public boolean isOutdated(String encoded) {
            return hasher.isOutdated(encoded);
        }
    }

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.open(new HostsPool(database.dataSource(), connectionsTaken));
        innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(new CountingHasher())
                .listener(told::add)
                .build();
        ada = Given.user(storage).id();
        hotel = Given.hotel(storage);
        room = Given.room(storage, hotel);
    }

    @AfterEach
    void close() {
        innkeeper.close();
        database.close();
    }

    static Stream<Kind> hosts() {
        return Stream.of(Kind.values()).filter(Kind::isThere);
    }

    private BookingRequest request() {
        return BookingRequest.room(ada, room.id(), stay, 1);
    }

    private Bookings in(Transaction transaction) {
        return innkeeper.in(transaction.join(storage)).bookings();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theHostsRowAndTheBookingAreCommittedTogether(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database);
                Transaction transaction = host.begin()) {
            connectionsTaken.set(0);
            transaction.note(1);
            Booking booking = booked(in(transaction).book(request()));
            transaction.note(2);

            assertThat(connectionsTaken)
                    .as("connections beside that of the host")
                    .hasValue(0);
            assertThat(count("booking")).as("before the host commits").isZero();
            transaction.commit();
            assertThat(count("host_note")).isEqualTo(2);
            assertThat(innkeeper.bookings().find(ada, booking.id())).contains(booking);
        }
        assertThat(innkeeper.verifyInventory().isClean()).isTrue();
    }

    /** It takes a tenth of a second and more, while others wait for what the transaction has locked. */
    @ParameterizedTest
    @MethodSource("hosts")
    void noPasswordIsHashedForATransactionThatBooks(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database);
                Transaction transaction = host.begin()) {
            hashed.set(0);
            booked(in(transaction).book(request()));
            transaction.commit();

            assertThat(hashed).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theHostsRowAndTheBookingAreRolledBackTogether(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database)) {
            try (Transaction transaction = host.begin()) {
                transaction.note(1);
                booked(in(transaction).book(request()));
                transaction.rollBack();
            }
            assertThat(counts()).containsOnly(0);
            assertThat(innkeeper.bookings().book(request()))
                    .as("the nights are free again")
                    .isInstanceOf(Booked.class);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aTakenRoomDoesNotCostTheHostItsTransaction(Kind kind) throws SQLException {
        booked(innkeeper.bookings().book(request()));
        try (Host host = Host.of(kind, database);
                Transaction transaction = host.begin()) {
            transaction.note(1);
            assertThat(in(transaction).book(request())).isEqualTo(new Unavailable(stay.nights()));
            Stay later = Stay.of(stay.departure(), 2);
            booked(in(transaction).book(BookingRequest.room(ada, room.id(), later, 1)));
            transaction.commit();
        }
        assertThat(count("host_note")).isEqualTo(1);
        assertThat(count("booking")).isEqualTo(2);
        assertThat(innkeeper.verifyInventory().isClean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aRefusalByAnExceptionDoesNotEither(Kind kind) throws SQLException {
        RoomDetails taken = new RoomDetails(room.number(), "double", 2, Money.of("100", "CHF"));
        try (Host host = Host.of(kind, database);
                Transaction transaction = host.begin()) {
            transaction.note(1);
            Innkeeper joined = innkeeper.in(transaction.join(storage));
            assertThatThrownBy(() -> joined.hotels().addRoom(hotel.id(), taken))
                    .isInstanceOf(AlreadyExistsException.class);
            booked(joined.bookings().book(request()));
            transaction.commit();
        }
        assertThat(List.of(count("host_note"), count("booking"), count("room"))).containsOnly(1);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void whatTheTransactionWroteItSees(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database);
                Transaction transaction = host.begin()) {
            Innkeeper joined = innkeeper.in(transaction.join(storage));
            Hotel added = joined.hotels().add(hotel.details());
            Room attic = joined.hotels().addRoom(added.id(), new RoomDetails("7", "attic", 1, Money.of("50", "CHF")));
            BookingRequest any = BookingRequest.anyRoom(ada, added.id(), "attic", stay, 1);
            Booking booking = booked(joined.bookings().book(any));

            assertThat(joined.bookings().find(ada, booking.id())).contains(booking);
            assertThat(joined.availability().freeRooms(added.id(), stay, 1)).isEmpty();
            assertThat(joined.bookings().book(any)).isInstanceOf(Unavailable.class);
            assertThat(joined.bookings().cancel(ada, booking.id())).isInstanceOf(Cancelled.class);
            assertThat(booked(joined.bookings().book(any)).room()).isEqualTo(attic.id());
            transaction.rollBack();
            assertThat(innkeeper.hotels().find(added.id())).isEmpty();
        }
    }

    /** Whatever the library does on the host's connection, it does not end its transaction or change how it is set. */
    @Test
    void nothingOfTheHostsIsEndedOrChanged() throws SQLException {
        Set<String> hosts = Set.of(
                "commit",
                "close",
                "abort",
                "setAutoCommit",
                "setTransactionIsolation",
                "setReadOnly",
                "setNetworkTimeout",
                "setHoldability",
                "setCatalog",
                "setSchema");
        List<String> called = new ArrayList<>();
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            Connection watched = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (hosts.contains(method.getName())
                                || (method.getName().equals("rollback") && arguments == null)) {
                            called.add(method.getName());
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            Innkeeper joined = innkeeper.in(storage.join(watched));
            Booking booking = booked(joined.bookings().book(request()));
            assertThat(joined.bookings().book(request())).isInstanceOf(Unavailable.class);
            joined.hotels().closeRoom(room.id());
            assertThat(joined.bookings().cancel(ada, booking.id())).isInstanceOf(Cancelled.class);
            assertThat(joined.accounts().find(ada)).isPresent();
            joined.close();

            assertThat(called).isEmpty();
            assertThat(watched.isClosed()).isFalse();
            connection.rollback();
        }
        assertThat(innkeeper.bookings().book(request())).as("it goes on").isInstanceOf(Booked.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void whatWasCommittedSinceTheTransactionBeganCounts(int isolation) throws SQLException {
        Room second = Given.room(storage, Given.hotel(storage));
        try (Connection connection = database.connection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            Innkeeper joined = innkeeper.in(storage.join(connection));
            assertThat(joined.availability().freeRooms(hotel.id(), stay, 1)).hasSize(1);
            booked(innkeeper.bookings().book(request()));
            innkeeper.hotels().closeRoom(second.id());

            assertThat(joined.bookings().book(request()))
                    .as("on isolation %s", isolation)
                    .isEqualTo(new Unavailable(stay.nights()));
            BookingRequest closed = BookingRequest.room(ada, second.id(), stay, 1);
            if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
                assertThat(joined.bookings().book(closed)).isInstanceOf(Refused.class);
            } else {
                assertThatThrownBy(() -> joined.bookings().book(closed))
                        .as("it goes on seeing an open room")
                        .isInstanceOf(TransactionLostException.class);
            }
            connection.rollback();
        }
        assertThat(count("booking")).isEqualTo(1);
    }

    @Test
    void whoActsOnAnOldPictureLosesTheTransaction() throws SQLException {
        Booking booking = booked(innkeeper.bookings().book(request()));
        try (Connection connection = database.connection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            Innkeeper joined = innkeeper.in(storage.join(connection));
            assertThat(joined.bookings().find(ada, booking.id())).contains(booking);
            assertThat(innkeeper.bookings().cancel(ada, booking.id())).isInstanceOf(Cancelled.class);

            assertThatThrownBy(() -> joined.bookings().cancel(ada, booking.id()))
                    .isInstanceOf(TransactionLostException.class)
                    .hasMessageContaining("run the whole transaction again");
            assertThatThrownBy(() -> joined.bookings().find(ada, booking.id()))
                    .as("it has ended for us as well")
                    .isInstanceOf(TransactionLostException.class);
            connection.rollback();

            assertThat(innkeeper.in(storage.join(connection)).bookings().find(ada, booking.id()))
                    .as("in the next one")
                    .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(BookingStatus.CANCELLED));
            connection.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aDeadlockIsToldAsALostTransaction(Kind kind) throws Exception {
        Room second = Given.rooms(storage, Given.hotel(storage), 1).get(0);
        try (Host host = Host.of(kind, database)) {
            CompletableFuture<BookingOutcome> other;
            Throwable lost = null;
            try (Transaction mine = host.begin();
                    Transaction theirs = host.begin()) {
                Bookings here = in(mine);
                Bookings there = in(theirs);
                // They have written more, so that it is mine that the server ends.
                for (int id = 1; id <= 20; id++) {
                    theirs.note(id);
                }
                booked(here.book(request()));
                booked(there.book(BookingRequest.room(ada, second.id(), stay, 1)));
                other = CompletableFuture.supplyAsync(() -> there.book(request()));
                LockWaits.await(database, 1);
                try {
                    here.book(BookingRequest.room(ada, second.id(), stay, 1));
                } catch (TransactionLostException e) {
                    lost = e;
                }
                if (lost != null) {
                    mine.rollBack();
                    assertThat(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Booked.class);
                    theirs.commit();
                } else {
                    assertThatThrownBy(() -> other.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(TransactionLostException.class);
                    theirs.rollBack();
                    mine.commit();
                }
            }
        }
        assertThat(count("booking")).isEqualTo(2);
        assertThat(innkeeper.verifyInventory().isClean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void waitingInVainIsToldAsALostTransaction(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database);
                Transaction first = host.begin();
                Transaction second = host.begin()) {
            booked(in(first).book(request()));
            try (Statement statement = second.connection().createStatement()) {
                statement.execute("set session innodb_lock_wait_timeout = 1");
            }
            second.note(1);
            Bookings waiting = in(second);
            assertThatThrownBy(() -> waiting.book(request())).isInstanceOf(TransactionLostException.class);
            second.rollBack();
            first.commit();
        }
        assertThat(List.of(count("host_note"), count("booking"))).containsExactly(0, 1);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void withoutATransactionItSaysSoAtOnce(Kind kind) throws SQLException {
        try (Host host = Host.of(kind, database)) {
            Transaction transaction = host.begin();
            Bookings bookings = in(transaction);
            transaction.commit();
            if (transaction.connection() != null && kind == Kind.JDBC) {
                transaction.connection().setAutoCommit(true);
            }
            assertThatThrownBy(() -> bookings.book(request()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a transaction must be open");
            assertThatThrownBy(() -> transaction.join(storage)).isInstanceOf(IllegalStateException.class);
            if (kind == Kind.JDBC) {
                transaction.connection().setAutoCommit(false);
            }
            transaction.close();
            if (host instanceof Host.Jpa jpa) {
                try (EntityManager idle = jpa.idle()) {
                    assertThatThrownBy(() -> storage.join(idle))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("the entity manager is in none");
                }
            }
        }
        assertThat(count("booking")).isZero();
    }

    @Test
    void whatSeesUncommittedNightsIsRefused() throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> storage.join(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ UNCOMMITTED");
        }
    }

    @Test
    void whatHasTransactionsOfItsOwnIsRefused() throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            Innkeeper joined = innkeeper.in(storage.join(connection));
            assertThatThrownBy(joined::verifyInventory).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> joined.tidyUp(Duration.ofDays(7))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> joined.events().relay(event -> {})).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void listenersAreToldAfterTheHostsCommitAndOnlyThen() throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            List<Runnable> committed = new ArrayList<>();
            Innkeeper joined = innkeeper.in(storage.join(connection).afterCommit(committed::add));
            Booking booking = booked(joined.bookings().book(request()));
            assertThat(told).isEmpty();
            connection.commit();
            committed.forEach(Runnable::run);

            assertThat(told)
                    .singleElement()
                    .satisfies(event -> assertThat(event.booking()).isEqualTo(booking));
        }
    }

    @Test
    void withoutAHookARelayTellsWhatWasCommitted() throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            booked(innkeeper.in(storage.join(connection)).bookings().book(request()));
            connection.rollback();
            Booking booking =
                    booked(innkeeper.in(storage.join(connection)).bookings().book(request()));
            connection.commit();

            assertThat(told).isEmpty();
            List<BookingEvent> relayed = new ArrayList<>();
            innkeeper.events().relay(relayed::add).deliver();
            assertThat(relayed)
                    .singleElement()
                    .satisfies(event -> assertThat(event.booking()).isEqualTo(booking));
        }
    }

    private static Booking booked(BookingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Booked.class);
        return outcome.success().orElseThrow();
    }

    private List<Integer> counts() throws SQLException {
        return List.of(count("host_note"), count("booking"), count("room_night"), count("booking_event"));
    }

    /** What is committed. */
    private int count(String table) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
