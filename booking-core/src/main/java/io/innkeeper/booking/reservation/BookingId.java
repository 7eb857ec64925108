package io.innkeeper.booking.reservation;

import com.github.f4b6a3.uuid.UuidCreator;
import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a {@link Booking}.
 *
 * @param value a time-ordered UUID
 */
public record BookingId(UUID value) {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public BookingId {
        Given.notNull("id", value);
    }

    /** A new one: time-ordered (RFC 9562, version 7), so that rows which are made together lie together on disk. */
    public static BookingId next() {
        return new BookingId(UuidCreator.getTimeOrderedEpoch());
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
