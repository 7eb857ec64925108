package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;

/**
 * An entity manager inside a transaction that is open on a connection already: whatever it reads, locks and writes, it does
 * on that connection and no other. It neither ends the transaction nor changes how the connection is set, and opening and
 * closing it costs no statement.
 *
 * <p>What is to be in the transaction must be flushed before closing; closing flushes nothing. An exception leaves the
 * entity manager of no more use, as always, but not the transaction: what was flushed stays in it, and another entity
 * manager may join it. Failures leave as the provider threw them. For use by the thread that opened it, which uses no other
 * one of this library meanwhile.
 */
final class JoinedEntityManager implements AutoCloseable {

    private final EntityManager em;
    private final TidyDataSource.Joining joining;

    private JoinedEntityManager(EntityManager em, TidyDataSource.Joining joining) {
        this.em = em;
        this.joining = joining;
    }

    /**
     * Joins the transaction of a connection.
     *
     * @param connection does not commit by itself
     */
    static JoinedEntityManager on(PersistenceUnit unit, Connection connection) {
        TidyDataSource.Joining joining = unit.join(connection);
        try {
            EntityManager em = unit.newEntityManager();
            em.getTransaction().begin();
            return new JoinedEntityManager(em, joining);
        } catch (RuntimeException | Error e) {
            joining.close();
            throw e;
        }
    }

    EntityManager get() {
        return em;
    }

    /** Ends the entity manager, and leaves the transaction as it is. */
    @Override
    public void close() {
        try (joining;
                em) {
            EntityTransaction transaction = em.getTransaction();
            if (transaction.isActive()) {
                transaction.rollback();
            }
        }
    }
}
