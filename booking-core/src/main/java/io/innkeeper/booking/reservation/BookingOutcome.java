package io.innkeeper.booking.reservation;

/** Answer to a {@link BookingRequest}. Only {@link Booked} and {@link Unknown} may have written. */
public sealed interface BookingOutcome extends Outcome permits Booked, Unavailable, GeneralOutcome {}
