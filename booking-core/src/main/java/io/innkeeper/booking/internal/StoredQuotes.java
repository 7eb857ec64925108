package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteOutcome;
import io.innkeeper.booking.reservation.QuoteRequest;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.reservation.QuoteStore.KeptQuote;
import io.innkeeper.booking.reservation.Quoted;
import io.innkeeper.booking.reservation.Quotes;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quotes over a storage: asks what booking asks, but only looks. */
public final class StoredQuotes implements Quotes {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final Logger log = LoggerFactory.getLogger(Quotes.class);

    private final QuoteStore store;
    private final AvailabilityStore availability;
    private final HotelStore hotels;
    private final ListingStore listings;
    private final RequestValidator validator;
    private final Clock clock;

    /** Quotes that are kept in {@code storage}. */
    public StoredQuotes(Storage storage, RequestValidator validator, Clock clock) {
        this.store = storage.quotes();
        this.availability = storage.availability();
        this.hotels = storage.hotels();
        this.listings = storage.listings();
        this.validator = validator;
        this.clock = clock;
    }

    @Override
    public QuoteOutcome quote(QuoteRequest request, Duration validFor) {
        Given.notNull("validFor", validFor);
        if (validFor.compareTo(SHORTEST) < 0 || validFor.compareTo(LONGEST) > 0) {
            throw new InvalidRequestException(
                    "validFor", "must be 1 second to " + LONGEST.toDays() + " days", validFor);
        }
        validator.check("request", request);
        Wish wish = Wish.of(request.room(), request.stay(), request.guests(), listings, true);
        List<RuleViolation> violations = wish.violations(wish.hotel().today(clock));
        if (!violations.isEmpty()) {
            return new Refused(violations);
        }
        // Within a type the nights cost the same, so that whichever costs least by itself costs least in all.
        Optional<Room> cheapest = availability.freeRooms(wish.hotel().id(), wish.stay(), wish.guests()).stream()
                .filter(room -> isWanted(wish, room))
                .min(Comparator.comparing(room -> room.details().nightlyRate().amount()));
        return cheapest.isPresent()
                ? quoted(wish, request, cheapest.get(), validFor)
                : notToBeHad(wish, request, validFor);
    }

    private static boolean isWanted(Wish wish, Room room) {
        Room given = wish.room();
        return given != null
                ? room.id().equals(given.id())
                : room.details().type().equals(wish.type());
    }

    private Quoted quoted(Wish wish, QuoteRequest request, Room room, Duration validFor) {
        Quote quote = store.add(
                new QuoteId(Ids.next()),
                wish.hotel().id(),
                request,
                wish.tariff().nightly(room, wish.stay()),
                validFor);
        log.debug("quoted {}: {} for {} until {}", quote.id(), quote.total(), quote.stay(), quote.expiresAt());
        return new Quoted(quote);
    }

    /** Asks anew if what stood in the way is gone by now. */
    private QuoteOutcome notToBeHad(Wish wish, QuoteRequest request, Duration validFor) {
        Room given = wish.room();
        if (given == null) {
            return noneToBeHad(wish);
        }
        RoomOfHotel now =
                hotels.findRoom(given.hotel(), given.id()).orElseThrow(() -> new NotFoundException("room", given.id()));
        if (now.room().closed() || now.hotel().closed()) {
            return wish.closed();
        }
        List<LocalDate> inTheWay = nightsWithout(freeNights(wish, given.id()), wish);
        return inTheWay.isEmpty() ? quote(request, validFor) : new Unavailable(inTheWay);
    }

    private QuoteOutcome noneToBeHad(Wish wish) {
        HotelId hotel = wish.hotel().id();
        boolean isOpen = hotels.find(hotel).filter(found -> !found.closed()).isPresent();
        boolean isSuitable = hotels.rooms(hotel).stream()
                .anyMatch(room ->
                        !room.closed() && isWanted(wish, room) && room.details().capacity() >= wish.guests());
        return isOpen && isSuitable
                ? new Unavailable(nightsWithout(
                        freeNights(wish, null).filter(free -> free.type().equals(wish.type())), wish))
                : wish.noSuchRoom(hotels);
    }

    private Stream<FreeNight> freeNights(Wish wish, @Nullable RoomId room) {
        return availability.freeNights(wish.hotel().id(), room, wish.guests(), wish.stay()).stream();
    }

    private static List<LocalDate> nightsWithout(Stream<FreeNight> free, Wish wish) {
        Set<LocalDate> nights = free.map(FreeNight::night).collect(Collectors.toSet());
        return wish.stay().nights().stream()
                .filter(night -> !nights.contains(night))
                .toList();
    }

    @Override
    public Optional<Quote> find(QuoteId quote) {
        return store.find(Given.notNull("quote", quote)).map(KeptQuote::quote);
    }
}
