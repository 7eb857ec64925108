package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Inside a transaction of a host, on its connection: reads see what the transaction sees, and what is refused leaves the
 * transaction as it was before. For one thread.
 */
final class JoinedDatabase implements Database {

    private final HostConnection host;
    private final PersistenceUnit unit;

    JoinedDatabase(HostConnection host, PersistenceUnit unit) {
        this.host = host;
        this.unit = unit;
    }

    @Override
    public <T> T read(String what, Function<EntityManager, T> work) {
        return host.call(what, connection -> {
            TidyDataSource.Joining joining = unit.join(connection);
            try (joining;
                    EntityManager em = unit.newEntityManager()) {
                return work.apply(em);
            }
        });
    }

    /** Once: whoever lost a race has lost the host's transaction. */
    @Override
    public <T> T write(String what, Function<EntityManager, T> work, Function<ConstraintViolation, T> onViolation) {
        Outcome<T> outcome = host.call(what, connection -> {
            HostConnection.begin(connection);
            TidyDataSource.Joining joining = unit.join(connection);
            try (joining) {
                return new Outcome.Done<>(OwnDatabase.transact(unit, work));
            } catch (RuntimeException e) {
                SqlFailure failure = SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT);
                if (failure.endsTransaction()) {
                    throw e;
                }
                HostConnection.rollBack(connection);
                if (ConstraintViolation.isOne(failure)) {
                    return new Outcome.Violated<>(new ConstraintViolation(failure, what, e));
                }
                throw e;
            }
        });
        return outcome instanceof Outcome.Violated<T> violated
                ? onViolation.apply(violated.violation())
                : ((Outcome.Done<T>) outcome).result();
    }

    private sealed interface Outcome<T> {
        record Done<T>(T result) implements Outcome<T> {}

        record Violated<T>(ConstraintViolation violation) implements Outcome<T> {}
    }
}
