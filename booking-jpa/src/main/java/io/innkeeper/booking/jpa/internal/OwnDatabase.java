package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * On connections of a data source: reads outside any transaction, and writes in transactions of its own. Safe for use by many
 * threads.
 */
final class OwnDatabase implements Database {

    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private final PersistenceUnit unit;

    OwnDatabase(PersistenceUnit unit) {
        this.unit = unit;
    }

    @Override
    public <T> T read(String what, Function<EntityManager, T> work) {
        try (EntityManager em = unit.newEntityManager()) {
            return work.apply(em);
        } catch (RuntimeException e) {
            throw Failures.of(what, e);
        }
    }

    /** Again from its beginning if it loses a race, a bounded number of times. */
    @Override
    public <T> T write(String what, Function<EntityManager, T> work, Function<ConstraintViolation, T> onViolation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transact(unit, work);
            } catch (RuntimeException e) {
                SqlFailure failure = SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT);
                if (ConstraintViolation.isOne(failure)) {
                    return onViolation.apply(new ConstraintViolation(failure, what, e));
                }
                if (failure != SqlFailure.TRY_AGAIN || attempt == ATTEMPTS || !pause(LONGEST_PAUSE)) {
                    throw Failures.of(what, e);
                }
            }
        }
    }

    static <T> T transact(PersistenceUnit unit, Function<EntityManager, T> work) {
        try (EntityManager em = unit.newEntityManager()) {
            try {
                unit.begin(em);
                T result = work.apply(em);
                em.getTransaction().commit();
                return result;
            } catch (RuntimeException e) {
                rollBack(em.getTransaction(), e);
                throw e;
            }
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
