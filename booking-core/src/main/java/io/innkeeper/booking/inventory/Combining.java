package io.innkeeper.booking.inventory;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges what many callers ask for into few batches. There is no thread of its own and no timer: of the callers whose
 * changes are queued in a lane, one leads. It takes all of them, has them settled as one batch, hands the lane to the first
 * of those who queued meanwhile, and gives everybody their answers.
 */
final class Combining implements InventoryLock {

    /** So that a transaction and its statements stay short; from some tens on, a larger one gains little. */
    private static final int LARGEST_MERGE = 128;

    /** How many changes may be queued or under way; who comes then waits outside. */
    private static final int PLACES = 4096;

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final InventoryLock lock;
    private final Function<HotelId, ?> laneOf;
    private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(PLACES, true);
    private volatile boolean closed;

    Combining(InventoryLock lock, Function<HotelId, ?> laneOf) {
        this.lock = Objects.requireNonNull(lock, "lock");
        this.laneOf = Objects.requireNonNull(laneOf, "laneOf");
    }

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
        Map<Object, List<Request>> byLane = new LinkedHashMap<>();
        for (InventoryChange change : batch) {
            Request request = new Request(change);
            requests.add(request);
            Object lane = Objects.requireNonNull(laneOf.apply(change.hotel()), "lane");
            byLane.computeIfAbsent(lane, name -> new ArrayList<>()).add(request);
        }
        byLane.forEach(
                (name, own) -> lanes.computeIfAbsent(name, any -> new Lane()).settle(own));
        return requests.stream().map(Request::answer).toList();
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

    /** Changes that may be merged with each other. */
    private final class Lane {

        private final Queue<Request> queue = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean led = new AtomicBoolean();

        /** Returns when all the caller's requests have their answers. */
        void settle(List<Request> own) {
            boolean interrupted = false;
            try {
                queue.addAll(own);
                for (Request request : own) {
                    while (!request.isAnswered()) {
                        // Whoever leads does so for others, too, whom an interruption of this caller must not concern.
                        interrupted |= Thread.interrupted();
                        boolean late = request.change.deadline().hasPassed();
                        if (!(late && withdrawn(request, new Settlement.TooLate()))
                                && !lead()
                                && !(interrupted && withdrawn(request, new Settlement.Contended()))) {
                            request.await();
                        }
                    }
                }
            } finally {
                // Whatever ended this, nobody is left here to lead or to be told.
                own.forEach(request -> withdrawn(request, new Settlement.Contended()));
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Has the next batch settled, unless somebody else is at it. */
        private boolean lead() {
            // Of its full size, and before it leads, so that nothing is taken that cannot be added to it.
            List<Request> merge = new ArrayList<>(LARGEST_MERGE);
            if (led.get() || led.getAndSet(true)) {
                return false;
            }
            List<Settlement> answers = List.of();
            try {
                takeQueued(merge);
                answers = settleTogether(merge);
            } catch (RuntimeException | Error e) { // other callers wait for their answers, whatever it is
                log.error("it is not known what became of {} changes: the lock inside failed", merge.size(), e);
            } finally {
                // The answers first: callers who ask for the next thing at once are part of the next batch by then.
                try {
                    for (int i = 0; i < merge.size(); i++) {
                        merge.get(i).answer(answerOf(answers, i));
                    }
                } finally {
                    led.set(false);
                    wakeNext();
                }
            }
            return true;
        }

        private void takeQueued(List<Request> taken) {
            Set<RequestKey> keys = new HashSet<>();
            Iterator<Request> all = queue.iterator();
            while (taken.size() < LARGEST_MERGE && all.hasNext()) {
                Request next = all.next();
                if (keys.contains(next.change.key())) {
                    break; // keys are unique within a batch
                }
                if (next.change.deadline().hasPassed()) {
                    // Its caller may not have noticed yet, or be waiting for the answer to another change.
                    next.refuse(new Settlement.TooLate());
                } else if (next.take()) {
                    taken.add(next);
                    keys.add(next.change.key());
                }
                all.remove();
            }
        }

        private List<Settlement> settleTogether(List<Request> merge) {
            return merge.isEmpty()
                    ? List.of()
                    : new ArrayList<>(lock.settle(
                            merge.stream().map(request -> request.change).toList()));
        }

        /** A lock of the host's own may throw, give too few answers, or null, and may have written before. */
        private static Settlement answerOf(List<Settlement> answers, int i) {
            Settlement answer = i < answers.size() ? answers.get(i) : null;
            return answer != null ? answer : new Settlement.Unknown();
        }

        /** Withdraws a request that must not wait any more, unless a leader has taken it. */
        private boolean withdrawn(Request request, Settlement why) {
            if (!request.withdraw(why)) {
                return false;
            }
            queue.remove(request);
            wakeNext(); // in case it was this caller's turn to lead
            return true;
        }

        private void wakeNext() {
            for (Request next : queue) {
                if (next.isQueued()) {
                    next.wake();
                    return;
                }
            }
        }
    }

    /** A change on its way from its caller to a leader and back: queued, then either withdrawn or taken, then answered. */
    private static final class Request {

        private enum Place {
            QUEUED,
            TAKEN,
            WITHDRAWN
        }

        private final InventoryChange change;
        private final Thread caller = Thread.currentThread();
        private final AtomicReference<Place> place = new AtomicReference<>(Place.QUEUED);
        private volatile @Nullable Settlement answer;

        Request(InventoryChange change) {
            this.change = change;
        }

        boolean isQueued() {
            return place.get() == Place.QUEUED;
        }

        boolean take() {
            return place.compareAndSet(Place.QUEUED, Place.TAKEN);
        }

        /** Never after it was taken: nobody may be told that nothing happened when it may yet happen. */
        boolean withdraw(Settlement why) {
            if (!place.compareAndSet(Place.QUEUED, Place.WITHDRAWN)) {
                return false;
            }
            answer = why;
            return true;
        }

        /** Withdraws it on behalf of its caller. */
        void refuse(Settlement why) {
            if (withdraw(why)) {
                wake();
            }
        }

        void answer(Settlement settlement) {
            answer = settlement;
            wake();
        }

        boolean isAnswered() {
            return answer != null;
        }

        Settlement answer() {
            return Objects.requireNonNull(answer);
        }

        /** Until there is an answer, or it is this caller's turn to lead, or the deadline of what is still queued passes. */
        void await() {
            if (isQueued()) {
                LockSupport.parkNanos(this, change.deadline().remaining().toNanos());
            } else if (!isAnswered()) {
                LockSupport.park(this);
            }
        }

        void wake() {
            LockSupport.unpark(caller);
        }
    }
}
