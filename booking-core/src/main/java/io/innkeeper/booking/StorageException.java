package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * The storage cannot do its work: the server is not reachable, its schema is missing, its disk is full. Nothing was written by
 * what ends so, but for the two that say otherwise: a write whose fate is not known is an {@link UnknownOutcomeException}, and a
 * change to the inventory whose fate is not known is answered by a value instead
 * ({@link io.innkeeper.booking.reservation.Unknown}).
 */
public sealed class StorageException extends InnkeeperException
        permits TransactionLostException, UnknownOutcomeException, OverloadedException {

    private static final long serialVersionUID = 1L;

    /** For storages. The message says what was being done and what a person can do about it. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
