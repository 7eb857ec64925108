package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.Dated;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index of a database: what it knows, when it looks, and what becomes of it when it cannot. */
class AvailabilityIndexTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AvailabilityIndex BY_HAND = AvailabilityIndex.standard()
            .every(Duration.ofHours(1))
            .atMostOld(Duration.ofHours(2))
            .termsWithin(Duration.ofDays(1))
            .rereadWithin(Duration.ofDays(30));

    private final Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 3);
    private TestServer.Database database;
    private JpaStorage storage;
    private Innkeeper stored;
    private Hotel hotel;
    private List<Room> rooms;
    private UserId ada;

    @BeforeEach
    void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.connect(database.url(), database.user(), database.password());
        stored = builder(storage).build();
        hotel = Given.hotel(storage);
        rooms = Given.rooms(storage, hotel, 2);
        ada = Given.user(storage).id();
    }

    @AfterEach
    void close() {
        stored.close();
        database.close();
    }

    private static Innkeeper.Builder builder(JpaStorage storage) {
        return Innkeeper.builder().storage(storage).passwordHasher(PasswordHasher.pbkdf2(1));
    }

    private Innkeeper indexed(AvailabilityIndex index) {
        JpaStorage own = JpaStorage.connect(database.url(), database.user(), database.password());
        return builder(own).availabilityIndex(index).build();
    }

    private int free(Innkeeper innkeeper) {
        return innkeeper.availability().freeRooms(hotel.id(), stay, 1).size();
    }

    private BookingOutcome book(Innkeeper innkeeper, Room room) {
        return innkeeper.bookings().book(BookingRequest.room(ada, room.id(), stay, 1));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void itAnswersFromMemoryUntilItLooksAndReadsEverythingAnewInTime() throws SQLException {
        assertThat(book(stored, rooms.get(0))).isInstanceOf(Booked.class);
        try (Innkeeper byHand = indexed(BY_HAND);
                Innkeeper rereading = indexed(BY_HAND.rereadWithin(Duration.ofMillis(10)))) {
            byHand.availability().catchUp();
            rereading.availability().catchUp();

            database.execute("delete from room_night"); // past the library: there is no event

            assertThat(free(stored)).isEqualTo(2);
            assertThat(free(byHand)).isEqualTo(1);
            assertThat(free(rereading)).isEqualTo(1);
            byHand.availability().catchUp();
            assertThat(free(byHand)).isEqualTo(1);
            await("read anew", () -> {
                rereading.availability().catchUp();
                return free(rereading) == 2;
            });
        }
    }

    @Test
    void whatIsCommittedLaterThanItsEventWasMadeIsNotMissed() throws Exception {
        CountDownLatch atCommit = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DataSource slow = new Hooked(database.dataSource(), () -> {}, () -> {
                    atCommit.countDown();
                    pass(goOn);
                })
                .dataSource();
        try (Innkeeper slowly = builder(JpaStorage.open(slow)).build();
                Innkeeper byHand = indexed(BY_HAND)) {
            byHand.availability().catchUp();
            CompletableFuture<BookingOutcome> first = CompletableFuture.supplyAsync(() -> book(slowly, rooms.get(0)));
            assertThat(atCommit.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(book(stored, rooms.get(1))).isInstanceOf(Booked.class);
            byHand.availability().catchUp();
            assertThat(byHand.availability().freeRooms(hotel.id(), stay, 1))
                    .extracting(RoomOffer::room)
                    .containsExactly(rooms.get(0));
            byHand.availability().catchUp();

            goOn.countDown();
            assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Booked.class);
            byHand.availability().catchUp();
            assertThat(free(byHand)).isZero();
        }
    }

    /** As the only one who could still say that it is sold out is the index, it is that which says it. */
    @Test
    void whatIsSoldOutIsRefusedFromMemoryIfThatIsSwitchedOnAndNotForLongerThanTheBound() throws SQLException {
        rooms.forEach(room -> assertThat(book(stored, room)).isInstanceOf(Booked.class));
        BookingRequest any = BookingRequest.anyRoom(ada, hotel.id(), "double", stay, 1);
        try (Innkeeper refusing = indexed(BY_HAND.refusingSoldOut());
                Innkeeper bounded = indexed(BY_HAND.refusingSoldOut().atMostOld(Duration.ofMillis(10)));
                Innkeeper asking = indexed(BY_HAND)) {
            refusing.availability().catchUp();
            bounded.availability().catchUp();
            asking.availability().catchUp();
            database.execute("delete from room_night");

            assertThat(refusing.bookings().book(any)).isEqualTo(new Unavailable(stay.nights()));
            await("the bound is over", () -> bounded.bookings().book(any) instanceof Booked);
            assertThat(asking.bookings().book(any)).isInstanceOf(Booked.class);
        }
    }

    @Test
    void itKeepsUpByItself() {
        try (Innkeeper quick = indexed(BY_HAND.every(Duration.ofMillis(10)))) {
            quick.availability().catchUp();
            assertThat(book(stored, rooms.get(0))).isInstanceOf(Booked.class);

            await("the booking is seen", () -> free(quick) == 1);

            quick.hotels().closeRoom(rooms.get(1).id());
            await("the closing is seen", () -> free(quick) == 0);
        }
    }

    /** Not because it is time to look, which is in an hour. */
    @Test
    void whatIsClosedThroughTheSameInnkeeperIsSeenAtOnce() {
        try (Innkeeper byHand = indexed(BY_HAND)) {
            byHand.availability().catchUp();

            byHand.hotels().closeRoom(rooms.get(0).id());

            await("the closing is seen", () -> free(byHand) == 1);
        }
    }

    @Test
    void anIndexThatIsTooOldIsNotAsked() throws SQLException {
        assertThat(book(stored, rooms.get(0))).isInstanceOf(Booked.class);
        try (Innkeeper ageing = indexed(BY_HAND.atMostOld(Duration.ofMillis(10)))) {
            ageing.availability().catchUp();
            database.execute("delete from room_night");

            await("the storage answers", () -> free(ageing) == 2);
        }
    }

    @Test
    void anOutageIsSurvivedAndWhatHappenedMeanwhileIsKnownAfterIt() {
        Hooked switched = new Hooked(database.dataSource(), () -> {}, () -> {});
        try (Innkeeper quick = builder(JpaStorage.open(switched.dataSource()))
                .availabilityIndex(BY_HAND.every(Duration.ofMillis(10)))
                .build()) {
            quick.availability().catchUp();
            switched.isDown = true;
            assertThatThrownBy(() -> quick.availability().catchUp()).isInstanceOf(StorageException.class);
            assertThat(free(quick)).as("still known").isEqualTo(2);
            int refusals = switched.refusals.get();
            await("tried again", () -> switched.refusals.get() > refusals + 1);
            assertThat(book(stored, rooms.get(0))).isInstanceOf(Booked.class);
            Instant meanwhile = Instant.now();
            switched.isDown = false;

            await("looked again", () -> looked(quick).asOf().isAfter(meanwhile));
            assertThat(looked(quick).answer()).hasSize(1);
        }
    }

    private Dated<List<RoomOffer>> looked(Innkeeper innkeeper) {
        return innkeeper.availability().dated(look -> look.freeRooms(hotel.id(), stay, 1));
    }

    @Test
    void closingStopsTheThread() {
        Thread thread;
        try (Innkeeper quick = indexed(BY_HAND)) {
            quick.availability().catchUp();
            thread = indexThread();
            assertThat(thread.isDaemon()).isTrue();
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closingDoesNotWaitForADatabaseThatDoesNotAnswer() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Hooked hung = new Hooked(database.dataSource(), () -> {}, () -> {});
        Innkeeper quick = builder(JpaStorage.open(hung.dataSource()))
                .availabilityIndex(BY_HAND.every(Duration.ofMillis(10)))
                .build();
        Thread thread = indexThread();
        hung.beforeConnection = () -> {
            if (Thread.currentThread().equals(thread)) {
                hanging.countDown();
                pass(goOn);
            }
        };
        pass(hanging);
        long begun = System.nanoTime();
        quick.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(thread.isAlive()).isTrue();
        goOn.countDown();

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        await("the thread ends", () -> !thread.isAlive());
    }

    private static Thread indexThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("innkeeper-availability"))
                .findAny()
                .orElseThrow();
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** A data source on whose way something can be put. */
    private static final class Hooked {

        private final DataSource dataSource;
        private final Runnable beforeCommit;
        private volatile Runnable beforeConnection;
        private volatile boolean isDown;
        private final AtomicInteger refusals = new AtomicInteger();

        Hooked(DataSource dataSource, Runnable beforeConnection, Runnable beforeCommit) {
            this.dataSource = dataSource;
            this.beforeConnection = beforeConnection;
            this.beforeCommit = beforeCommit;
        }

        DataSource dataSource() {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("getConnection")) {
                            return invoke(() -> method.invoke(dataSource, arguments));
                        }
                        beforeConnection.run();
                        if (isDown) {
                            refusals.incrementAndGet();
                            throw new SQLException("down", "08001");
                        }
                        return connection((Connection) invoke(() -> method.invoke(dataSource, arguments)));
                    });
        }

        private Connection connection(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("commit")) {
                            beforeCommit.run();
                        }
                        return invoke(() -> method.invoke(connection, arguments));
                    });
        }

        private interface Call {
            Object make() throws ReflectiveOperationException;
        }

        private static Object invoke(Call call) throws Throwable {
            try {
                return call.make();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
