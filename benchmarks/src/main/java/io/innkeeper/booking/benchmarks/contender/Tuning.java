package io.innkeeper.booking.benchmarks.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a contender uses its server.
 *
 * @param poolSize how many connections it has
 * @param isolation of its transactions
 * @param serverPrepared whether statements are prepared on the server, once for each connection, rather than in the driver
 */
public record Tuning(int poolSize, Isolation isolation, boolean serverPrepared) {

    /** With statements prepared in the driver, which is its default. */
    public Tuning(int poolSize, Isolation isolation) {
        this(poolSize, isolation, false);
    }

    /** How much a transaction sees of others; and, to InnoDB, how much it locks. */
    public enum Isolation {
        /** What others have committed by the time of each statement. Reads lock no gaps. */
        READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
        /** What others had committed by the first read. The default of the server. */
        REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ);

        private final int level;

        Isolation(int level) {
            this.level = level;
        }

        String poolSetting() {
            return "TRANSACTION_" + name();
        }

        /** As {@link Connection} has it. */
        public int level() {
            return level;
        }
    }

    /** What HikariCP's own page on MySQL asks for, and what makes one statement of a batch. */
    private static final Map<String, String> DRIVER = Map.of(
            "rewriteBatchedStatements", "true",
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "250",
            "prepStmtCacheSqlLimit", "2048",
            "useLocalSessionState", "true",
            "cacheServerConfiguration", "true",
            "cacheResultSetMetadata", "true",
            "maintainTimeStats", "false",
            "connectionTimeZone", "UTC");

    /** A pool of all its connections, opened in advance, which do not commit by themselves. */
    HikariDataSource open(Site site) {
        return open(site, false);
    }

    /** The same, with connections that commit by themselves until they are told not to, or without. */
    HikariDataSource open(Site site, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(site.url());
        config.setUsername(site.database().user());
        config.setPassword(site.database().password());
        config.setAutoCommit(autoCommit);
        config.setTransactionIsolation(isolation.poolSetting());
        config.setMaximumPoolSize(poolSize);
        // Whoever waits is counted as waiting, and not as having failed.
        config.setConnectionTimeout(60_000);
        DRIVER.forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("useServerPrepStmts", String.valueOf(serverPrepared));
        HikariDataSource pool = new HikariDataSource(config);
        fill(pool);
        return pool;
    }

    /** The pool would open them in the background, and what that asks the server for would be counted with the bookings. */
    private void fill(HikariDataSource pool) {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < poolSize; i++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                connection.close();
            }
        } catch (SQLException e) {
            pool.close();
            throw new IllegalStateException(e);
        }
    }

    /** Such as "16, READ COMMITTED". */
    @Override
    public String toString() {
        return poolSize + ", " + isolation.name().replace('_', ' ')
                + (serverPrepared ? ", prepared on the server" : "");
    }
}
