package io.innkeeper.booking.reservation;

import java.util.Objects;
import java.util.Optional;

/**
 * The nights are the guest's: the booking is committed and durable.
 *
 * @param booking the booking
 */
public record Booked(Booking booking) implements BookingOutcome, ConfirmOutcome {

    /** Checks that the booking is not null. */
    public Booked {
        Objects.requireNonNull(booking, "booking");
    }

    @Override
    public Optional<Booking> success() {
        return Optional.of(booking);
    }
}
