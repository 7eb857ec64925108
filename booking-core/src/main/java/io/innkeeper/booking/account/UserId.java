package io.innkeeper.booking.account;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a {@link User}, who as an {@link Actor} is a guest.
 *
 * @param value a time-ordered UUID
 */
public record UserId(UUID value) implements Actor {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public UserId {
        Given.notNull("id", value);
    }

    /** The user. */
    @Override
    public UserId account() {
        return this;
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
