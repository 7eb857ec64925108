package io.innkeeper.booking.inventory;

import java.util.List;

/**
 * Decides inside an open transaction, and never begins, commits or rolls one back: so it serves a host's transaction as
 * well as our own. Implementations are immutable and safe for use by many threads.
 */
@FunctionalInterface
public interface InventoryGuard {

    /**
     * Decides about some changes, as if one after another in some order, and writes what is needed for those that it
     * settles. What the transaction holds afterwards depends on the answers:
     *
     * <ul>
     *   <li>If one is {@link Settlement.Settled}, it holds exactly what was settled, and the answers are true once it is
     *       committed. Those that are {@link Settlement.Contended} are not decided, and left nothing in it: so are those
     *       that would be refused because of what was settled, since nobody else has seen that yet.
     *   <li>If none is settled, it may hold remains, and must be rolled back, at least to where it was before the call.
     * </ul>
     *
     * @param tx the open transaction
     * @param batch the changes; their keys are different
     * @return answer {@code i} belongs to change {@code i}
     * @throws io.innkeeper.booking.StorageException if the storage cannot do its work; then nothing is decided, and the
     *     transaction must be rolled back
     */
    List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch);

    /** What it is called in the name of a lock, as {@link InventoryLock#name()} says. */
    default String name() {
        return Names.of(this);
    }
}
