package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.memory.Changes;
import io.innkeeper.booking.benchmarks.memory.LockedMap;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Many callers on one hotel in memory: the storage's inventory beside one lock around a sorted map. A caller asks for a
 * room for 3 nights and, if there is one, cancels the booking; the hotel is sold to {@value #SOLD_PERCENT} % by others. Both
 * keep the same: nights, booking, events, keys of requests. Ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar jmh HotHotelInMemory}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Threads(8)
@State(Scope.Benchmark)
public class HotHotelInMemory {

    private static final int SOLD_PERCENT = 60;
    private static final int NIGHTS = 360;
    private static final int LENGTH = 3;
    private static final long SEED = 20_260_501;

    /** How many rooms the hotel has. */
    @Param("50")
    private int rooms;

    /** Whether a caller wants one given room, which may be sold, or any of the type. */
    @Param({"given", "any"})
    private String wanted = "given";

    private final LocalDate first = LocalDate.now(ZoneOffset.UTC).plusMonths(1);

    private Innkeeper innkeeper;
    private MemoryStorage storage;
    private UserId user;
    private HotelId hotel;
    private List<Room> all;
    private LockedMap map;
    private LockedMap mapWithoutEvents;
    private int soldBefore;

    /** What one caller asks for, and what came of it. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Caller {

        /** How many requests got a room. */
        public long booked;

        /** How many did not. */
        public long refused;

        private SplittableRandom random;

        /** Each caller has a seed of its own, the same in each run. */
        @Setup(Level.Iteration)
        public void prepare(ThreadParams threads) {
            random = new SplittableRandom(SEED + threads.getThreadIndex());
        }
    }

    /** The hotel, sold by the same seed for all. Anew for each iteration, since nothing that happened is forgotten. */
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
        Hotel added = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        hotel = added.id();
        all = new ArrayList<>();
        for (int i = 0; i < rooms; i++) {
            RoomDetails details = new RoomDetails(String.format("%03d", i), "double", 2, Money.of("120", "EUR"));
            all.add(innkeeper.hotels().addRoom(hotel, details));
        }
        map = new LockedMap(true);
        mapWithoutEvents = new LockedMap(false);
        sell();
    }

    private void sell() {
        SplittableRandom random = new SplittableRandom(SEED);
        soldBefore = 0;
        for (Room room : all) {
            for (int night = 0; night < NIGHTS; night += LENGTH) {
                if (random.nextInt(100) < SOLD_PERCENT) {
                    Stay stay = Stay.of(first.plusDays(night), LENGTH);
                    Demand demand = new Demand.ThisRoom(BookingId.next(), room, stay);
                    Changes.booked(storage.inventory()
                            .settle(List.of(Changes.booking(user, hotel, demand)))
                            .get(0));
                    if (map.book(user, List.of(room), demand).isEmpty()
                            || mapWithoutEvents
                                    .book(user, List.of(room), demand)
                                    .isEmpty()) {
                        throw new IllegalStateException("sold already: " + demand);
                    }
                    soldBefore += LENGTH;
                }
            }
        }
    }

    /** Ends the storage, of which nothing may be wrong. */
    @TearDown(Level.Iteration)
    public void check() {
        InventoryReport report = innkeeper.verifyInventory();
        innkeeper.close();
        if (!report.findings().isEmpty() || map.sold() != soldBefore || mapWithoutEvents.sold() != soldBefore) {
            throw new IllegalStateException("the inventory is wrong: " + report + "; " + map.sold() + " and "
                    + mapWithoutEvents.sold() + " nights are sold instead of " + soldBefore);
        }
    }

    /** Ours. */
    @Benchmark
    public void inventory(Caller caller) {
        Demand demand = demand(caller);
        Settlement settlement = storage.inventory()
                .settle(List.of(Changes.booking(user, hotel, demand)))
                .get(0);
        if (settlement instanceof Settlement.Settled) {
            Booking booking = Changes.booked(settlement);
            Settlement cancelled = storage.inventory()
                    .settle(List.of(Changes.cancellation(booking)))
                    .get(0);
            if (!(cancelled instanceof Settlement.Settled)) {
                throw new IllegalStateException("not cancelled: " + cancelled);
            }
            caller.booked++;
        } else if (settlement instanceof Settlement.Refused) {
            caller.refused++;
        } else {
            throw new IllegalStateException("neither settled nor refused: " + settlement);
        }
    }

    /** Theirs. */
    @Benchmark
    public void lockedMap(Caller caller) {
        bookAndCancel(map, caller);
    }

    /** Theirs, with neither events nor keys of requests; shown beside. */
    @Benchmark
    public void lockedMapWithoutEvents(Caller caller) {
        bookAndCancel(mapWithoutEvents, caller);
    }

    private void bookAndCancel(LockedMap contender, Caller caller) {
        Demand demand = demand(caller);
        List<Room> candidates = demand instanceof Demand.ThisRoom given ? List.of(given.room()) : all;
        Optional<Booking> booking = contender.book(user, candidates, demand);
        if (booking.isEmpty()) {
            caller.refused++;
        } else if (contender.cancel(booking.get())) {
            caller.booked++;
        } else {
            throw new IllegalStateException("not cancelled: " + booking.get());
        }
    }

    private Demand demand(Caller caller) {
        Stay stay = Stay.of(first.plusDays(caller.random.nextInt(NIGHTS - LENGTH)), LENGTH);
        return wanted.equals("given")
                ? new Demand.ThisRoom(BookingId.next(), all.get(caller.random.nextInt(rooms)), stay)
                : new Demand.AnyRoom(BookingId.next(), "double", 1, stay, AllocationPolicy.firstFit());
    }
}
