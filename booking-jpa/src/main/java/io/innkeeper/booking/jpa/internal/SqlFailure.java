package io.innkeeper.booking.jpa.internal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the database means for the transaction it happened in. The one place where codes of the server are
 * judged; what a duplicate is a duplicate of, the caller knows from the statement that met it.
 */
public enum SqlFailure {
    /** A unique key has the value already. */
    DUPLICATE,
    /** A foreign key names a row that is not there. */
    MISSING_PARENT,
    /** A row cannot go or change, since a foreign key names it. */
    STILL_REFERENCED,
    /** The transaction lost to another one, and was or must be rolled back; run it again from the start. */
    TRY_AGAIN,
    /** The server does not take writes, or went away before COMMIT was sent: drop the connection, run it again on another. */
    WRONG_NODE,
    /** COMMIT was sent and not answered: it happened or not. Never run it again blindly. */
    UNKNOWN,
    /** The server has no room left: disk, table or connections. */
    OUT_OF_ROOM,
    /** The statement or its values are wrong, or something that nobody foresaw: no use in running it again. */
    OUR_FAULT;

    /** Whether nothing can be done in the transaction any more but to roll it back, though COMMIT was not sent. */
    boolean endsTransaction() {
        return this == TRY_AGAIN || this == WRONG_NODE;
    }

    /** Where in its life the transaction was. */
    public enum Phase {
        /** There is none yet: a named lock is waited for. */
        BEFORE_BEGIN,
        /** COMMIT was not sent: whatever happened, nothing is written once the transaction is rolled back. */
        BEFORE_COMMIT,
        /** COMMIT was sent. */
        AT_COMMIT
    }

    private static final Set<Integer> DUPLICATE_CODES = Set.of(1062, 1586);
    private static final Set<Integer> MISSING_PARENT_CODES = Set.of(1216, 1452);
    private static final Set<Integer> REFERENCED_CODES = Set.of(1217, 1451);
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    /** Deadlock, lock wait time-out, NOWAIT; 1020: a snapshot overtaken (MariaDB). */
    private static final Set<Integer> LOST_RACE_CODES = Set.of(1213, LOCK_WAIT_TIMEOUT, 3572, 1020);
    /** MySQL ends the wait for a named lock so: in a circle, by KILL QUERY, by max_execution_time. */
    private static final Set<Integer> WAIT_ENDED_CODES = Set.of(3058, 1317, 3024);
    /** Read-only in its three ways. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1792, 1836);
    /** Not ready (Galera), shutting down, killed. */
    private static final Set<Integer> GOING_AWAY_CODES = Set.of(1047, 1053, 1927, 3169);
    /** Of all, of one account by the server's setting, of one account by its own. */
    private static final Set<Integer> TOO_MANY_CONNECTIONS = Set.of(1040, 1203, 1226);

    /** Disk full, table full, too many connections. */
    private static final Set<Integer> OUT_OF_ROOM_CODES = Set.of(1021, 1114, 1040, 1203, 1226);

    private static final int CERTIFICATION_FAILED = 3101;
    private static final int ERROR_DURING_COMMIT = 1180;

    /** Judges a failure by the first {@link SQLException} among its causes. */
    public static SqlFailure of(Throwable failure, Phase phase) {
        return sqlException(failure)
                .map(found -> of(found.getErrorCode(), found.getSQLState(), found.getMessage(), phase))
                .orElse(phase == Phase.AT_COMMIT ? UNKNOWN : OUR_FAULT);
    }

    /**
     * Judges a failure by what the driver says of it.
     *
     * @param code the server's error number, 0 if the driver itself reports
     * @param state the SQLState, or null
     * @param message the message, or null; looked at only where one number means two things
     */
    public static SqlFailure of(int code, @Nullable String state, @Nullable String message, Phase phase) {
        if (DUPLICATE_CODES.contains(code)) {
            return DUPLICATE;
        }
        if (MISSING_PARENT_CODES.contains(code)) {
            return MISSING_PARENT;
        }
        if (REFERENCED_CODES.contains(code)) {
            return STILL_REFERENCED;
        }
        if (LOST_RACE_CODES.contains(code) || code == CERTIFICATION_FAILED) {
            return TRY_AGAIN;
        }
        if (phase == Phase.BEFORE_BEGIN && WAIT_ENDED_CODES.contains(code)) {
            return TRY_AGAIN;
        }
        if (code == ERROR_DURING_COMMIT) {
            boolean lostRace = message != null && message.contains("Lock deadlock; Retry transaction");
            return lostRace ? TRY_AGAIN : UNKNOWN;
        }
        if (READ_ONLY_CODES.contains(code)) {
            return WRONG_NODE;
        }
        if (OUT_OF_ROOM_CODES.contains(code)) {
            return OUT_OF_ROOM;
        }
        if (phase == Phase.AT_COMMIT) {
            return UNKNOWN; // 08xxx, end of stream, time-out, 3100, and whatever else may come instead of an answer
        }
        if (GOING_AWAY_CODES.contains(code) || (state != null && state.startsWith("08"))) {
            return WRONG_NODE;
        }
        return OUR_FAULT;
    }

    /** Whether the server gave up waiting for another transaction, which goes on: unlike a deadlock, where one of two ends. */
    static boolean isLockWaitTimeout(Throwable failure) {
        return sqlException(failure)
                .filter(found -> found.getErrorCode() == LOCK_WAIT_TIMEOUT)
                .isPresent();
    }

    /** Whether there was no connection for one more caller, neither in the pool nor at the server, although both are up. */
    static boolean isOverload(Throwable failure) {
        boolean refused = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found && TOO_MANY_CONNECTIONS.contains(found.getErrorCode())) {
                return true;
            }
            // A pool names its cause where it could not connect.
            refused |= cause instanceof SQLTransientConnectionException && cause.getCause() == null;
        }
        return refused;
    }

    /** The first {@link SQLException} among the causes of a failure, itself included. */
    static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
