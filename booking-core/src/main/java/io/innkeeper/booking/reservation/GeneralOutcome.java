package io.innkeeper.booking.reservation;

/** What every request to make or change a booking may be answered. Of these only {@link Unknown} may have written. */
public sealed interface GeneralOutcome
        extends BookingOutcome,
                HoldOutcome,
                ExtendOutcome,
                ConfirmOutcome,
                ChangeOutcome,
                CancelOutcome,
                GroupOutcome,
                StatusOutcome,
                BlockOutcome,
                ResolveOutcome
        permits Refused, Contended, TooLate, Unknown {}
