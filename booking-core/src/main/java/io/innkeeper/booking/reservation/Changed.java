package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The booking is changed, and what it does not need any more is free: committed and durable.
 *
 * @param booking the booking as it is now
 */
public record Changed(Booking booking) implements ChangeOutcome {

    /** Checks that the booking is not null. */
    public Changed {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
