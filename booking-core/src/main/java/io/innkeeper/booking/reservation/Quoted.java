package io.innkeeper.booking.reservation;

import java.util.Objects;

/**
 * The stay can be booked at this price until the quote expires, if there is still a room by then.
 *
 * @param quote the quote
 */
public record Quoted(Quote quote) implements QuoteOutcome {

    /** Checks that the quote is not null. */
    public Quoted {
        Objects.requireNonNull(quote, "quote");
    }
}
