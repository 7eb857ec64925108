package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A strategy of a host's own: lets only so many at the inventory at once, first come, first served, so that a rush for rooms
 * leaves connections of the pool to the rest of the application.
 */
final class AtMost implements InventoryLock {

    private final Semaphore places;
    private final InventoryLock lock;

    AtMost(int atOnce, InventoryLock lock) {
        this.places = new Semaphore(atOnce, true);
        this.lock = lock;
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        long patience = batch.stream()
                .mapToLong(change -> change.deadline().remaining().toNanos())
                .max()
                .orElse(0);
        try {
            if (!places.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                return Collections.nCopies(batch.size(), new Settlement.TooLate());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(batch.size(), new Settlement.Contended());
        }
        try {
            return lock.settle(batch);
        } finally {
            places.release();
        }
    }

    /** So that metrics of the host show how many wait. */
    @Override
    public int waiting() {
        return places.getQueueLength() + lock.waiting();
    }

    @Override
    public void close() {
        lock.close();
    }
}
