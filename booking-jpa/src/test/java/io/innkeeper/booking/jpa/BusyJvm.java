package io.innkeeper.booking.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.stay.Stay;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM, in which 8 threads book, hold, change, confirm and cancel at random, and tidy up from time to time, until it is
 * killed. It tells of each change once that is acknowledged, and never before.
 */
final class BusyJvm implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int NIGHTS = 40;
    private static final LocalDate FIRST = LocalDate.of(2031, 6, 1);

    private final Process jvm;
    private final BufferedReader acknowledged;

    private BusyJvm(Process jvm) {
        this.jvm = jvm;
        this.acknowledged = jvm.inputReader(UTF_8);
    }

    /** Starts one that works at a hotel for a guest. */
    static BusyJvm start(TestServer.Database database, HotelId hotel, UserId guest, long seed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyJvm.class.getName(),
                        hotel.toString(),
                        guest.toString(),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "BUSY_URL",
                        database.url(),
                        "BUSY_USER",
                        database.user(),
                        "BUSY_PASSWORD",
                        database.password()));
        return new BusyJvm(builder.start());
    }

    /**
     * Kills it once so many changes are acknowledged, whatever it is doing then.
     *
     * @return all changes that were acknowledged by then, in the form that {@link #text} gives them
     */
    List<String> killAfter(int changes) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < changes) {
            String line = acknowledged.readLine();
            if (line == null) {
                throw new IOException("The other JVM ended after " + lines.size() + " changes");
            }
            lines.add(line);
        }
        jvm.toHandle().destroyForcibly(); // which leaves the output to be read
        acknowledged.lines().forEach(lines::add);
        return lines;
    }

    /** A change by what it made of a booking. */
    static String text(UUID booking, int version, String status) {
        return booking + " " + version + " " + status;
    }

    @Override
    public void close() {
        jvm.destroyForcibly().onExit().join();
    }

    /** What the other JVM runs. */
    public static void main(String[] args) {
        Innkeeper innkeeper = Innkeeper.builder()
                .storage(JpaStorage.connect(
                        System.getenv("BUSY_URL"), System.getenv("BUSY_USER"), System.getenv("BUSY_PASSWORD")))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .clock(Clock.fixed(Instant.parse("2031-05-20T12:00:00Z"), ZoneOffset.UTC))
                .build();
        HotelId hotel = new HotelId(UUID.fromString(args[0]));
        UserId guest = new UserId(UUID.fromString(args[1]));
        List<Room> rooms = innkeeper.hotels().rooms(hotel);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(Long.parseLong(args[2]) * THREADS + i);
            new Thread(() -> work(new Guest(innkeeper, guest, rooms, random))).start();
        }
    }

    /** Ends when the JVM is killed, or nobody listens any more. */
    private static void work(Guest guest) {
        try (OutputStream output = new FileOutputStream(FileDescriptor.out)) {
            while (true) {
                Booking done = guest.step();
                if (done != null) {
                    String line = text(
                                    done.id().value(),
                                    done.version(),
                                    done.status().name()) + "\n";
                    output.write(line.getBytes(UTF_8)); // at once, so that no line is cut
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** One of many who share an account. */
    private record Guest(Innkeeper innkeeper, UserId user, List<Room> rooms, Random random) {

        /** What was acknowledged, if anything was. */
        @Nullable
        Booking step() {
            int kind = random.nextInt(100);
            if (kind == 0) {
                innkeeper.tidyUp(Duration.ofHours(1));
                return null;
            }
            Bookings bookings = innkeeper.bookings();
            if (kind < 30) {
                return acknowledged(bookings.book(request()));
            }
            if (kind < 50) {
                return acknowledged(bookings.hold(request(), Duration.ofSeconds(1 + random.nextInt(5))));
            }
            List<Booking> own = bookings.list(user, 50, null).items();
            if (own.isEmpty()) {
                return null;
            }
            Booking booking = own.get(random.nextInt(own.size()));
            return acknowledged(
                    switch (booking.status()) {
                        case HELD ->
                            kind < 60
                                    ? bookings.extend(user, booking.id(), Duration.ofSeconds(2))
                                    : kind < 90
                                            ? bookings.confirm(user, booking.id())
                                            : bookings.release(user, booking.id());
                        default ->
                            kind < 70
                                    ? bookings.change(user, booking.id(), change(booking))
                                    : bookings.cancel(user, booking.id());
                    });
        }

        private static @Nullable Booking acknowledged(Outcome outcome) {
            return outcome.success().orElse(null);
        }

        private BookingChange change(Booking booking) {
            BookingChange change = BookingChange.of(booking).to(stay());
            return random.nextBoolean() ? change : change.to(room().id());
        }

        private BookingRequest request() {
            Room room = room();
            return random.nextBoolean()
                    ? BookingRequest.room(user, room.id(), stay(), 1)
                    : BookingRequest.anyRoom(user, room.hotel(), room.details().type(), stay(), 1);
        }

        private Room room() {
            return rooms.get(random.nextInt(rooms.size()));
        }

        private Stay stay() {
            return Stay.of(FIRST.plusDays(random.nextInt(NIGHTS)), 1 + random.nextInt(3));
        }
    }
}
