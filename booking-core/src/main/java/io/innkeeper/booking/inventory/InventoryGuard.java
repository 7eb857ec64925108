package io.innkeeper.booking.inventory;

import java.util.List;

/**
 * Decides inside an open transaction, and never begins, commits or rolls one back: so it serves a host's transaction as
 * well as our own. Implementations are immutable and safe for use by many threads.
 */
@FunctionalInterface
public interface InventoryGuard {

    /**
     * Decides about some changes and writes what is needed for those that it settles. If any answer is not
     * {@link Settlement.Settled}, the transaction holds remains of it and must be rolled back, at least to where it was
     * before the call.
     *
     * @param tx the open transaction
     * @param batch the changes; their keys are different
     * @return answer {@code i} belongs to change {@code i}
     * @throws io.innkeeper.booking.StorageException if the storage cannot do its work
     */
    List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch);
}
