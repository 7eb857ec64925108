package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * A write that is no change to the inventory (a registration, a new room, a rate) has happened or not: the connection was lost
 * while it was being committed. It is never run again by itself. Look what is there, or ask for the same again, where what must be
 * unique is refused by the database if it had happened.
 */
public final class UnknownOutcomeException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** For storages. */
    public UnknownOutcomeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
