package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.memory.Changes;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the library itself costs, with no database behind it: one booking of a given room for 3 nights and its
 * cancellation, by one caller in memory, beside two bare compare-and-sets. Measured at several depths, since each does more
 * than the one below it: {@link #frontDoor()} is what a host calls, {@link #compareAndSets()} keeps nobody's name.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar jmh BookAndCancel -prof gc}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@State(Scope.Benchmark)
public class BookAndCancel {

    private final AtomicReference<Occupancy> nights = new AtomicReference<>(Occupancy.empty());
    private final AtomicReference<String> flag = new AtomicReference<>("free");

    private Innkeeper innkeeper;
    private MemoryStorage storage;
    private UserId user;
    private Room room;
    private Stay stay;
    private BookingRequest request;

    /** A hotel with one room, and a user who wants it. Anew for each iteration, since nothing that happened is forgotten. */
    @Setup(Level.Iteration)
    public void prepare() {
        storage = new MemoryStorage();
        innkeeper = Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
        user = innkeeper
                .accounts()
                .register(new Registration("ada@example.org", "Ada", "correct horse battery staple"))
                .id();
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        room = innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
        stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusMonths(1), 3);
        request = BookingRequest.room(user, room.id(), stay, 2);
    }

    /** Ends the storage. */
    @TearDown(Level.Iteration)
    public void close() {
        innkeeper.close();
    }

    /** Through the front door, as a host does it: the request is checked, looked up, priced, judged by all rules, and settled. */
    @Benchmark
    public CancelOutcome frontDoor() {
        Booking booking = innkeeper.bookings().book(request).success().orElseThrow();
        return innkeeper.bookings().cancel(user, booking.id());
    }

    /** The storage's inventory alone: the nights, the booking, its event and the key of the request are written. */
    @Benchmark
    public Settlement inventory() {
        InventoryChange booked = Changes.booking(user, room.hotel(), new Demand.ThisRoom(BookingId.next(), room, stay));
        Booking booking =
                Changes.booked(storage.inventory().settle(List.of(booked)).get(0));
        return storage.inventory()
                .settle(List.of(Changes.cancellation(booking)))
                .get(0);
    }

    /** The nights alone: two compare-and-sets of who has which nights of the room, and nothing else is written. */
    @Benchmark
    public boolean occupancies() {
        BookingId booking = BookingId.next();
        Occupancy free = nights.get();
        Occupancy taken = free.take(stay, booking, null).orElseThrow();
        boolean booked = nights.compareAndSet(free, taken);
        Occupancy freed =
                taken.giveBack(new Release(booking, room.id(), stay, false)).orElseThrow();
        return booked && nights.compareAndSet(taken, freed);
    }

    /** The bound: one bit that is set and cleared, with no night, no owner and no record. */
    @Benchmark
    public boolean compareAndSets() {
        return flag.compareAndSet("free", "taken") && flag.compareAndSet("taken", "free");
    }
}
