package io.innkeeper.booking.reservation;

/** Answer to the question what became of a request. */
public sealed interface ResolveOutcome extends Outcome permits Happened, NeverHappens, GeneralOutcome {}
