package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * More is asked for than can be done, and nothing was done of this: no connection to the database became free in the time
 * that the caller had, the server takes no more connections, or too many passwords wait to be hashed. Whoever is told so had
 * better ask less often; the same may be asked for again later.
 */
public final class OverloadedException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** For storages. The message says what there was not enough of. */
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
