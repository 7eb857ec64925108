package io.innkeeper.booking.inventory;

import java.util.List;

/**
 * An inventory-lock strategy: owns waiting, transaction and retry. It decides how well concurrent changes to the same
 * nights wait for one another, never whether the result is right: that no night is sold twice is kept by the storage,
 * whatever the strategy. Behaviour is added by wrapping one in another. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface InventoryLock extends AutoCloseable {

    /**
     * Settles some changes. Each happens wholly or not at all, and none makes another fail.
     *
     * @param batch the changes; their keys are different
     * @return answer {@code i} belongs to change {@code i}, as if all had run in some serial order; a change for which the
     *     storage could not do its work is answered by {@link Settlement.Failed}
     */
    List<Settlement> settle(List<InventoryChange> batch);

    /** Ends what the strategy started (threads, pools). There is nothing to end in most. */
    @Override
    default void close() {}

    /**
     * Tries contended changes again, at most {@value Retrying#ATTEMPTS} times in all and not beyond their deadline, with a
     * jittered wait that grows from one attempt to the next. Costs nothing where there is no contention. Choose it around
     * any strategy whose losers learn of it only from the database.
     *
     * <p>If the thread is interrupted while waiting, what is still contended is answered so, and the thread stays
     * interrupted.
     */
    static InventoryLock retrying(InventoryLock lock) {
        return new Retrying(lock);
    }
}
