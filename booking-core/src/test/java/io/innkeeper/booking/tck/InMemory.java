package io.innkeeper.booking.tck;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * For whoever writes a strategy and no storage: the strategy around the storage in memory. It is the strategy that is under
 * test here, so what is looked at is what arrived behind it.
 *
 * <pre>{@code
 * class MyStrategyTest extends StrategyContract {
 *     @Override
 *     protected StorageFixture fixture() {
 *         return new InMemory(MyStrategy::new);
 *     }
 * }
 * }</pre>
 *
 * <p>Each storage that is opened has a strategy of its own, all on the same data. Not for {@link InputContract}, which
 * wants to count what is stored.
 */
public final class InMemory implements StorageFixture {

    private static final long PATIENCE_SECONDS = 30;

    private static final Duration LONGER_THAN_ANY_HOLD = Duration.ofDays(31);

    private static final Duration LONGER_THAN_ANY_QUOTE = Duration.ofDays(91);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final MemoryStorage data = new MemoryStorage(clock, lock -> lock);
    private final UnaryOperator<InventoryLock> strategy;
    private final Map<HotelId, Set<BookingId>> wanted = new ConcurrentHashMap<>();
    private final List<OpenClaim> claims = new CopyOnWriteArrayList<>();

    /**
     * Empty at first.
     *
     * @param strategy puts the strategy together around what the storage in memory does by itself
     */
    public InMemory(UnaryOperator<InventoryLock> strategy) {
        this.strategy = strategy;
    }

    @Override
    public Storage open() {
        return new Application(
                strategy.apply(batch -> batch.stream().map(this::settle).toList()));
    }

    private Settlement settle(InventoryChange change) {
        try {
            for (OpenClaim claim : claims) {
                if (claim.isInTheWayOf(change) && !claim.awaitEnd(change.deadline())) {
                    return new Settlement.TooLate();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settlement.Contended();
        }
        // Before they are committed, since from then on they must be seen.
        Set<BookingId> here = wanted.computeIfAbsent(change.hotel(), hotel -> ConcurrentHashMap.newKeySet());
        change.take().forEach(demand -> here.add(demand.booking()));
        return data.inventory().settle(List.of(change)).get(0);
    }

    @Override
    public List<Booking> bookings(HotelId hotel) {
        return wanted.getOrDefault(hotel, Set.of()).stream()
                .map(data.bookings()::find)
                .flatMap(Optional::stream)
                .filter(booking -> booking.hotel().equals(hotel))
                .toList();
    }

    /** Made from the bookings, since the nights cannot be seen from here. */
    @Override
    public List<SoldNight> soldNights(HotelId hotel) {
        return bookings(hotel).stream()
                .filter(booking -> booking.status().hasNights())
                .filter(booking ->
                        booking.heldUntil() == null || booking.heldUntil().isAfter(clock.instant()))
                .flatMap(booking -> booking.stay().nights().stream()
                        .map(night -> new SoldNight(booking.room(), night, booking.id())))
                .toList();
    }

    /**
     * Not to be had here.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Map<String, Long> counts() {
        throw new UnsupportedOperationException("what is stored in memory is not counted");
    }

    @Override
    public Claim claimWithoutCommit(RoomId room, Stay stay) {
        HotelId hotel = data.hotels().findRoom(room).orElseThrow().hotel().id();
        OpenClaim claim = new OpenClaim(hotel, room, stay);
        claims.add(claim);
        return claim;
    }

    @Override
    public void expireHolds(HotelId hotel) {
        clock.advance(LONGER_THAN_ANY_HOLD);
    }

    @Override
    public void ageKeys(HotelId hotel, Duration by) {
        clock.advance(by);
    }

    @Override
    public void endLeases() {
        clock.advance(LONGER_THAN_ANY_HOLD);
    }

    @Override
    public void expireQuotes(HotelId hotel) {
        clock.advance(LONGER_THAN_ANY_QUOTE);
    }

    @Override
    public void close() {}

    /** One application's storage. */
    private final class Application implements Storage {

        private final InventoryLock inventory;

        Application(InventoryLock inventory) {
            this.inventory = inventory;
        }

        @Override
        public AccountStore accounts() {
            return data.accounts();
        }

        @Override
        public HotelStore hotels() {
            return data.hotels();
        }

        @Override
        public TariffStore tariffs() {
            return data.tariffs();
        }

        @Override
        public AvailabilityStore availability() {
            return data.availability();
        }

        @Override
        public QuoteStore quotes() {
            return data.quotes();
        }

        @Override
        public BookingStore bookings() {
            return data.bookings();
        }

        @Override
        public EventStore events() {
            return data.events();
        }

        @Override
        public InventoryLock inventory() {
            return inventory;
        }

        @Override
        public InventoryUpkeep upkeep() {
            return data.upkeep();
        }

        @Override
        public void close() {
            inventory.close();
        }
    }

    /** Keeps waiting, behind the strategy, whoever might be given the nights. */
    private final class OpenClaim implements Claim {

        private final HotelId hotel;
        private final RoomId room;
        private final Stay stay;
        private final CountDownLatch waitedFor = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        OpenClaim(HotelId hotel, RoomId room, Stay stay) {
            this.hotel = hotel;
            this.room = room;
            this.stay = stay;
        }

        boolean isInTheWayOf(InventoryChange change) {
            return change.take().stream()
                    .filter(demand -> demand.stay().overlaps(stay))
                    .anyMatch(demand -> demand instanceof Demand.ThisRoom given
                            ? given.room().id().equals(room)
                            : change.hotel().equals(hotel));
        }

        /** Whether it ended by then. */
        boolean awaitEnd(Deadline deadline) throws InterruptedException {
            waitedFor.countDown();
            return ended.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void awaitWaiter() {
            try {
                if (!waitedFor.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody waits for the room");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while nobody waited for the room yet", e);
            }
        }

        @Override
        public void close() {
            claims.remove(this);
            ended.countDown();
        }
    }
}
