package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.InnkeeperException;

/**
 * A constraint of the schema refused what was to be written, which was taken back.
 *
 * @param kind duplicate, missing parent or still referenced
 * @param what what was being done
 * @param cause how the persistence provider said so
 */
record ConstraintViolation(SqlFailure kind, String what, RuntimeException cause) {

    /** Whether a failure is a constraint's. */
    static boolean isOne(SqlFailure failure) {
        return switch (failure) {
            case DUPLICATE, MISSING_PARENT, STILL_REFERENCED -> true;
            default -> false;
        };
    }

    boolean is(SqlFailure expected) {
        return kind == expected;
    }

    /** For a violation that has no meaning of its own here. */
    InnkeeperException unexpected() {
        return Failures.of(what, cause);
    }
}
