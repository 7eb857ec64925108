package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * A transaction of the host's, which this library had joined, has lost a race to another one: by a deadlock, by waiting too long
 * for a lock, or because what it read is not so any more. Roll it back, and run all of it again; the library cannot, since it
 * does not know what else the host did in it. Nothing that was done in it may be committed: some servers have taken part of it
 * back already.
 */
public final class TransactionLostException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** For storages. */
    public TransactionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
