package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A host's data source whose connections commit by themselves and see only what is committed, whose transactions are READ
 * COMMITTED, and which go back as they came, however the host has them. Reads cost no statement more than on the host's
 * own; transactions none either where the driver has {@code useLocalSessionState=true} and the isolation is right already.
 * A connection that leads nowhere any more, to a server that went away or does not take writes, does not go back at all.
 *
 * <p>A thread may have it give the connection of a transaction that is open already instead: see {@link #join}.
 */
final class TidyDataSource implements DataSource {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(TidyDataSource.class);

    private final DataSource hosts;
    private final boolean readsUncommitted;

    @SuppressWarnings("ThreadLocalUsage") // of this data source alone; set for the length of a call
    private final ThreadLocal<@Nullable Connection> joined = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage") // the same
    private final ThreadLocal<@Nullable Deadline> deadlines = new ThreadLocal<>();

    private TidyDataSource(DataSource hosts, boolean readsUncommitted) {
        this.hosts = hosts;
        this.readsUncommitted = readsUncommitted;
    }

    /** Looks once at what connections are like that nobody has changed. */
    static TidyDataSource around(DataSource hosts) {
        try (Connection connection = hosts.getConnection()) {
            return new TidyDataSource(
                    hosts, connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED);
        } catch (SQLException e) {
            throw Failures.of("connect to the database", e);
        }
    }

    /**
     * Has this thread be given nothing but one connection, which is in a transaction, until that is closed. Whoever is given it
     * can neither end the transaction nor close the connection or change how it is set.
     *
     * @param connection does not commit by itself
     */
    Joining join(Connection connection) {
        Connection before = joined.get();
        joined.set(connection);
        return () -> {
            if (before == null) {
                joined.remove();
            } else {
                joined.set(before);
            }
        };
    }

    /** Has this thread wait for connections, and for what is looked up on them, no longer than until a deadline. */
    <T> T within(Deadline deadline, Supplier<T> work) {
        Deadline before = deadlines.get();
        deadlines.set(deadline);
        try {
            return work.get();
        } finally {
            if (before == null) {
                deadlines.remove();
            } else {
                deadlines.set(before);
            }
        }
    }

    /** Until when this thread waits, if there is a limit. */
    @Nullable
    Deadline deadline() {
        return deadlines.get();
    }

    /** While a thread works on one connection. To be closed by that thread. */
    interface Joining extends AutoCloseable {

        @Override
        void close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection open = joined.get();
        return open != null ? proxy(Connection.class, new Guest(open)) : lease();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(TidyDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Connection lease() throws SQLException {
        Deadline deadline = deadlines.get();
        Connection connection = deadline == null ? Connections.take(hosts) : Connections.take(hosts, deadline);
        try {
            Lease lease = new Lease(connection, connection.getAutoCommit());
            if (deadline != null) {
                lease.limitNetwork(OwnTransaction.networkTimeout(deadline));
            }
            if (readsUncommitted) {
                lease.readCommitted();
            }
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return proxy(Connection.class, lease);
        } catch (SQLException | RuntimeException e) {
            Connections.drop(connection);
            throw e;
        }
    }

    /** A connection while we have it; for one thread, as a connection is. */
    private static final class Lease implements InvocationHandler {

        private final Connection connection;
        private final boolean autoCommitBefore;
        private @Nullable Integer isolationBefore;
        private boolean leadsNowhere;
        private @Nullable Integer networkTimeoutBefore;

        Lease(Connection connection, boolean autoCommitBefore) {
            this.connection = connection;
            this.autoCommitBefore = autoCommitBefore;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                giveBack();
                return null;
            }
            if (method.getName().equals("setAutoCommit") && arguments != null && arguments[0].equals(false)) {
                readCommitted();
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement ? watched(result, method.getReturnType()) : result;
        }

        private Object watched(Object statement, Class<?> type) {
            return proxy(type, (proxy, method, arguments) -> call(statement, method, arguments));
        }

        private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                Phase phase = method.getName().equals("commit") ? Phase.AT_COMMIT : Phase.BEFORE_COMMIT;
                SqlFailure failure = SqlFailure.of(e, phase);
                leadsNowhere |= failure == SqlFailure.WRONG_NODE || failure == SqlFailure.UNKNOWN;
                throw e.getCause();
            }
        }

        void limitNetwork(Duration longest) throws SQLException {
            networkTimeoutBefore = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
        }

        void readCommitted() throws SQLException {
            if (isolationBefore == null) {
                int isolation = connection.getTransactionIsolation();
                if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
                isolationBefore = isolation;
            }
        }

        /**
         * Never throws: what was done has its outcome by now. A connection that cannot be put back as it was is broken: its
         * pool must not give it to anyone again.
         */
        private void giveBack() {
            if (leadsNowhere) {
                Connections.drop(connection);
                return;
            }
            try {
                if (!connection.isClosed()) {
                    restore();
                }
                connection.close();
            } catch (SQLException | RuntimeException e) {
                log.debug("dropping a connection that could not be given back", e);
                Connections.drop(connection);
            }
        }

        private void restore() throws SQLException {
            if (networkTimeoutBefore != null) {
                connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
            }
            if (!connection.getAutoCommit()) {
                connection.rollback(); // of a transaction that failed: to switch auto-commit on would commit it
            }
            if (isolationBefore != null && isolationBefore != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(isolationBefore);
            }
            if (connection.getAutoCommit() != autoCommitBefore) {
                connection.setAutoCommit(autoCommitBefore);
            }
        }
    }

    /** The connection of somebody else's transaction, as whoever is a guest there sees it. */
    private record Guest(Connection connection) implements InvocationHandler {

        private static final Set<String> NOT_FOR_GUESTS = Set.of(
                "commit",
                "rollback",
                "close",
                "abort",
                "setAutoCommit",
                "setTransactionIsolation",
                "setReadOnly",
                "setCatalog",
                "setSchema",
                "setHoldability",
                "setNetworkTimeout");

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (NOT_FOR_GUESTS.contains(method.getName())) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the host's data source knows its user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return hosts.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        hosts.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        hosts.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return hosts.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return hosts.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(hosts) ? type.cast(hosts) : hosts.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(hosts) || hosts.isWrapperFor(type);
    }
}
