package io.innkeeper.booking.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.EventRelay;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that delivers events is killed while it does so. */
@Timeout(120)
class RelayKilledTest {

    private static final int BOOKINGS = 5;

    /** By then the first events of all bookings are noted as delivered; of the second ones, two were begun. */
    private static final int KILLED_AT = BOOKINGS + 2;

    @Test
    void anotherProcessDeliversAllThatTheKilledOneHadNotNoted() throws IOException, SQLException {
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            try (JpaStorage storage = JpaStorage.open(database.dataSource());
                    Innkeeper innkeeper = innkeeper(storage)) {
                List<BookingEvent> all = eventsOfConfirmedBookings(storage, innkeeper);
                List<UUID> first = deliveredByAProcessThatIsKilled(database);
                List<UUID> noted = first.subList(0, BOOKINGS);

                database.execute("update booking_event set relay_at = utc_timestamp(6) where relay_at is not null");
                List<UUID> second = new ArrayList<>();
                EventRelay survivor = innkeeper.events().relay(event -> second.add(event.id()));
                assertThat(survivor.deliver()).isEqualTo(BOOKINGS);
                assertThat(survivor.deliver()).isZero();

                assertThat(Stream.concat(noted.stream(), second.stream()))
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream().map(BookingEvent::id).toList());
                assertThat(second).containsAll(first.subList(BOOKINGS, KILLED_AT));
                assertThat(all)
                        .filteredOn(event -> noted.contains(event.id()))
                        .extracting(event -> event.booking().version())
                        .containsOnly(1);
            }
        }
    }

    private static List<BookingEvent> eventsOfConfirmedBookings(JpaStorage storage, Innkeeper innkeeper) {
        User guest = Given.user(storage);
        Room room = Given.room(storage, Given.hotel(storage));
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        List<BookingEvent> events = new ArrayList<>();
        for (int i = 0; i < BOOKINGS; i++) {
            BookingRequest request = BookingRequest.room(guest.id(), room.id(), Stay.of(tomorrow.plusDays(i), 1), 1);
            Booking hold = innkeeper
                    .bookings()
                    .hold(request, Duration.ofHours(1))
                    .success()
                    .orElseThrow();
            assertThat(innkeeper.bookings().confirm(guest.id(), hold.id()).success())
                    .isPresent();
            innkeeper.events().of(Actor.system(), hold.id()).stream()
                    .map(RecordedEvent::event)
                    .forEach(events::add);
        }
        assertThat(events).hasSize(2 * BOOKINGS);
        return events;
    }

    private static List<UUID> deliveredByAProcessThatIsKilled(TestServer.Database database) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayKilledTest.class.getName(),
                        database.url(),
                        database.user(),
                        database.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            List<UUID> delivered = new ArrayList<>();
            while (delivered.size() < KILLED_AT) {
                String line = output.readLine();
                if (line == null) {
                    throw new IOException("the other process ended after it had delivered " + delivered);
                }
                delivered.add(UUID.fromString(line));
            }
            return delivered;
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** What the other process runs: says what it delivers, and does not come back from the last. */
    public static void main(String[] args) throws IOException {
        Innkeeper innkeeper = innkeeper(JpaStorage.connect(args[0], args[1], args[2]));
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger delivered = new AtomicInteger();
        innkeeper
                .events()
                .relay(event -> {
                    System.out.println(event.id());
                    if (delivered.incrementAndGet() == KILLED_AT) {
                        awaitUninterrupted(never);
                    }
                })
                .start(Duration.ofMillis(10));
        System.exit(System.in.read()); // if the test is dead
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private static Innkeeper innkeeper(JpaStorage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
    }
}
