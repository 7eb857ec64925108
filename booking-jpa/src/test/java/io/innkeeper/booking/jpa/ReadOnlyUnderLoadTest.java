package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.UnknownOutcomeException;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server is turned read-only while many book, and add hotels: nothing is reported as written that is not there, nothing is
 * there of what was reported to have failed, and it goes on as soon as it, or the other server, takes writes.
 *
 * <p>The two servers are no cluster: each has what was written to it, and so tells who wrote where.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReadOnlyUnderLoadTest {

    private static final int CALLERS = 8;
    private static final int ENOUGH = 40;

    private final LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(10);
    private final Hotel hotel = new Hotel(new HotelId(UUID.randomUUID()), details(), false);
    private final Room room = new Room(new RoomId(UUID.randomUUID()), hotel.id(), Given.details("1"), false);
    private final User ada = new User(new UserId(UUID.randomUUID()), "ada@example.com", "Ada", UUID.randomUUID());

    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<UUID> failed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger night = new AtomicInteger();

    private ClusterNode one;
    private ClusterNode other;

    private static HotelDetails details() {
        return HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF"));
    }

    @BeforeEach
    void start() throws SQLException {
        one = ClusterNode.start();
        other = ClusterNode.start();
        for (ClusterNode node : List.of(one, other)) {
            String url = ClusterNode.url(node);
            JpaStorage.migrate(url, ClusterNode.USER, ClusterNode.PASSWORD);
            try (JpaStorage storage = JpaStorage.connect(url, ClusterNode.USER, ClusterNode.PASSWORD)) {
                storage.accounts().add(ada, "hash");
                storage.hotels().add(hotel);
                storage.hotels().addRooms(List.of(room));
            }
        }
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    /** Books the next night, or adds a hotel, and notes what is said of it. */
    private void write(Innkeeper innkeeper, JpaStorage storage, Random random) {
        UUID id = UUID.randomUUID();
        try {
            boolean written = true;
            if (random.nextBoolean()) {
                Stay stay = Stay.of(first.plusDays(night.getAndIncrement() % 500), 1);
                written = innkeeper
                                .bookings()
                                .book(BookingRequest.room(ada.id(), room.id(), stay, 1)
                                        .withId(new BookingId(id)))
                        instanceof Booked;
            } else {
                storage.hotels().add(new Hotel(new HotelId(id), details(), false));
            }
            (written ? acknowledged : failed).add(id);
            done.addAndGet(written ? 1 : 0);
        } catch (UnknownOutcomeException e) {
            throw new AssertionError("no connection was lost", e);
        } catch (StorageException e) {
            failed.add(id);
            refused.incrementAndGet();
        }
    }

    /** Has callers write until a scene is over, and then compares. */
    private void during(JpaStorage storage, Scene scene) throws Exception {
        Seed seed = Seed.of("a server turned read-only");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (Innkeeper innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Random random = seed.random(i);
                callers.add(threads.submit(() -> {
                    while (!over.get()) {
                        write(innkeeper, storage, random);
                    }
                }));
            }
            try {
                scene.run();
            } finally {
                over.set(true);
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
            Set<UUID> there = new HashSet<>(written(one));
            there.addAll(written(other));
            assertThat(there)
                    .as("what was acknowledged, and the hotel, %s", seed)
                    .containsAll(acknowledged)
                    .contains(hotel.id().value())
                    .hasSize(acknowledged.size() + 1);
            assertThat(failed).as("what failed, %s", seed).noneMatch(there::contains);
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Scene {
        void run() throws Exception;
    }

    /** Bookings and hotels. */
    private static List<UUID> written(ClusterNode node) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = node.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select hex(id) from innkeeper.booking union all select hex(id) from" + " innkeeper.hotel")) {
            while (rows.next()) {
                ids.add(UUID.fromString(
                        rows.getString(1).replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
            }
        }
        return ids;
    }

    private static void await(AtomicInteger counter, int more) {
        int enough = counter.get() + more;
        while (counter.get() < enough) {
            Thread.onSpinWait();
        }
    }

    @Test
    void itGoesOnAsSoonAsTheServerTakesWritesAgain() throws Exception {
        JpaStorage storage = JpaStorage.connect(ClusterNode.url(one), ClusterNode.USER, ClusterNode.PASSWORD);
        during(storage, () -> {
            await(done, ENOUGH);
            one.readOnly(true);
            await(refused, CALLERS);
            int before = written(one).size();
            await(refused, CALLERS);
            assertThat(written(one)).hasSize(before);
            one.readOnly(false);
            await(done, ENOUGH);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itGoesOnWhereTheOtherServerTakesWrites(boolean ownPool) throws Exception {
        String url = ClusterNode.url(one, other);
        HikariConfig config = new HikariConfig();
        config.setDataSource(FailoverDataSource.of(url, ClusterNode.USER, ClusterNode.PASSWORD));
        try (HikariDataSource hosts = ownPool ? new HikariDataSource() : new HikariDataSource(config)) {
            JpaStorage storage =
                    ownPool ? JpaStorage.connect(url, ClusterNode.USER, ClusterNode.PASSWORD) : JpaStorage.open(hosts);
            during(storage, () -> {
                await(done, ENOUGH);
                assertThat(written(other)).hasSize(1);
                one.readOnly(true);
                await(done, 2 * ENOUGH);
                assertThat(written(other)).hasSizeGreaterThan(ENOUGH);
                int before = written(one).size();
                one.readOnly(false); // nobody has a connection any more that could write there
                await(done, 2 * ENOUGH);
                assertThat(written(one)).hasSize(before);
                if (ownPool) {
                    assertThat(one.connections()).isZero();
                }
            });
            assertThat(refused).hasValue(0);
        }
    }
}
