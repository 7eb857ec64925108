package io.innkeeper.booking.reservation;

/** The request was not done, and never will be, not even by a COMMIT that is still on its way: its key is used up. */
public record NeverHappens() implements ResolveOutcome {}
