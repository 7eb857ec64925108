package io.innkeeper.booking.memory;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.CallerThreads;
import io.innkeeper.booking.tck.SettableClock;
import io.innkeeper.booking.tck.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The maps of one storage in memory, which each application opens with a strategy of its own, and a look into them. */
final class MemoryStorageFixture implements StorageFixture {

    private static final Stay ALWAYS = new Stay(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));

    /** Stands for a booking that is not there. */
    private static final BookingId NOBODY = new BookingId(new UUID(0, 0));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONGER_THAN_ANY_HOLD = Duration.ofDays(31);

    private static final Duration LONGER_THAN_ANY_QUOTE = Duration.ofDays(91);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final MemoryStorage storage = new MemoryStorage(clock, lock -> lock);
    private final UnaryOperator<InventoryLock> strategy;

    MemoryStorageFixture() {
        this(lock -> lock);
    }

    MemoryStorageFixture(UnaryOperator<InventoryLock> strategy) {
        this.strategy = strategy;
    }

    @Override
    public Storage open() {
        return new MemoryStorage(storage, strategy);
    }

    @Override
    public List<Booking> bookings(HotelId hotel) {
        return bookings().stream()
                .filter(booking -> booking.hotel().equals(hotel))
                .toList();
    }

    private Collection<Booking> bookings() {
        return storage.bookings.bookings.values();
    }

    /** What the cells of the rooms say, whatever the bookings say. */
    @Override
    public List<SoldNight> soldNights(HotelId hotel) {
        List<Booking> bookings = bookings(hotel);
        List<SoldNight> sold = new ArrayList<>();
        for (RoomCell cell : storage.rooms.of(hotel)) {
            RoomCell.State state = cell.read();
            for (LocalDate night : state.occupancy().taken(ALWAYS)) {
                sold.add(new SoldNight(
                        state.room().id(),
                        night,
                        owner(state.room().id(), state.occupancy(), Stay.of(night, 1), bookings)));
            }
        }
        return sold;
    }

    private static BookingId owner(RoomId room, Occupancy occupancy, Stay night, List<Booking> bookings) {
        return bookings.stream()
                .filter(booking -> booking.stay().overlaps(night))
                .map(Booking::id)
                .filter(booking -> occupancy
                        .giveBack(new Release(booking, room, night, false))
                        .isPresent())
                .findFirst()
                .orElse(NOBODY);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "users", (long) storage.accounts.credentials.size(),
                "hotels", (long) storage.hotels.hotels.size(),
                "rooms", (long) storage.rooms.cells.size(),
                "hotels with terms", (long) storage.tariffs.terms.size(),
                "quotes", (long) storage.quotes.quotes.size(),
                "bookings", (long) storage.bookings.bookings.size());
    }

    @Override
    public Claim claimWithoutCommit(RoomId room, Stay stay) {
        RoomCell cell = storage.rooms.find(room).orElseThrow();
        RoomCell.State claimed =
                cell.claim(Deadline.after(Duration.ofMinutes(1))).orElseThrow();
        return new Claim() {
            @Override
            public void awaitWaiter() {
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (CallerThreads.stackTraces().stream().noneMatch(MemoryStorageFixture::claims)) {
                    if (System.nanoTime() - end > 0) {
                        throw new AssertionError("nobody waits for the room");
                    }
                    LockSupport.parkNanos(1_000_000);
                }
            }

            @Override
            public void close() {
                cell.release(claimed);
            }
        };
    }

    private static boolean claims(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(at -> at.getClassName().equals(RoomCell.class.getName()));
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
}
