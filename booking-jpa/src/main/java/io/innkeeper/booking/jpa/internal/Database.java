package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Runs reads and small writes, each with an entity manager of its own. What fails leaves as a {@link
 * io.innkeeper.booking.StorageException}, whatever the provider or the driver threw.
 */
interface Database {

    /**
     * Reads by one statement: one statement is one consistent picture.
     *
     * @param what what is being done, for messages: "read a user"
     * @param work may run several times
     */
    <T> T read(String what, Function<EntityManager, T> work);

    /** Writes what no constraint is expected to refuse. */
    default <T> T write(String what, Function<EntityManager, T> work) {
        return write(what, work, violation -> {
            throw violation.unexpected();
        });
    }

    /**
     * Writes all or nothing.
     *
     * @param what what is being done, for messages: "add a user"
     * @param work may run several times
     * @param onViolation gives the answer if a constraint refuses it, after it was taken back
     */
    <T> T write(String what, Function<EntityManager, T> work, Function<ConstraintViolation, T> onViolation);
}
