package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.jpa.internal.Connections.NoConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often, and for how long, something is tried again on other connections that led nowhere on one: its server went away
 * before it was told to commit, or does not take writes any more. For one operation.
 */
final class OtherConnections {

    /** More than a pool usually has: after a restart of the server all of them are stale. */
    static final int MOST = 12;

    /** Begun again no later, since each may itself take as long as the driver waits for an answer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(OtherConnections.class);

    private final long began = System.nanoTime();
    private int tried = 1;

    /** Whether a failure before COMMIT was sent was the fault of a connection, which has been dropped, and there may be others. */
    boolean isWorthAnother(String what, Throwable failure) {
        boolean worth = SqlFailure.of(failure, SqlFailure.Phase.BEFORE_COMMIT) == SqlFailure.WRONG_NODE
                && SqlFailure.sqlException(failure)
                        .filter(NoConnection.class::isInstance)
                        .isEmpty()
                && tried < MOST
                && System.nanoTime() - began < LONGEST.toNanos()
                // Of a virtual thread that is interrupted the JDK closes the connection.
                && !Thread.currentThread().isInterrupted();
        if (worth) {
            tried++;
            log.info("trying another connection to {}: {}", what, failure.getMessage());
        }
        return worth;
    }
}
