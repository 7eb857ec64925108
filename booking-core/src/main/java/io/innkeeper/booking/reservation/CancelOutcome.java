package io.innkeeper.booking.reservation;

/** Answer to a wish to cancel a booking or to give a hold up. Only {@link Cancelled} and {@link Unknown} may have written. */
public sealed interface CancelOutcome extends Outcome permits Cancelled, GeneralOutcome {}
