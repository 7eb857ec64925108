package io.innkeeper.booking.reservation;

/** Answer to a wish to make a hold a booking for good. Only {@link Booked} and {@link Unknown} may have written. */
public sealed interface ConfirmOutcome extends Outcome permits Booked, HoldLost, GeneralOutcome {}
