package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.UnknownOutcomeException;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On connections of a data source: reads outside any transaction, and writes in transactions of its own. Safe for use by many
 * threads.
 */
final class OwnDatabase implements Database {

    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(OwnDatabase.class);

    private final PersistenceUnit unit;

    OwnDatabase(PersistenceUnit unit) {
        this.unit = unit;
    }

    /** Again on another connection if the server of one went away, see {@link OtherConnections}. */
    @Override
    public <T> T read(String what, Function<EntityManager, T> work) {
        OtherConnections others = new OtherConnections();
        while (true) {
            try (EntityManager em = unit.newEntityManager()) {
                return work.apply(em);
            } catch (RuntimeException e) {
                if (!others.isWorthAnother(what, e)) {
                    throw Failures.of(what, e);
                }
            }
        }
    }

    /**
     * Again from its beginning if it loses a race, a bounded number of times; and on another connection if the server of one
     * went away before it was told to commit, or takes no writes.
     *
     * @throws UnknownOutcomeException if it was told, and did not answer
     */
    @Override
    public <T> T write(String what, Function<EntityManager, T> work, Function<ConstraintViolation, T> onViolation) {
        OtherConnections others = new OtherConnections();
        int attempt = 1;
        while (true) {
            try {
                return transact(unit, work);
            } catch (RuntimeException e) {
                SqlFailure failure = SqlFailure.of(e, e instanceof AtCommit ? Phase.AT_COMMIT : Phase.BEFORE_COMMIT);
                if (ConstraintViolation.isOne(failure)) {
                    return onViolation.apply(new ConstraintViolation(failure, what, e));
                }
                if (failure == SqlFailure.UNKNOWN) {
                    throw Failures.unknown(what, e);
                }
                if (others.isWorthAnother(what, e)) {
                    continue;
                }
                if (failure != SqlFailure.TRY_AGAIN || attempt++ == ATTEMPTS || !pause(LONGEST_PAUSE)) {
                    throw Failures.of(what, e);
                }
            }
        }
    }

    /**
     * Runs work in a transaction and commits it.
     *
     * @throws AtCommit if it failed once the server may have been told to commit
     */
    static <T> T transact(PersistenceUnit unit, Function<EntityManager, T> work) {
        EntityManager em = unit.newEntityManager();
        T result;
        try {
            unit.begin(em);
            result = work.apply(em);
            em.flush(); // or what is refused would be so by commit(), where nobody could tell it from a lost COMMIT
            commit(em.getTransaction());
        } catch (RuntimeException e) {
            rollBack(em.getTransaction(), e);
            close(em);
            throw e;
        }
        close(em);
        return result;
    }

    private static void commit(EntityTransaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw new AtCommit(e);
        }
    }

    /** Whether it was committed is known by now: what happens while tidying up must not replace that. */
    private static void close(EntityManager em) {
        try {
            em.close();
        } catch (RuntimeException e) {
            log.debug("an entity manager could not be closed", e);
        }
    }

    /** COMMIT may have been sent. */
    static final class AtCommit extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AtCommit(RuntimeException cause) {
            super(cause);
        }
    }

    /** Always explicit: a lock wait time-out undoes only its statement and leaves the transaction open. */
    private static void rollBack(EntityTransaction transaction, RuntimeException reason) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Lets the winner of the race commit, for a random time.
     *
     * @return false if the thread was interrupted
     */
    static boolean pause(Duration longest) {
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(longest.toNanos()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
