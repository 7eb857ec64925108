package io.innkeeper.booking.reservation;

/** Answer to a {@link BookingChange}. Only {@link Changed} and {@link Unknown} may have written. */
public sealed interface ChangeOutcome extends Outcome permits Changed, Unavailable, GeneralOutcome {}
