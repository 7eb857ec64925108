package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.eclipse.persistence.config.EntityManagerProperties;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ConnectionPolicy;
import org.eclipse.persistence.sessions.server.ConnectionPolicy.ExclusiveMode;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * An entity manager inside a transaction that is open on a connection already: whatever it reads, locks and writes, it does
 * on that connection and no other. It neither ends the transaction nor changes how the connection is set, and opening and
 * closing it costs no statement.
 *
 * <p>What is to be in the transaction must be flushed before closing; closing flushes nothing. An exception leaves the
 * entity manager of no more use, as always, but not the transaction: what was flushed stays in it, and another entity
 * manager may join it. Failures leave as the provider threw them. For use by one thread, as the connection is.
 */
final class JoinedEntityManager implements AutoCloseable {

    private final EntityManager em;

    private JoinedEntityManager(EntityManager em) {
        this.em = em;
    }

    /**
     * Joins the transaction of a connection.
     *
     * @param factory made by {@link PersistenceUnit#open}
     * @param connection does not commit by itself
     */
    static JoinedEntityManager on(EntityManagerFactory factory, Connection connection) {
        ServerSession session = factory.unwrap(ServerSession.class);
        EntityManager em = factory.createEntityManager(
                Map.of(EntityManagerProperties.CONNECTION_POLICY, onlyOn(connection, session)));
        try {
            em.getTransaction().begin();
            return new JoinedEntityManager(em);
        } catch (RuntimeException e) {
            try (em) {
                throw e;
            }
        }
    }

    private static ConnectionPolicy onlyOn(Connection connection, ServerSession session) {
        DatabaseLogin login = (DatabaseLogin) session.getLogin().clone();
        login.setConnector(new JoinedConnector(connection));
        login.setConnectionHealthValidatedOnError(false); // the provider would send a statement after each failure
        ConnectionPolicy policy = new ConnectionPolicy(login);
        policy.setExclusiveMode(ExclusiveMode.Always); // for reads as well
        return policy;
    }

    EntityManager get() {
        return em;
    }

    /** Ends the entity manager, and leaves the transaction as it is. */
    @Override
    public void close() {
        try (em) {
            EntityTransaction transaction = em.getTransaction();
            if (transaction.isActive()) {
                transaction.rollback();
            }
        }
    }

    /** Where the provider gets its connection from. */
    private record JoinedConnector(Connection connection) implements Connector {

        @Override
        public Connection connect(Properties properties, Session session) {
            return (Connection) Proxy.newProxyInstance(
                    JoinedEntityManager.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    new Joined(connection));
        }

        @Override
        public Object clone() {
            return this;
        }

        @Override
        public void toString(PrintWriter writer) {
            writer.print(getConnectionDetails());
        }

        @Override
        public String getConnectionDetails() {
            return "the connection of an open transaction";
        }
    }

    /** The connection as the provider sees it: it cannot end the transaction, close it, or change how it is set. */
    private record Joined(Connection connection) implements InvocationHandler {

        private static final Set<String> NOT_OURS = Set.of(
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
            if (NOT_OURS.contains(method.getName())) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
