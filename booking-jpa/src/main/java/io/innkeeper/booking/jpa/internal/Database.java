package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs reads and small transactions, each with an entity manager of its own. What fails leaves as a {@link
 * io.innkeeper.booking.StorageException}, whatever the provider or the driver threw. Safe for use by many threads.
 */
final class Database implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final long LONGEST_WAIT_MICROS = 20_000;

    private final EntityManagerFactory factory;

    Database(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /**
     * Reads by one statement, outside any transaction: one statement is one consistent picture.
     *
     * @param what what is being done, for messages: "read a user"
     */
    <T> T read(String what, Function<EntityManager, T> work) {
        try (EntityManager em = factory.createEntityManager()) {
            return work.apply(em);
        } catch (RuntimeException e) {
            throw Failures.of(what, e);
        }
    }

    /** Runs a transaction that no constraint is expected to refuse. */
    <T> T write(String what, Function<EntityManager, T> work) {
        return write(what, work, violation -> {
            throw violation.unexpected();
        });
    }

    /**
     * Runs a transaction, again from its beginning if it loses a race, a bounded number of times.
     *
     * @param what what is being done, for messages: "add a user"
     * @param work may run several times
     * @param onViolation gives the answer if a constraint refuses the transaction, after it was rolled back
     */
    <T> T write(String what, Function<EntityManager, T> work, Function<ConstraintViolation, T> onViolation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transact(work);
            } catch (RuntimeException e) {
                SqlFailure failure = SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT);
                switch (failure) {
                    case DUPLICATE, MISSING_PARENT, STILL_REFERENCED -> {
                        return onViolation.apply(new ConstraintViolation(failure, what, e));
                    }
                    case TRY_AGAIN -> {
                        if (attempt == ATTEMPTS || !pause()) {
                            throw Failures.of(what, e);
                        }
                    }
                    default -> throw Failures.of(what, e);
                }
            }
        }
    }

    private <T> T transact(Function<EntityManager, T> work) {
        try (EntityManager em = factory.createEntityManager()) {
            EntityTransaction transaction = em.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(em);
                transaction.commit();
                return result;
            } catch (RuntimeException e) {
                rollBack(transaction, e);
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
     * Lets the winner of the race commit.
     *
     * @return false if the thread was interrupted
     */
    private static boolean pause() {
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(LONGEST_WAIT_MICROS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
