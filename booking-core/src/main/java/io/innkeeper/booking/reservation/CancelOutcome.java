package io.innkeeper.booking.reservation;

/** Answer to a wish to cancel. Only {@link Cancelled} and {@link Unknown} may have written. */
public sealed interface CancelOutcome permits Cancelled, Refused, Contended, TooLate, Unknown {}
