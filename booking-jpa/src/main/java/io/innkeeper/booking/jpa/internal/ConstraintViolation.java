package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.InnkeeperException;

/**
 * A constraint of the schema refused a transaction, which was rolled back.
 *
 * @param kind duplicate, missing parent or still referenced
 * @param what what was being done
 * @param cause how the persistence provider said so
 */
record ConstraintViolation(SqlFailure kind, String what, RuntimeException cause) {

    boolean is(SqlFailure expected) {
        return kind == expected;
    }

    /** For a violation that has no meaning of its own here. */
    InnkeeperException unexpected() {
        return Failures.of(what, cause);
    }
}
