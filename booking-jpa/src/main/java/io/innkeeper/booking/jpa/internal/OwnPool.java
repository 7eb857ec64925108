package io.innkeeper.booking.jpa.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.StorageException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Connections of our own, for hosts that have none. The only class that knows HikariCP, so that it need not be there. */
final class OwnPool implements AutoCloseable {

    /**
     * Settings of the driver that hold where the URL does not say otherwise: batches as one statement; instants in UTC;
     * nothing asked of the server that the driver knows; statements taken apart once; an answer within bounded time when the
     * server is gone; and no wait for another transaction that the server goes on with for long after whoever asked has given
     * up: so short that a transaction of many changes need not ask for it.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "rewriteBatchedStatements", "true",
            "connectionTimeZone", "UTC",
            "useLocalSessionState", "true",
            "cacheServerConfiguration", "true",
            "cachePrepStmts", "true",
            "prepStmtCacheSize", "250",
            "prepStmtCacheSqlLimit", "4096",
            "connectTimeout", "5000",
            "sessionVariables", "innodb_lock_wait_timeout=" + DirectLock.SHORTEST_LOCK_WAIT.toSeconds());

    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String USUAL_MILLIS = "120000";

    /** Of each pool. A server of a few cores does not do more by being asked by more at once. */
    private static final int SIZE = 10;

    private static final int KEPT_WHEN_IDLE = 2;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final HikariDataSource pool;

    private OwnPool(HikariDataSource pool) {
        this.pool = pool;
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** For the short statements of a storage. */
    static OwnPool open(String url, String user, String password) {
        return open(url, user, password, true, Map.of(SOCKET_TIMEOUT, USUAL_MILLIS));
    }

    /**
     * For changes to the inventory. Not to switch auto-commit off and on saves two round trips a transaction, and to write all
     * of a booking by one text three more; whoever has no texts but those of prepared statements does not open a door by that.
     */
    static OwnPool openForChanges(String url, String user, String password) {
        return open(url, user, password, false, Map.of(SOCKET_TIMEOUT, USUAL_MILLIS, "allowMultiQueries", "true"));
    }

    /** For changes to the schema, which may take as long as they do. */
    static OwnPool openForMigration(String url, String user, String password) {
        return open(url, user, password, true, Map.of(SOCKET_TIMEOUT, "0"));
    }

    private static OwnPool open(
            String url, String user, String password, boolean autoCommit, Map<String, String> more) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            // The URL is not part of the message: it may contain a password.
            throw new StorageException(
                    "No JDBC driver takes the URL: it should begin with jdbc:mysql:// and com.mysql:mysql-connector-j be"
                            + " on the class path",
                    e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("innkeeper-" + COUNT.incrementAndGet());
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setAutoCommit(autoCommit);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(KEPT_WHEN_IDLE);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        settings.forEach((name, value) -> {
            if (!says(url, name)) {
                config.addDataSourceProperty(name, value);
            }
        });
        try {
            return new OwnPool(new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw Failures.of("connect to the database", e);
        }
    }

    /** Whether the URL has a setting, in any of the places in which the driver takes one. */
    private static boolean says(String url, String setting) {
        return Pattern.compile("[?&(,]\\s*" + setting + "\\s*=", Pattern.CASE_INSENSITIVE)
                .matcher(url)
                .find();
    }
}
