package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * More is asked for than can be done, and nothing was done of this: so many operations are under way that it would most likely
 * have come too late, no connection to the database became free in the time that the caller had, the server takes no more
 * connections, or too many passwords wait to be hashed. Whoever is told so had better ask less often; the same may be asked for
 * again later.
 *
 * <p>It has no stack trace, but for that of its cause: many are thrown when there is the least time for it.
 */
public final class OverloadedException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** For storages. The message says what there was not enough of. */
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Fills in nothing. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is shared
    public Throwable fillInStackTrace() {
        return this;
    }
}
