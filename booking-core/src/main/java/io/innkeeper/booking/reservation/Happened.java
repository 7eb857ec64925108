package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The request was done: committed and durable.
 *
 * @param booking the booking as the request made it or left it
 */
public record Happened(Booking booking) implements ResolveOutcome {

    /** Checks that the booking is not null. */
    public Happened {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
