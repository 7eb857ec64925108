package io.innkeeper.booking.internal;

import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.Quotes;
import java.time.Duration;
import java.util.Optional;

/** Quotes that are watched while they are made. */
public final class WatchedQuotes implements Quotes {

    private final Quotes quotes;
    private final Watch watch;

    /** Watches others. */
    public WatchedQuotes(Quotes quotes, Watch watch) {
        this.quotes = quotes;
        this.watch = watch;
    }

    @Override
    public QuoteOutcome quote(QuoteRequest request, Duration validFor) {
        HotelId hotel = request == null ? null : WatchedBookings.hotel(request.room());
        return watch.during(Kind.QUOTE, hotel, course -> quotes.quote(request, validFor));
    }

    @Override
    public Optional<Quote> find(QuoteId quote) {
        return quotes.find(quote);
    }
}
