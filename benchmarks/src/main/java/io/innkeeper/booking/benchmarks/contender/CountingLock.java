package io.innkeeper.booking.benchmarks.contender;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the changes that reach a lock, which with {@link InventoryLock#retrying} around it are more than were asked for. Safe
 * for use by many threads.
 *
 * @param attempts what is counted up
 * @param lock the lock
 */
public record CountingLock(LongAdder attempts, InventoryLock lock) implements InventoryLock {

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        attempts.add(batch.size());
        return lock.settle(batch);
    }

    @Override
    public void close() {
        lock.close();
    }
}
