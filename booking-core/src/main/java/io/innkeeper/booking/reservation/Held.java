package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The nights are kept for the guest until {@link Booking#heldUntil()}: committed and durable. Until then nobody else gets
 * them; after that whoever asks first.
 *
 * @param booking the booking, which is a hold
 */
public record Held(Booking booking) implements HoldOutcome, ExtendOutcome {

    /** Checks that the booking is not null. */
    public Held {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
