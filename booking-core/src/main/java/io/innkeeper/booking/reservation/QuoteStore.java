package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where quotes are kept: the port that a storage implements. What comes in was validated. Every method is atomic and durable
 * when it returns; implementations are safe for use by many threads.
 */
public interface QuoteStore {

    /**
     * A quote as it was found.
     *
     * @param quote the quote
     * @param expired whether it has expired by the clock of the storage
     */
    record KeptQuote(Quote quote, boolean expired) {}

    /**
     * Keeps a quote, which expires by the clock of the storage.
     *
     * @param nightly what each night costs
     * @return the quote with its expiry
     */
    Quote add(QuoteId quote, HotelId hotel, QuoteRequest request, List<Money> nightly, Duration validFor);

    /** The quote of this id. */
    Optional<KeptQuote> find(QuoteId quote);

    /** The same for who knows the hotel that it is of, so that it is looked for only where that hotel is kept. */
    default Optional<KeptQuote> find(HotelId hotel, QuoteId quote) {
        return find(quote).filter(found -> found.quote().hotel().equals(hotel));
    }

    /** Forgets quotes that expired so long ago or longer, in short transactions; answers how many. */
    int forget(Duration expiredFor);
}
