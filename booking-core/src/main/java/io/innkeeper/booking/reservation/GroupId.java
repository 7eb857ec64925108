package io.innkeeper.booking.reservation;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a group: bookings of one hotel that were made all or nothing.
 *
 * @param value a time-ordered UUID
 */
public record GroupId(UUID value) {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public GroupId {
        Given.notNull("id", value);
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
