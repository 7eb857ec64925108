package io.innkeeper.booking.inventory;

/** A transaction that is open, as a guard sees it. For use by one thread, while the guard decides. */
public interface InventoryTx {

    /**
     * What the storage works with inside this transaction.
     *
     * @param type for booking-jpa {@code java.sql.Connection}
     * @throws IllegalArgumentException if the storage has nothing of this type
     */
    <T> T unwrap(Class<T> type);
}
