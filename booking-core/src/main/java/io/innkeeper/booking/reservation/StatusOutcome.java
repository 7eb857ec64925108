package io.innkeeper.booking.reservation;

/** Answer to a request of the front desk about a booking. Only {@link StatusChanged} and {@link Unknown} may have written. */
public sealed interface StatusOutcome extends Outcome permits StatusChanged, GeneralOutcome {}
