package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that may be merged with each other. Of their callers one leads at a time; a leader who is gone for long, since its
 * batch waits for something, is overtaken by another, with changes of hotels that are not in that batch.
 */
final class CombiningLane {

    /*
     * How nobody is left behind, and nobody is told what is not so:
     *
     * A request is queued, and then once, by compare-and-set, either withdrawn or taken. Whoever takes it answers it,
     * whatever the lock inside does. What was taken cannot be withdrawn, so nobody hears "nothing happened" of what may
     * yet happen.
     *
     * A caller queues first and then looks whether somebody leads. A leader ends its lead first and then looks into the
     * queue. So of two who might miss each other, one sees the other. A wake-up that comes before its thread waits is not
     * lost: unpark leaves a permit.
     *
     * Whoever ends a lead wakes one: the first who is queued and whose hotel is in no batch. That one leads in its turn, or
     * wakes the next if it withdraws while nobody leads. Besides, whoever is queued looks again after some time, which is
     * how a leader that takes long is overtaken.
     *
     * A hotel is in one batch at a time. Answers come before the end of the lead, so that callers who ask again at once are
     * part of the next batch.
     */

    /** So that a transaction and its statements stay short; from some tens on, a larger one gains little. */
    private static final int LARGEST_MERGE = 128;

    /** Each has a connection, as a rule, and others want some as well. */
    private static final int MOST_OVERTAKEN = 3;

    /** About so many look within the patience if a leader is to be overtaken. */
    private static final int LOOKERS = 16;

    /** So many times the patience is longer than any batch takes that does not wait for somebody. */
    private static final int HELD_UP = 5;

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final InventoryLock lock;
    private final Duration patience;
    private final Consumer<HotelId> heldUp;

    private final Queue<Request> queue = new ConcurrentLinkedQueue<>();

    /** How many have been neither taken nor withdrawn; a moment late. */
    private final AtomicInteger queued = new AtomicInteger();

    private final AtomicReference<@Nullable Lead> current = new AtomicReference<>();
    private final AtomicInteger overtaken = new AtomicInteger();
    private final ExpectedCallers expected = new ExpectedCallers(LARGEST_MERGE, queued::get, System::nanoTime);

    /** The hotels of all batches that are under way. */
    private final Set<HotelId> underWay = ConcurrentHashMap.newKeySet();

    /** When one who led last found nothing but changes of those hotels: who looks again at once finds the same. */
    private volatile long lookedInVain = System.nanoTime();

    /**
     * A lane in which nobody waits yet.
     *
     * @param patience after which a leader is overtaken
     * @param heldUp told of hotels with changes that were contended in a batch that took much longer
     */
    CombiningLane(InventoryLock lock, Duration patience, Consumer<HotelId> heldUp) {
        this.lock = lock;
        this.patience = patience;
        this.heldUp = heldUp;
    }

    /** How many are queued. */
    int waiting() {
        return Math.max(0, queued.get());
    }

