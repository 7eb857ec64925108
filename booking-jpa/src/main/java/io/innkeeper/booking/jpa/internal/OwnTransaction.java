package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction of our own on a connection that is the host's or its pool's, with a limit on how long to wait for the server.
 * The connection goes back as it came, or, where something went wrong with it, not at all.
 */
final class OwnTransaction implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnTransaction.class);

    /** A server that is up answers sooner; a shorter limit near the deadline would make slow commits unknown outcomes. */
    private static final Duration SHORTEST_NETWORK_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONGEST_NETWORK_TIMEOUT = Duration.ofMinutes(10);

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final int isolation;
    private final int isolationBefore;
    private final int networkTimeoutBefore;
    private final boolean lockWaitChanged;
    private boolean open = true;
    private boolean dropped;

    private OwnTransaction(Connection connection, int isolation, int networkTimeoutMillis, @Nullable Duration lockWait)
            throws SQLException {
        this.connection = connection;
        this.isolation = isolation;
        this.lockWaitChanged = lockWait != null;
        this.autoCommitBefore = connection.getAutoCommit();
        this.isolationBefore = connection.getTransactionIsolation();
        this.networkTimeoutBefore = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, networkTimeoutMillis);
        if (isolationBefore != isolation) {
            connection.setTransactionIsolation(isolation);
        }
        if (autoCommitBefore) {
            connection.setAutoCommit(false);
        }
        if (lockWait != null) {
            execute("set @innkeeper_lock_wait = @@session.innodb_lock_wait_timeout, session innodb_lock_wait_timeout = "
                    + lockWait.toSeconds());
        }
    }

    /**
     * Begins one on READ COMMITTED on a connection, which is dropped if that fails.
     *
     * @param networkTimeout how long to wait for an answer of the server
     * @param lockWait how long the server is to wait at most wherever another transaction is in the way, in whole seconds,
     *     which costs a round trip now and one at the end; null to leave that as it is
     */
    static OwnTransaction on(Connection connection, Duration networkTimeout, @Nullable Duration lockWait)
            throws SQLException {
        try {
            return new OwnTransaction(
                    connection,
                    Connection.TRANSACTION_READ_COMMITTED,
                    Math.toIntExact(networkTimeout.toMillis()),
                    lockWait);
        } catch (SQLException | RuntimeException e) {
            Connections.drop(connection);
            throw e;
        }
    }

    /**
     * Begins one that only reads, all of it as it was committed by now, on a connection, which is dropped if that fails.
     *
     * @param networkTimeout how long to wait for an answer of the server
     */
    static OwnTransaction snapshotOn(Connection connection, Duration networkTimeout) throws SQLException {
        try {
            OwnTransaction snapshot = new OwnTransaction(
                    connection,
                    Connection.TRANSACTION_REPEATABLE_READ,
                    Math.toIntExact(networkTimeout.toMillis()),
                    null);
            snapshot.execute("start transaction with consistent snapshot, read only");
            return snapshot;
        } catch (SQLException | RuntimeException e) {
            Connections.drop(connection);
            throw e;
        }
    }

    /** How long to wait for the server on behalf of who wants an answer by a deadline. */
    static Duration networkTimeout(Deadline deadline) {
        Duration left = deadline.remaining();
        Duration atLeast = left.compareTo(SHORTEST_NETWORK_TIMEOUT) > 0 ? left : SHORTEST_NETWORK_TIMEOUT;
        return atLeast.compareTo(LONGEST_NETWORK_TIMEOUT) < 0 ? atLeast : LONGEST_NETWORK_TIMEOUT;
    }

    /** How long the server waits on a connection wherever another transaction is in the way. */
    static Duration lockWait(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@session.innodb_lock_wait_timeout")) {
            row.next();
            return Duration.ofSeconds(row.getLong(1));
        }
    }

    /** Whether a connection takes several statements in one text, which is a setting of the driver and of proxies. */
    static boolean takesSeveralAtOnce(Connection connection) throws SQLException {
        try (PreparedStatement nothing = connection.prepareStatement("do ?; do ?")) {
            nothing.setInt(1, 0);
            nothing.setInt(2, 0);
            nothing.execute();
            return true;
        } catch (SQLSyntaxErrorException e) {
            return false;
        }
    }

    Connection connection() {
        return connection;
    }

    /** Commits. If it throws, the transaction is still to be rolled back or dropped. */
    void commit() throws SQLException {
        connection.commit();
        open = false;
    }

    /** Rolls back; a connection that cannot even do that is dropped. */
    void rollBack() {
        open = false;
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            log.debug("dropping a connection that could not roll back", e);
            drop();
        }
    }

    /** Closes the connection for good, so that the pool does not hand it out again. */
    void drop() {
        open = false;
        dropped = true;
        Connections.drop(connection);
    }

    /** The same, if a failure before COMMIT was sent says that the connection leads nowhere. */
    void dropIfWrong(Throwable failure) {
        if (SqlFailure.of(failure, SqlFailure.Phase.BEFORE_COMMIT) == SqlFailure.WRONG_NODE) {
            drop();
        }
    }

    /**
     * Gives the connection back; rolls back first if nobody said what should become of the transaction. Never throws: what
     * the transaction came to is known by now and must not be replaced by a failure to tidy up.
     */
    @Override
    public void close() {
        if (open) {
            rollBack();
        }
        try {
            if (!dropped) {
                restore();
            }
            connection.close();
        } catch (SQLException | RuntimeException e) {
            log.debug("dropping a connection that could not be given back", e);
            Connections.drop(connection);
        }
    }

    private void restore() throws SQLException {
        if (lockWaitChanged) {
            execute("set session innodb_lock_wait_timeout = @innkeeper_lock_wait");
        }
        if (autoCommitBefore) {
            connection.setAutoCommit(true);
        }
        if (isolationBefore != isolation) {
            connection.setTransactionIsolation(isolationBefore);
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
