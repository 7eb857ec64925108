package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The booking is cancelled, or the hold is given up, and its nights are free: committed and durable.
 *
 * @param booking the booking as it is now
 */
public record Cancelled(Booking booking) implements CancelOutcome {

    /** Checks that the booking is not null. */
    public Cancelled {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
