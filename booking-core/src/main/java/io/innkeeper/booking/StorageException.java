package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * The storage cannot do its work: the server is not reachable, its schema is missing, its disk is full. Nothing was
 * written by a change to the inventory that ends so; a change whose fate is not known is answered by a value instead
 * ({@link io.innkeeper.booking.reservation.Unknown}). Any other write that ends so (a registration, a new room) may
 * have happened if the connection broke while it was being committed; asking again finds out, since what must be unique
 * is refused by the database.
 */
public sealed class StorageException extends InnkeeperException permits TransactionLostException {

    private static final long serialVersionUID = 1L;

    /** For storages. The message says what was being done and what a person can do about it. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
