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
 *   <li>Each statement that a client sends as text is counted by its kind, {@code Com_select}, {@code Com_commit} and so on, and
 *       so is each execution of a prepared one. Of a text with several statements each is counted.
 *   <li>{@code Questions} is nearly the sum of these, but counts the end of a connection as well. Nobody waits for that: the
 *       server hears of it when the client has gone on long since, in the middle of what is measured. So it is not asked for.
 *   <li>Preparing a statement on the server and closing one are no statements, nor are pings.
 *   <li>Round trips are counted where they begin, see {@link RoundTrips}: a text with several statements is one.
 *   <li>{@code Com_commit} counts COMMIT as a statement; what commits by itself is not in it.
 *   <li>Deadlocks are {@code Innodb_deadlocks} on MariaDB and {@code lock_deadlocks} of {@code
 *       information_schema.innodb_metrics} on MySQL.
 * </ul>
 *
 * <p>For use by one thread at a time.
 */
public final class ServerCounters implements AutoCloseable {

    private static final String STATUS = "show global status where variable_name like 'Com\\_%'"
            + " or variable_name in ('Innodb_deadlocks', 'Innodb_row_lock_waits')";

    private static final String COMMITS = "com_commit";

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
     * @param roundTrips texts that this JVM sent and waited for, by whatever connections
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
            return new Counts(statements - own, roundTrips, commits, deadlocks, rowLockWaits);
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
            long statements = values.entrySet().stream()
                    .filter(value -> isStatement(value.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return new Counts(
                            statements,
                            RoundTrips.all(),
                            values.getOrDefault(COMMITS, 0L),
                            ofMySql + values.getOrDefault("innodb_deadlocks", 0L),
                            values.getOrDefault("innodb_row_lock_waits", 0L))
                    .less(asked);
        } catch (SQLException e) {
            throw new IllegalStateException("The server does not tell what it does: " + e.getMessage(), e);
        }
    }

    /** Whether a counter is one of statements: those of the protocol's other commands have names of their own. */
    private static boolean isStatement(String counter) {
        return counter.startsWith("com_") && !counter.startsWith("com_stmt_") && !counter.equals("com_admin_commands");
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
