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

    /** The booking as it is now, if what was asked for is done: committed and durable. */
    default Optional<Booking> success() {
        return Optional.empty();
    }
}
