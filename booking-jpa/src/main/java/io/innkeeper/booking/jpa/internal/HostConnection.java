package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a transaction that a host has open. What is done on it can be taken back to where it began, and nothing here
 * ends the transaction. For the one thread that the transaction is of.
 */
abstract class HostConnection {

    /** Each one replaces the one before. */
    private static final String SAVEPOINT = "innkeeper";

    private boolean ended;
    private @Nullable Boolean snapshot;

    /** The connection itself, on which the host switched auto-commit off. */
    static HostConnection of(Connection connection) {
        return new HostConnection() {

            @Override
            void with(Work work) throws SQLException {
                if (connection.isClosed() || connection.getAutoCommit()) {
                    throw notOpen("the connection " + (connection.isClosed() ? "is closed" : "commits by itself"));
                }
                work.on(connection);
            }
        };
    }

    /** The one that an entity manager of any provider is working on. */
    static HostConnection of(EntityManager em) {
        return new HostConnection() {

            @Override
            void with(Work work) throws SQLException {
                if (!em.isOpen() || !em.isJoinedToTransaction()) {
                    throw notOpen("the entity manager " + (em.isOpen() ? "is in none" : "is closed"));
                }
                // Hibernate may release it after each statement, so it is only lent for a while.
                boolean lent = em.<Connection, Boolean>callWithConnection(connection -> {
                    // EclipseLink 5.0.0 has none to lend.
                    if (connection == null) {
                        return false;
                    }
                    work.on(connection);
                    return true;
                });
                if (!lent) {
                    work.on(em.unwrap(Connection.class));
                }
            }
        };
    }

    /** The host has no transaction that could be joined. */
    private static final class NotJoinable extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NotJoinable(String message) {
            super(message);
        }
    }

    private static IllegalStateException notOpen(String why) {
        return new NotJoinable("a transaction must be open to be joined, and " + why);
    }

    /** Something to do on a connection, which throws nothing: providers would wrap it, and mark the transaction. */
    interface Work {
        void on(Connection connection);
    }

    /**
     * Does some work on the connection.
     *
     * @throws IllegalStateException if no transaction is open
     */
    abstract void with(Work work) throws SQLException;

    /** Something that is answered. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Does something on the connection.
     *
     * @param what what is being done, for messages: "read a user"
     * @throws IllegalStateException if no transaction is open, or it sees what is not committed
     * @throws TransactionLostException if the transaction has lost a race, now or before
     */
    <T extends @Nullable Object> T call(String what, Question<T> question) {
        if (ended) {
            throw new TransactionLostException("Cannot " + what + ": the transaction has ended already", null);
        }
        Answer<T> answer = new Answer<>();
        try {
            with(connection -> answer.of(question, this, connection));
        } catch (SQLException | RuntimeException e) {
            throw failure(what, e);
        }
        return answer.get(e -> failure(what, e));
    }

    private RuntimeException failure(String what, Exception cause) {
        if (cause instanceof NotJoinable unchecked) {
            return unchecked;
        }
        SqlFailure failure = SqlFailure.of(cause, Phase.BEFORE_COMMIT);
        ended = cause instanceof TransactionLostException || failure.endsTransaction();
        if (failure == SqlFailure.TRY_AGAIN && !(cause instanceof TransactionLostException)) {
            return lost(what, cause);
        }
        return Failures.of(what, cause);
    }

    static TransactionLostException lost(String what, Throwable cause) {
        return new TransactionLostException(
                "Cannot " + what + ": another transaction was faster ("
                        + Optional.ofNullable(cause.getMessage()).orElse("" + cause)
                        + "). Roll back, and run the whole transaction again",
                cause);
    }

    /** Whether what is read is as it was when the transaction began to read, rather than as it is committed now. */
    boolean readsSnapshot(Connection connection) throws SQLException {
        if (snapshot == null) {
            int isolation = connection.getTransactionIsolation();
            if (isolation == Connection.TRANSACTION_READ_UNCOMMITTED) {
                throw new NotJoinable("the transaction must not be READ UNCOMMITTED, since nobody may be told"
                        + " that a night is taken by what is not committed");
            }
            snapshot = isolation != Connection.TRANSACTION_READ_COMMITTED;
        }
        return snapshot;
    }

    /** Marks where the transaction is, to be taken back to by {@link #rollBack}. */
    static void begin(Connection connection) throws SQLException {
        execute(connection, "savepoint " + SAVEPOINT);
    }

    /** Takes the transaction back to where the last {@link #begin} was. */
    static void rollBack(Connection connection) throws SQLException {
        execute(connection, "rollback to savepoint " + SAVEPOINT);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What came of a question. */
    private static final class Answer<T extends @Nullable Object> {

        private @Nullable T value;
        private @Nullable Exception failure;
        private boolean asked;

        void of(Question<T> question, HostConnection host, Connection connection) {
            asked = true;
            try {
                host.readsSnapshot(connection);
                value = question.ask(connection);
            } catch (SQLException | RuntimeException e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // null only if that is the answer
        T get(Function<Exception, RuntimeException> translate) {
            if (failure != null) {
                throw translate.apply(failure);
            }
            if (!asked) {
                throw new StorageException("the provider has lent no connection", null);
            }
            return value;
        }
    }
}
