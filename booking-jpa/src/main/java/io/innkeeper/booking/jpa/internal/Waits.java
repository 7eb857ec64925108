package io.innkeeper.booking.jpa.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.innkeeper.booking.inventory.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Waits for connections no longer than a caller wants to. What JDBC knows of is one limit for all callers; HikariCP, of which
 * both our own pools and those of most hosts are, can be told for each.
 */
final class Waits {

    /** By its name, since it need not be there. One that is derived from it may do something else. */
    private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

    /** For who has no time left, so that they have what is free or about to be. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private Waits() {}

    /**
     * A connection.
     *
     * @throws SQLException if there is none by the deadline, or by when the pool gives up; from pools that know of no deadline
     *     only then
     */
    static Connection connection(DataSource dataSource, Deadline deadline) throws SQLException {
        return dataSource.getClass().getName().equals(HIKARI)
                ? Hikari.connection((HikariDataSource) dataSource, deadline)
                : dataSource.getConnection();
    }

    /** Loaded only where there is such a pool. */
    private static final class Hikari {

        static Connection connection(HikariDataSource dataSource, Deadline deadline) throws SQLException {
            if (!(dataSource.getHikariPoolMXBean() instanceof HikariPool pool) || dataSource.isClosed()) {
                return dataSource.getConnection(); // which starts it, or says that it is closed
            }
            Duration left = deadline.remaining();
            Duration atLeast = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
            long millis = atLeast.plusMillis(1).toMillis(); // not a moment before it is too late
            return pool.getConnection(Math.min(millis, dataSource.getConnectionTimeout()));
        }
    }
}
