package io.innkeeper.booking.reservation;

/** Answer to a wish to keep a room free of guests. Only {@link Blocked} and {@link Unknown} may have written. */
public sealed interface BlockOutcome extends Outcome permits Blocked, Unavailable, GeneralOutcome {}
