package io.innkeeper.booking.reservation;

import java.util.Objects;

/**
 * The booking is cancelled and its nights are free: committed and durable.
 *
 * @param booking the booking as it is now
 */
public record Cancelled(Booking booking) implements CancelOutcome {

    /** Checks that the booking is not null. */
    public Cancelled {
        Objects.requireNonNull(booking, "booking");
    }
}
