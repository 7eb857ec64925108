package io.innkeeper.booking.reservation;

import java.util.Optional;

/** Answer to a request to make or change a booking. Each kind means what it says. */
public sealed interface Outcome
        permits BookingOutcome,
                HoldOutcome,
                ExtendOutcome,
                ConfirmOutcome,
                ChangeOutcome,
                CancelOutcome,
                GroupOutcome,
                StatusOutcome,
                BlockOutcome,
                ResolveOutcome {

    /** The booking as it was once what was asked for was done, committed and durable; empty if it is not. */
    default Optional<Booking> success() {
        return Optional.empty();
    }
}
