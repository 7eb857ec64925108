package io.innkeeper.booking.reservation;

/** Answer to a wish to hold a room. Only {@link Held} and {@link Unknown} may have written. */
public sealed interface HoldOutcome extends Outcome permits Held, Unavailable, GeneralOutcome {}
