package io.innkeeper.booking.reservation;

import java.util.Optional;

/** Answer to a {@link BookingRequest}. Each kind means what it says; only {@link Booked} and {@link Unknown} may have written. */
public sealed interface BookingOutcome permits Booked, Unavailable, Refused, Contended, TooLate, Unknown {

    /** The booking, if there is one. */
    default Optional<Booking> success() {
        return Optional.empty();
    }
}
