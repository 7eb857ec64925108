package io.innkeeper.booking.hotel;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a {@link HotelRestriction}.
 *
 * @param value a time-ordered UUID
 */
public record RestrictionId(UUID value) {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public RestrictionId {
        Given.notNull("id", value);
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
