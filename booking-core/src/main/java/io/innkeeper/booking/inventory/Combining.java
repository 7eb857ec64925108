package io.innkeeper.booking.inventory;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.CombiningLane.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges what many callers ask for into few batches. There is no timer, and no thread of its own that stays: of the callers whose
 * changes are queued in a lane, one leads. It takes all of them, has them settled as one batch, hands the lane to the first
 * of those who queued meanwhile, and gives everybody their answers. A hotel where something holds changes up has a lane apart
 * for a while, so that nobody else is held up by it.
 */
final class Combining implements InventoryLock {

    /** How many changes may be queued or under way; who comes then waits outside. */
    private static final int PLACES = 4096;

    /** Longer than any batch takes that does not wait for somebody, as a rule, and short for those who wait behind it. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long a hotel stays apart; whatever held it up is seldom back later. */
    private static final Duration APART = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final InventoryLock lock;
    private final Function<HotelId, ?> laneOf;
    private final Duration patience;
    private final Duration apart;
    private final Map<Object, CombiningLane> lanes = new ConcurrentHashMap<>();
    private final Map<HotelId, Apart> heldUp = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(PLACES, true);
    private volatile boolean closed;

    Combining(InventoryLock lock, Function<HotelId, ?> laneOf) {
        this(lock, laneOf, PATIENCE, APART);
    }

    /**
     * With times of a test's choice.
     *
     * @param patience how long a batch may take until another is begun beside it
     * @param apart how long a hotel that was held up has a lane of its own
     */
    Combining(InventoryLock lock, Function<HotelId, ?> laneOf, Duration patience, Duration apart) {
        this.lock = Objects.requireNonNull(lock, "lock");
        this.laneOf = Objects.requireNonNull(laneOf, "laneOf");
        this.patience = patience;
        this.apart = apart;
    }

    /**
     * The lane of a hotel that was held up.
     *
     * @param until when nothing holds it up any more, as far as is known
     */
    private record Apart(CombiningLane lane, Deadline until) {}

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        int wanted = Math.min(batch.size(), PLACES);
        Settlement refusal = enter(wanted, batch);
        if (refusal != null) {
            return Collections.nCopies(batch.size(), refusal);
        }
        try {
            return settleInLanes(batch);
        } finally {
            places.release(wanted);
        }
    }

    /** Null once the places are had; otherwise the answer to all. */
    private @Nullable Settlement enter(int wanted, List<InventoryChange> batch) {
        if (closed) {
            return closed();
        }
        Duration patience =
                batch.isEmpty() ? Duration.ZERO : Deadline.latestOf(batch).remaining();
        try {
            if (Thread.currentThread().isInterrupted()) {
                // It must not wait any more, but may have what is free.
                if (!places.tryAcquire(wanted)) {
                    return new Settlement.Contended();
                }
            } else if (!places.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Settlement.TooLate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settlement.Contended();
        }
        if (closed) { // meanwhile
            places.release(wanted);
            return closed();
        }
        return null;
    }

    private static Settlement closed() {
        return new Settlement.Failed(new StorageException("the storage is closed", null));
    }

    /** One lane after the other, so that a caller never leads one while another waits for it to lead. */
    private List<Settlement> settleInLanes(List<InventoryChange> batch) {
        List<Request> requests = new ArrayList<>(batch.size());
        Map<CombiningLane, List<Request>> byLane = new LinkedHashMap<>();
        for (InventoryChange change : batch) {
            Request request = new Request(change);
            requests.add(request);
            byLane.computeIfAbsent(laneFor(change.hotel()), lane -> new ArrayList<>())
                    .add(request);
        }
        byLane.forEach(CombiningLane::settle);
        return requests.stream().map(Request::answer).toList();
    }

    private CombiningLane laneFor(HotelId hotel) {
        Object name = Objects.requireNonNull(laneOf.apply(hotel), "lane");
        Apart apart = heldUp.get(hotel);
        if (apart != null) {
            if (!apart.until().hasPassed()) {
                return apart.lane();
            }
            heldUp.remove(hotel, apart); // whoever is still in that lane is led by one of themselves
        }
        return lanes.computeIfAbsent(name, any -> newLane());
    }

    private CombiningLane newLane() {
        return new CombiningLane(lock, patience, this::setApart);
    }

    private void setApart(HotelId hotel) {
        heldUp.values().removeIf(each -> each.until().hasPassed());
        heldUp.compute(hotel, (id, before) -> {
            if (before == null) {
                log.info(
                        "hotel {} is held up by another transaction: its changes are merged apart for {}",
                        hotel,
                        apart);
            }
            return new Apart(before != null ? before.lane() : newLane(), Deadline.after(apart));
        });
    }

    @Override
    public String name() {
        return "combining(" + lock.name() + ")";
    }

    @Override
    public int waiting() {
        int inLanes = lanes.values().stream().mapToInt(CombiningLane::waiting).sum();
        int apart =
                heldUp.values().stream().mapToInt(each -> each.lane().waiting()).sum();
        return places.getQueueLength() + inLanes + apart + lock.waiting();
    }

    /**
     * Answers whoever was let in, as always, and whoever comes later by {@link Settlement.Failed}. Of several who close it,
     * none comes back before all are answered.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        places.acquireUninterruptibly(PLACES);
        places.release(PLACES);
        lock.close();
    }
}
