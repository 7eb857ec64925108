package io.innkeeper.booking.benchmarks.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server was asked to do, as it counts itself: {@code SHOW GLOBAL STATUS} before and after. It is about the whole
 * server, whoever asked, so nothing else should be at work on it; its own asking is not counted.
 *
 * <p>What the counters mean was tried on MariaDB 11.4 and MySQL 9.7, which agree:
 *
 * <ul>
 *   <li>{@code Questions} counts each statement that a client sends as text, COMMIT and ROLLBACK as well, and each execution
 *       of a prepared one. Of a text with several statements it counts each.
 *   <li>It counts neither preparing a statement on the server nor closing one. The first is a round trip, counted by {@code
 *       Com_stmt_prepare}; the second has no answer, so nobody waits for it. Pings are not counted at all; pools send them only
 *       on connections that were idle for half a second.
 *   <li>So {@code Questions + Com_stmt_prepare} are the round trips, as long as nobody sends several statements in one text.
 *       Connector/J does that for batched UPDATEs and DELETEs with {@code rewriteBatchedStatements}, not for INSERTs, which
 *       become one. No contender here batches the former.
 *   <li>{@code Com_commit} counts COMMIT as a statement; what commits by itself is not in it.
 *   <li>Deadlocks are {@code Innodb_deadlocks} on MariaDB and {@code lock_deadlocks} of {@code
 *       information_schema.innodb_metrics} on MySQL.
 * </ul>
 *
 * <p>For use by one thread at a time.
 */
public final class ServerCounters implements AutoCloseable {

    private static final String STATUS = "show global status where variable_name in"
            + " ('Questions', 'Com_stmt_prepare', 'Com_commit', 'Innodb_deadlocks', 'Innodb_row_lock_waits')";

    private static final String DEADLOCKS_OF_MYSQL =
            "select count from information_schema.innodb_metrics where name = 'lock_deadlocks'";

    private final Connection connection;
    private final PreparedStatement status;
    private final @Nullable PreparedStatement deadlocks;
    private long asked;

    private ServerCounters(Connection connection, PreparedStatement status, @Nullable PreparedStatement deadlocks) {
        this.connection = connection;
        this.status = status;
        this.deadlocks = deadlocks;
    }

    static ServerCounters open(BenchmarkServer server) {
        try {
            Connection connection = server.connect("");
            try {
                // Prepared by the driver, not on the server: that would be counted.
                return new ServerCounters(
                        connection,
                        connection.prepareStatement(STATUS),
                        server.isMariaDb() ? null : connection.prepareStatement(DEADLOCKS_OF_MYSQL));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The server does not tell what it does: " + e.getMessage(), e);
        }
    }

    /**
     * What was counted up to some moment, or between two.
     *
     * @param statements statements that were executed, COMMIT and ROLLBACK included
     * @param roundTrips commands that a client sent and waited for
     * @param commits COMMITs among the statements
     * @param deadlocks transactions that were rolled back because they waited in a circle
     * @param rowLockWaits how often a transaction had to wait for a row
     */
    public record Counts(long statements, long roundTrips, long commits, long deadlocks, long rowLockWaits) {

        /** What was counted after some earlier moment. */
        public Counts since(Counts earlier) {
            return new Counts(
                    statements - earlier.statements,
                    roundTrips - earlier.roundTrips,
                    commits - earlier.commits,
                    deadlocks - earlier.deadlocks,
                    rowLockWaits - earlier.rowLockWaits);
        }

        private Counts less(long own) {
            return new Counts(statements - own, roundTrips - own, commits, deadlocks, rowLockWaits);
        }
    }

    /**
     * What was counted since the server started, but for what this asked.
     *
     * @throws IllegalStateException if the server does not tell
     */
    public Counts now() {
        try {
            long ofMySql = deadlocks == null ? 0 : deadlocksOfMySql(deadlocks);
            asked++; // before the answer, since the server has counted this by then
            Map<String, Long> values = new HashMap<>();
            try (ResultSet rows = status.executeQuery()) {
                while (rows.next()) {
                    values.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getLong(2));
                }
            }
            long statements = values.getOrDefault("questions", 0L);
            return new Counts(
                            statements,
                            statements + values.getOrDefault("com_stmt_prepare", 0L),
                            values.getOrDefault("com_commit", 0L),
                            ofMySql + values.getOrDefault("innodb_deadlocks", 0L),
                            values.getOrDefault("innodb_row_lock_waits", 0L))
                    .less(asked);
        } catch (SQLException e) {
            throw new IllegalStateException("The server does not tell what it does: " + e.getMessage(), e);
        }
    }

    private long deadlocksOfMySql(PreparedStatement select) throws SQLException {
        asked++;
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Ends the connection, and its statements with it. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
