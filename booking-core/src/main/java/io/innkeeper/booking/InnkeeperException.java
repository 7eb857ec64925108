package io.innkeeper.booking;

import org.jspecify.annotations.Nullable;

/**
 * Anything that this library throws on purpose. Business answers (a room is taken, a password is wrong) are never
 * exceptions but returned values; what is thrown is a request that makes no sense or infrastructure that is broken.
 * When one of these is thrown, nothing was written, unless its own documentation says otherwise.
 */
public abstract class InnkeeperException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For the exceptions of this library and of storages written by others. */
    protected InnkeeperException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
