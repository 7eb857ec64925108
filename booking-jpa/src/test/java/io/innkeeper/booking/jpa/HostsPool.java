package io.innkeeper.booking.jpa;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A host's pool, and how often it was asked for a connection. */
final class HostsPool extends HikariDataSource {

    private final DataSource pool;
    private final AtomicInteger taken;

    HostsPool(DataSource pool, AtomicInteger taken) {
        this.pool = pool;
        this.taken = taken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        taken.incrementAndGet();
        return pool.getConnection();
    }
}
