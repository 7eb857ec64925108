package io.innkeeper.booking.memory;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.QuoteStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Quotes by id. */
final class MemoryQuotes implements QuoteStore {

    final Map<QuoteId, Quote> quotes = new ConcurrentHashMap<>();
    private final Clock clock;

    MemoryQuotes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Quote add(QuoteId id, HotelId hotel, QuoteRequest request, List<Money> nightly, Duration validFor) {
        Quote quote = new Quote(
                id,
                hotel,
                request.room(),
                request.stay(),
                request.guests(),
                nightly,
                clock.instant().plus(validFor));
        quotes.put(id, quote);
        return quote;
    }

    @Override
    public Optional<KeptQuote> find(QuoteId id) {
        return Optional.ofNullable(quotes.get(id))
                .map(quote -> new KeptQuote(quote, !quote.expiresAt().isAfter(clock.instant())));
    }

    @Override
    public int forget(Duration expiredFor) {
        Instant by = clock.instant().minus(expiredFor);
        List<QuoteId> old = quotes.values().stream()
                .filter(quote -> !quote.expiresAt().isAfter(by))
                .map(Quote::id)
                .toList();
        old.forEach(quotes::remove);
        return old.size();
    }
}
