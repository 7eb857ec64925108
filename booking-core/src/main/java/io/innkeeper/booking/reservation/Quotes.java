package io.innkeeper.booking.reservation;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import java.time.Duration;
import java.util.Optional;

/**
 * Prices that are kept for a while: see {@link BookingRequest#quoted}. Safe for use by many threads, and by many processes on
 * one database.
 */
public interface Quotes {

    /**
     * Quotes what a stay costs now, and keeps that price. No room is held: whoever books first gets it, at the quoted price
     * or another. A quote may be booked more than once, by anybody who knows it.
     *
     * @param validFor for how long, 1 second to 90 days
     * @return {@link Quoted}; {@link Unavailable} if there is no free room now; {@link Refused} by a rule
     * @throws InvalidRequestException if a field is malformed
     * @throws NotFoundException if there is no such hotel or room, or no room of the type
     */
    QuoteOutcome quote(QuoteRequest request, Duration validFor);

    /** The quote of this id, also if it has expired. */
    Optional<Quote> find(QuoteId quote);
}
