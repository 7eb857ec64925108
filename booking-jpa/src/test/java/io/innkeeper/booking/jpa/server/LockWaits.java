package io.innkeeper.booking.jpa.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Sees who waits for a lock in a database, by asking the server. */
public final class LockWaits {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** MariaDB answers from a picture that it does not renew while it is asked for again within 100 ms. */
    private static final Duration INTERVAL = Duration.ofMillis(110);

    private static final String MYSQL =
            "select w.requesting_engine_transaction_id from performance_schema.data_lock_waits w"
                    + " join performance_schema.data_locks l on l.engine_lock_id = w.requesting_engine_lock_id"
                    + " where l.object_schema = ?";

    private static final String MARIADB = "select w.requesting_trx_id from information_schema.innodb_lock_waits w"
            + " join information_schema.innodb_locks l on l.lock_id = w.requested_lock_id"
            + " where l.lock_table like concat('`', ?, '`.%')";

    private LockWaits() {}

    /** Returns once so many different transactions have been seen waiting for a lock in the database. */
    public static void await(TestServer.Database database, int transactions) throws SQLException {
        Set<String> seen = new HashSet<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(TestServer.isMariaDb() ? MARIADB : MYSQL)) {
            select.setString(1, database.name());
            while (seen.size() < transactions) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(seen.size() + " transactions waited for a lock, and not " + transactions);
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        seen.add(rows.getString(1));
                    }
                }
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        }
    }
}
