package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The booking has the status that was asked for: committed and durable.
 *
 * @param booking the booking
 */
public record StatusChanged(Booking booking) implements StatusOutcome {

    /** Checks that the booking is not null. */
    public StatusChanged {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
