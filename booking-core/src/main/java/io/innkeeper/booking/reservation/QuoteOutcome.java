package io.innkeeper.booking.reservation;

/** Answer to a {@link QuoteRequest}: the one that booking would give as well, as far as can be told beforehand. */
public sealed interface QuoteOutcome permits Quoted, Unavailable, Refused {}
