package io.innkeeper.booking.inventory;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Has changes to the same rooms wait for one another in this process, first come, first served. A change takes the locks of
 * all its rooms in the order of their numbers, so that no two wait in a circle.
 */
final class Striped implements InventoryLock {

    /** Many more than threads are at work at once, so that two who want different rooms seldom share a lock. */
    private static final int STRIPES = 256;

    private final InventoryLock lock;

    private final List<ReentrantLock> stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock(true)).toList();

    Striped(InventoryLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        Deadline last = Deadline.latestOf(batch);
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (int stripe : stripesOf(batch)) {
                Lock next = stripes.get(stripe);
                if (Thread.currentThread().isInterrupted()) {
                    // It must not wait any more, but may have what is free.
                    if (!next.tryLock()) {
                        return Collections.nCopies(batch.size(), new Settlement.Contended());
                    }
                } else if (!next.tryLock(last.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                    return Collections.nCopies(batch.size(), new Settlement.TooLate());
                }
                held.push(next);
            }
            return lock.settle(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(batch.size(), new Settlement.Contended());
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    /** A given room has a lock; all who want any room of a hotel share one. */
    private static SortedSet<Integer> stripesOf(List<InventoryChange> batch) {
        SortedSet<Integer> found = new TreeSet<>();
        for (InventoryChange change : batch) {
            change.giveBack().forEach(release -> found.add(stripe(release.room().value())));
            change.keep().forEach(keep -> found.add(stripe(keep.room().value())));
            for (Demand demand : change.take()) {
                found.add(
                        demand instanceof Demand.ThisRoom given
                                ? stripe(given.room().id().value())
                                : stripe(change.hotel().value()));
            }
        }
        return found;
    }

    private static int stripe(UUID id) {
        return Math.floorMod(id.hashCode(), STRIPES);
    }

    @Override
    public String name() {
        return "striped(" + lock.name() + ")";
    }

    @Override
    public int waiting() {
        return stripes.stream().mapToInt(ReentrantLock::getQueueLength).sum() + lock.waiting();
    }

    @Override
    public void close() {
        lock.close();
    }
}
