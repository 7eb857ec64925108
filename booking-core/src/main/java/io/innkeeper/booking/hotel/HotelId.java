package io.innkeeper.booking.hotel;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a {@link Hotel}.
 *
 * @param value a time-ordered UUID
 */
public record HotelId(UUID value) {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public HotelId {
        Given.notNull("id", value);
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
