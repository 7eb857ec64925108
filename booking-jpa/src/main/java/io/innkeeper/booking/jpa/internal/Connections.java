package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections are taken from a pool, and how one is kept from being handed out again. */
final class Connections {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    /** There was none to be had, which is not the fault of one connection: to ask for another would take as long again. */
    static final class NoConnection extends SQLException {

        private static final long serialVersionUID = 1L;

        NoConnection(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
        }
    }

    /** Takes one that is to be given back. */
    static Connection take(DataSource pool) throws NoConnection {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new NoConnection(e);
        }
    }

    /** The same, waiting no longer than until a deadline where the pool knows of one, see {@link Waits}. */
    static Connection take(DataSource pool, Deadline deadline) throws NoConnection {
        try {
            return Waits.connection(pool, deadline);
        } catch (SQLException e) {
            throw new NoConnection(e);
        }
    }

    /** Closes a connection for good, and has the pool that it is from know. Never throws. */
    static void drop(Connection connection) {
        try (connection) {
            connection.abort(Runnable::run);
            // Pools learn what has become of a connection from what a call on it throws.
            connection.createStatement().close();
        } catch (SQLException | RuntimeException e) {
            log.debug("dropped a connection: {}", e.getMessage());
        }
    }
}
