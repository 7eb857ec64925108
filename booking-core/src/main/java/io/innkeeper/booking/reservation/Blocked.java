package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The room is free of guests for the nights: committed and durable.
 *
 * @param block what keeps the nights, a booking without guests
 */
public record Blocked(Booking block) implements BlockOutcome {

    /** Checks that the block is not null. */
    public Blocked {
        Objects.requireNonNull(block, "block");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(block);
    }
}
