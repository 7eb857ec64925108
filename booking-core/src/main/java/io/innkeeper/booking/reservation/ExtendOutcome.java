package io.innkeeper.booking.reservation;

/** Answer to a wish to give a hold more time. Only {@link Held} and {@link Unknown} may have written. */
public sealed interface ExtendOutcome extends Outcome permits Held, HoldLost, GeneralOutcome {}
