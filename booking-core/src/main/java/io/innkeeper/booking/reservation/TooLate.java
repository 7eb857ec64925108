package io.innkeeper.booking.reservation;

/** The time that the request had ran out before it was its turn; nothing was written. */
public record TooLate() implements GeneralOutcome {}