    /** Returns when all the caller's requests have their answers. */
    void settle(List<Request> own) {
        boolean interrupted = false;
        try {
            queue.addAll(own);
            queued.addAndGet(own.size());
            for (Request request : own) {
                while (!request.isAnswered()) {
                    // Whoever leads does so for others, too, whom an interruption of this caller must not concern.
                    interrupted |= Thread.interrupted();
                    boolean late = request.change.deadline().hasPassed();
                    if (!(late && withdrawn(request, new Settlement.TooLate()))
                            && !lead(request.change.hotel())
                            && !(interrupted && withdrawn(request, new Settlement.Contended()))) {
                        request.await(untilNextLook());
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

    /** The more wait, the more seldom each looks if the leader is to be overtaken, so that not all time is spent on that. */
    private Duration untilNextLook() {
        return patience.multipliedBy(1 + waiting() / LOOKERS);
    }

    /**
     * Has the next batch settled; false if somebody else is at it, or has changes of all those hotels in a batch.
     *
     * @param own hotel of the caller, who is sure to find something to do if nothing of it is under way
     */
    private boolean lead(HotelId own) {
        if (!mayLead(current.get()) || (underWay.contains(own) && lookedInVainLately())) {
            return false; // as most who look are told, if many wait
        }
        // Of its full size, and before it leads, so that nothing is taken that cannot be added to it.
        List<Request> merge = new ArrayList<>(LARGEST_MERGE);
        Set<HotelId> hotels = new HashSet<>();
        Lead lead = begin();
        if (lead == null) {
            return false;
        }
        List<Settlement> answers = List.of();
        try {
            expected.await();
            takeQueued(merge, hotels);
            if (merge.isEmpty()) {
                lookedInVain = System.nanoTime();
            }
            answers = settleTogether(merge);
        } catch (RuntimeException | Error e) { // other callers wait for their answers, whatever it is
            log.error("it is not known what became of {} changes: the lock inside failed", merge.size(), e);
        } finally {
            // The answers first: callers who ask for the next thing at once are part of the next batch by then.
            try {
                expected.expect(merge.size(), lead.nanos());
                boolean slow = lead.isLongerThan(patience.multipliedBy(HELD_UP));
                for (int i = 0; i < merge.size(); i++) {
                    Request request = merge.get(i);
                    Settlement answer = answerOf(answers, i);
                    if (slow && answer instanceof Settlement.Contended) {
                        heldUp.accept(request.change.hotel());
                    }
                    request.answer(answer);
                }
            } finally {
                underWay.removeAll(hotels);
                end(lead);
                wakeNext();
            }
        }
        return !merge.isEmpty();
    }

    /** Whoever comes while thousands wait behind a slow batch would go through all of them, to find nothing. */
    private boolean lookedInVainLately() {
        return System.nanoTime() - lookedInVain < patience.toNanos();
    }

    private @Nullable Lead begin() {
        Lead before = current.get();
        if (!mayLead(before)) {
            return null;
        }
        Lead lead = new Lead();
        if (!current.compareAndSet(before, lead)) {
            return null;
        }
        if (before != null) {
            overtaken.incrementAndGet();
        }
        return lead;
    }

    private boolean mayLead(@Nullable Lead before) {
        return before == null || (before.isLongerThan(patience) && overtaken.get() < MOST_OVERTAKEN);
    }

    private void end(Lead lead) {
        if (!current.compareAndSet(lead, null)) {
            overtaken.decrementAndGet();
        }
    }

    private void takeQueued(List<Request> taken, Set<HotelId> hotels) {
        Set<RequestKey> keys = new HashSet<>();
        Iterator<Request> all = queue.iterator();
        while (taken.size() < LARGEST_MERGE && all.hasNext()) {
            Request next = all.next();
            HotelId hotel = next.change.hotel();
            if (keys.contains(next.change.key())) {
                break; // keys are unique within a batch
            }
            if (next.change.deadline().hasPassed()) {
                // Its caller may not have noticed yet, or be waiting for the answer to another change.
                if (withdraw(next, new Settlement.TooLate())) {
                    next.wake();
                }
            } else if (!hotels.contains(hotel) && !underWay.add(hotel)) {
                continue; // it would wait for what the batch that was overtaken waits for
            } else {
                hotels.add(hotel);
                if (next.take()) {
                    queued.decrementAndGet();
                    taken.add(next);
                    keys.add(next.change.key());
                }
            }
            all.remove();
        }
    }

    private List<Settlement> settleTogether(List<Request> merge) {
        if (merge.isEmpty()) {
            return List.of();
        }
        List<InventoryChange> changes =
                merge.stream().map(request -> request.change).toList();
        changes.forEach(change -> change.tally().settledTogether(changes.size()));
        boolean forOthers = merge.stream().anyMatch(request -> !request.caller.equals(Thread.currentThread()));
        return new ArrayList<>(forOthers ? Uninterrupted.get(() -> lock.settle(changes)) : lock.settle(changes));
    }

    /** A lock of the host's own may throw, give too few answers, or null, and may have written before. */
    private static Settlement answerOf(List<Settlement> answers, int i) {
        Settlement answer = i < answers.size() ? answers.get(i) : null;
        return answer != null ? answer : new Settlement.Unknown();
    }

    /** Withdraws a request that must not wait any more, unless a leader has taken it. */
    private boolean withdrawn(Request request, Settlement why) {
        if (!withdraw(request, why)) {
            return false;
        }
        removeFirst();
        if (current.get() == null) {
            wakeNext(); // in case it was this caller's turn to lead; otherwise whoever leads does so in the end
        }
        return true;
    }

    /** Removes those in front who are not queued any more. Others are once they have come there: to find them takes long. */
    private void removeFirst() {
        for (Request first = queue.peek(); first != null && !first.isQueued(); first = queue.peek()) {
            queue.remove(first);
        }
    }

    private boolean withdraw(Request request, Settlement why) {
        if (!request.withdraw(why)) {
            return false;
        }
        queued.decrementAndGet();
        return true;
    }

    private void wakeNext() {
        for (Request next : queue) {
            if (next.isQueued() && !underWay.contains(next.change.hotel())) {
                next.wake();
                return;
            }
        }
    }

    /** One who leads. */
    private static final class Lead {

        private final long since = System.nanoTime();

        boolean isLongerThan(Duration time) {
            return nanos() >= time.toNanos();
        }

        long nanos() {
            return System.nanoTime() - since;
        }
    }

    /** A change on its way from its caller to a leader and back: queued, then either withdrawn or taken, then answered. */
    static final class Request {

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

        private boolean isQueued() {
            return place.get() == Place.QUEUED;
        }

        private boolean take() {
            return place.compareAndSet(Place.QUEUED, Place.TAKEN);
        }

        /** Never after it was taken: nobody may be told that nothing happened when it may yet happen. */
        private boolean withdraw(Settlement why) {
            if (!place.compareAndSet(Place.QUEUED, Place.WITHDRAWN)) {
                return false;
            }
            answer = why;
            return true;
        }

        private void answer(Settlement settlement) {
            answer = settlement;
            wake();
        }

        private boolean isAnswered() {
            return answer != null;
        }

        Settlement answer() {
            return Objects.requireNonNull(answer);
        }

        /**
         * Until there is an answer, or it may be this caller's turn to lead, or the deadline of what is still queued passes.
         *
         * @param longest after which to look again
         */
        private void await(Duration longest) {
            if (isQueued()) {
                Duration left = change.deadline().remaining();
                LockSupport.parkNanos(this, (left.compareTo(longest) < 0 ? left : longest).toNanos());
            } else if (!isAnswered()) {
                LockSupport.park(this);
            }
        }

        private void wake() {
            LockSupport.unpark(caller);
        }
    }
}
