package io.innkeeper.booking.benchmarks.contender;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.JpaInventory;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Innkeeper, by its front door, as an application would use it: {@code innkeeper.bookings().book(...)} with all that this
 * does, on a storage with a connection pool of its own.
 */
final class Ours implements Contender {

    private static final int LOCK_CONNECTIONS = 64;

    private final Innkeeper innkeeper;
    private final LongAdder attempts;
    private final LongAdder requests = new LongAdder();
    private final @Nullable HikariDataSource locks;
    private volatile @Nullable Supply supply;

    private Ours(JpaStorage storage, LongAdder attempts, @Nullable HikariDataSource locks) {
        this.innkeeper = Innkeeper.builder().storage(storage).build();
        this.attempts = attempts;
        this.locks = locks;
    }

    /** With a strategy, around which there is {@link InventoryLock#retrying}. */
    static Ours with(Site site, BiFunction<JpaInventory, Ours.Locks, InventoryLock> strategy) {
        LongAdder attempts = new LongAdder();
        Locks locks = new Locks(site);
        JpaStorage storage = JpaStorage.connect(
                site.url(),
                site.database().user(),
                site.database().password(),
                mysql -> InventoryLock.retrying(new CountingLock(attempts, strategy.apply(mysql, locks))));
        return new Ours(storage, attempts, locks.pool);
    }

    /** The second pool of a strategy that wants one. */
    static final class Locks {

        private final Site site;
        private @Nullable HikariDataSource pool;

        private Locks(Site site) {
            this.site = site;
        }

        HikariDataSource pool() {
            HikariDataSource opened = new Tuning(LOCK_CONNECTIONS, Tuning.Isolation.READ_COMMITTED).open(site);
            pool = opened;
            return opened;
        }
    }

    @Override
    public void prepare(Supply next) {
        supply = next;
    }

    @Override
    public Answer book(Wish wish) {
        Supply from = Objects.requireNonNull(supply);
        Supply.House house = from.hotels().get(wish.hotel());
        UserId guest = new UserId(from.guests().get(wish.guest()));
        Stay stay = new Stay(wish.arrival(), wish.departure());
        BookingRequest request = wish.anyRoom()
                ? BookingRequest.anyRoom(guest, new HotelId(house.id()), Supply.ROOM_TYPE, stay, Supply.PARTY)
                : BookingRequest.room(guest, new RoomId(house.rooms().get(wish.room())), stay, Supply.PARTY);
        requests.increment();
        BookingOutcome outcome = innkeeper.bookings().book(request);
        if (outcome instanceof Booked) {
            return Answer.BOOKED;
        } else if (outcome instanceof Unavailable) {
            return Answer.SOLD_OUT;
        } else if (outcome instanceof Contended || outcome instanceof TooLate) {
            return Answer.GAVE_UP;
        }
        throw new IllegalStateException("somebody was told " + outcome);
    }

    @Override
    public long retries() {
        return attempts.sum() - requests.sum();
    }

    /** What {@link Innkeeper#verifyInventory()} finds. */
    @Override
    public String findings() {
        return innkeeper.verifyInventory().findings().stream()
                .limit(3)
                .map(Object::toString)
                .collect(joining("; "));
    }

    @Override
    public void close() {
        innkeeper.close();
        if (locks != null) {
            locks.close();
        }
    }
}
