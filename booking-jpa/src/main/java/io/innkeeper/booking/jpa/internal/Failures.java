package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.InnkeeperException;
import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.UnknownOutcomeException;

/** Makes of what the provider, the pool or the driver throws what leaves this module. */
final class Failures {

    private Failures() {}

    /**
     * An exception that says what was being done and what the driver said of it. What is one of ours already stays as it
     * is.
     *
     * @param what what was being done: "read a user"
     */
    static InnkeeperException of(String what, Throwable cause) {
        return cause instanceof InnkeeperException ours
                ? ours
                : storage("Cannot " + what + ": " + reason(cause), cause);
    }

    /** An exception with such a message, of the kind that the cause asks for. */
    static StorageException storage(String message, Throwable cause) {
        return SqlFailure.isOverload(cause)
                ? new OverloadedException(message, cause)
                : new StorageException(message, cause);
    }

    /** COMMIT was sent and not answered. */
    static UnknownOutcomeException unknown(String what, Throwable cause) {
        return new UnknownOutcomeException(
                "Nobody knows whether this was done: " + what
                        + ". The connection was lost while it was being committed: " + reason(cause),
                cause);
    }

    private static String reason(Throwable failure) {
        Throwable said =
                SqlFailure.sqlException(failure).map(Throwable.class::cast).orElse(failure);
        String message = said.getMessage();
        return message == null ? said.getClass().getName() : message;
    }
}
