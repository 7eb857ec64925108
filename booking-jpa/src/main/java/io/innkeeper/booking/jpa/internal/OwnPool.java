package io.innkeeper.booking.jpa.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections of our own, for hosts that have none. The only class that knows HikariCP, so that it need not be there. */
final class OwnPool implements AutoCloseable {

    /**
     * Settings of the driver that hold where the URL does not say otherwise: batches as one statement; instants in UTC;
     * nothing asked of the server that the driver knows; statements taken apart once; and no wait for another transaction that the server goes on with for long after whoever asked has given
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
            "sessionVariables", "innodb_lock_wait_timeout=" + DirectLock.SHORTEST_LOCK_WAIT.toSeconds());

    /** An answer within bounded time when the server is gone. */
    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private static final String USUAL_MILLIS = "120000";

    /** Of the one server; of several, another answers the sooner the less is waited for one, see {@link FailoverConnections}. */
    private static final Map<String, String> CONNECT_TIMEOUT = Map.of("connectTimeout", "5000");

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
    static OwnPool open(ServerAddress server) {
        return open(server, true, Map.of(SOCKET_TIMEOUT, USUAL_MILLIS));
    }

    /**
     * For changes to the inventory. Not to switch auto-commit off and on saves two round trips a transaction, and to write all
     * of a booking by one text three more; whoever has no texts but those of prepared statements does not open a door by that.
     */
    static OwnPool openForChanges(ServerAddress server) {
        return open(server, false, Map.of(SOCKET_TIMEOUT, USUAL_MILLIS, "allowMultiQueries", "true"));
    }

    /** For changes to the schema, which may take as long as they do. */
    static OwnPool openForMigration(ServerAddress server) {
        return open(server, true, Map.of(SOCKET_TIMEOUT, "0"));
    }

    private static OwnPool open(ServerAddress server, boolean autoCommit, Map<String, String> more) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("innkeeper-" + COUNT.incrementAndGet());
        config.setAutoCommit(autoCommit);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(KEPT_WHEN_IDLE);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        return server.cluster()
                .map(cluster -> openFor(cluster, server, config, settings))
                .orElseGet(() -> openForOne(server, config, settings));
    }

    private static OwnPool openForOne(ServerAddress server, HikariConfig config, Map<String, String> settings) {
        settings.putAll(CONNECT_TIMEOUT);
        config.setDataSource(new ServerConnections(server, server.unlessSaid(settings)));
        return new OwnPool(open(config));
    }

    /** What was connected to another host than the one that takes writes now is replaced, also where it is only read from. */
    private static OwnPool openFor(
            Cluster cluster, ServerAddress server, HikariConfig config, Map<String, String> settings) {
        config.setDataSource(new FailoverConnections(
                cluster, server.url(), server.user(), server.password(), server.unlessSaid(settings)));
        HikariDataSource pool = open(config);
        cluster.whenMoved(() -> pool.getHikariPoolMXBean().softEvictConnections());
        return new OwnPool(pool);
    }

    private static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw Failures.of("connect to the database", e);
        }
    }
}
