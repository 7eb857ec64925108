package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Listing;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.Quote;
import io.innkeeper.booking.reservation.QuoteId;
import io.innkeeper.booking.reservation.QuoteStore.KeptQuote;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule.Before;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A room that somebody wants for a stay, as it was looked up. That is only a courtesy; the inventory decides.
 *
 * @param choice what is wanted
 * @param listing where, in which room if it is a given one, and on what terms
 * @param quote the quote by which it is wanted, if there is one
 */
record Wish(
        RoomChoice choice,
        Stay stay,
        int guests,
        Listing listing,
        @Nullable KeptQuote quote) {

    /**
     * Looks it up.
     *
     * @param latest whether it must not be by what is remembered
     * @throws NotFoundException if there is no such room or hotel
     */
    static Wish of(RoomChoice choice, Stay stay, int guests, ListingStore listings, boolean latest) {
        return new Wish(choice, stay, guests, listing(choice, stay, listings, latest), null);
    }

    /**
     * Looks it up for who wants to book or hold it.
     *
     * @param latest whether it must not be by what is remembered
     * @throws NotFoundException if there is no such room, hotel or quote
     * @throws InvalidRequestException if something else was quoted
     */
    static Wish of(BookingRequest request, Desk desk, boolean latest) {
        RoomChoice choice = request.room();
        QuoteId named = request.quote();
        if (named == null) {
            return of(choice, request.stay(), request.guests(), desk.listings(), latest);
        }
        Listing found = listing(choice, request.stay(), desk.listings(), latest);
        KeptQuote kept = desk.quotes()
                .find(found.hotel().id(), named)
                .or(() -> desk.quotes().find(named)) // of another hotel
                .orElseThrow(() -> new NotFoundException("quote", named));
        Quote quote = kept.quote();
        if (!quote.room().equals(choice)
                || !quote.stay().equals(request.stay())
                || quote.guests() != request.guests()) {
            throw new InvalidRequestException("quote", "must be for this room, stay and guests", named);
        }
        Listing asQuoted = new Listing(found.hotel(), found.room(), Tariff.none(), found.edition());
        return new Wish(choice, request.stay(), request.guests(), asQuoted, kept);
    }

    private static Listing listing(RoomChoice choice, Stay stay, ListingStore listings, boolean latest) {
        if (choice instanceof RoomChoice.ThisRoom given) {
            return listings.ofRoom(given.room(), stay, latest)
                    .orElseThrow(() -> new NotFoundException("room", given.room()));
        }
        HotelId hotel = ((RoomChoice.AnyRoom) choice).hotel();
        return listings.ofHotel(hotel, stay, latest).orElseThrow(() -> new NotFoundException("hotel", hotel));
    }

    Hotel hotel() {
        return listing.hotel();
    }

    /** The room, if it is a given one. */
    @Nullable
    Room room() {
        return listing.room();
    }

    /** On what terms the hotel sells the nights, where they were not quoted. */
    Tariff tariff() {
        return listing.tariff();
    }

    /**
     * Checks that an actor may book it for a user.
     *
     * @throws NotFoundException if not: who does not run the hotel books there only for themselves
     */
    void checkIsFor(Actor actor, UserId user) {
        if (!actor.equals(user)) {
            checkIsRunBy(actor);
        }
    }

    /**
     * Checks that an actor runs the hotel.
     *
     * @throws NotFoundException if not
     */
    void checkIsRunBy(Actor actor) {
        if (!Access.runs(actor, hotel())) {
            Room room = room();
            throw room != null
                    ? new NotFoundException("room", room.id())
                    : new NotFoundException("hotel", hotel().id());
        }
    }

    /** What a booking has to have of the inventory. */
    Demand demand(BookingId booking) {
        Room room = room();
        return room != null
                ? new Demand.ThisRoom(booking, room, stay)
                : new Demand.AnyRoom(booking, ((RoomChoice.AnyRoom) choice).type(), guests, stay);
    }

    /** What it costs in a room; without guests, nothing. */
    Money total(Room chosen) {
        if (guests == 0) {
            return chosen.details().nightlyRate().times(0);
        }
        return quote != null ? quote.quote().total() : tariff().total(chosen, stay);
    }

    /** What it costs to cancel it. */
    @Nullable
    CancellationTerms cancellation(Room chosen) {
        CancellationPolicy policy = hotel().details().cancellation();
        return guests == 0 || policy.isFree()
                ? null
                : new CancellationTerms(stay.arrival().minusDays(policy.freeDays()), policy.fee(total(chosen)));
    }

    /** By which rules it is refused. */
    List<RuleViolation> violations(LocalDate today) {
        return violations(today, null);
    }

    /** By which rules it is refused to a booking that is there. */
    List<RuleViolation> violations(LocalDate today, Booking present, HotelStore hotels) {
        return violations(today, new Before(present.stay(), typeOf(present, hotels)));
    }

    private List<RuleViolation> violations(LocalDate today, @Nullable Before before) {
        Room room = room();
        // Of any room, the guard looks only at those that are large enough.
        int capacity = room != null ? room.details().capacity() : guests;
        List<RuleViolation> refusals =
                Rules.refusals(new Proposal(stay, guests, capacity, today, tariff().restrictions(type()), before));
        if (quote == null || !quote.expired()) {
            return refusals;
        }
        List<RuleViolation> all = new ArrayList<>(refusals);
        all.add(expired(quote.quote()));
        return all;
    }

    private static RuleViolation expired(Quote quote) {
        return new RuleViolation(
                "quote-expired",
                "the quote expired at " + quote.expiresAt(),
                Map.of(
                        "quote", quote.id().toString(),
                        "expiresAt", quote.expiresAt().toString()));
    }

    String type() {
        Room room = room();
        return room != null ? room.details().type() : ((RoomChoice.AnyRoom) choice).type();
    }

    /** Looked up only if it makes a difference. */
    private String typeOf(Booking present, HotelStore hotels) {
        Room room = room();
        boolean isTold = room != null && room.id().equals(present.room());
        boolean matters = tariff().restrictions(type()).stream().anyMatch(each -> each.roomType() != null);
        return isTold || !matters
                ? type()
                : hotels.findRoom(present.hotel(), present.room())
                        .orElseThrow(() -> new NotFoundException("room", present.room()))
                        .room()
                        .details()
                        .type();
    }

    /** The answer to whom the inventory refused it, for another reason than its nights. */
    GeneralOutcome refusal(Refusal why, HotelStore hotels) {
        return refusal(why, List.of(this), hotels);
    }

    /**
     * The same to whom several wishes of one hotel were refused together.
     *
     * @throws Outdated if they are to be looked up again
     */
    static GeneralOutcome refusal(Refusal why, List<Wish> wishes, HotelStore hotels) {
        if (why instanceof Refusal.KeyUsed) {
            return new Contended(); // the same request was faster
        }
        if (why instanceof Refusal.NoSuchRoom) {
            return wishes.stream()
                    .flatMap(wish -> wish.lacking(hotels).stream())
                    .findFirst()
                    .orElseGet(() -> wishes.get(0).closed());
        }
        if (why instanceof Refusal.Closed) {
            return wishes.get(0).closed();
        }
        if (why instanceof Refusal.Outdated) {
            throw new Outdated();
        }
        throw new IllegalStateException("it cannot be refused so: " + why);
    }

    /** The answer if there was no open room of the type that is large enough: says which of these it lacked. */
    Refused noSuchRoom(HotelStore hotels) {
        return lacking(hotels).orElseGet(this::closed);
    }

    /** What the hotel lacks if it has no room of the type that is large enough; empty if these are only closed. */
    private Optional<Refused> lacking(HotelStore hotels) {
        if (!(choice instanceof RoomChoice.AnyRoom any)) {
            return Optional.empty();
        }
        List<Room> ofType = hotels.rooms(any.hotel()).stream()
                .filter(each -> each.details().type().equals(any.type()))
                .toList();
        if (ofType.isEmpty()) {
            throw new NotFoundException("room type", any.type());
        }
        int largest = ofType.stream()
                .mapToInt(each -> each.details().capacity())
                .max()
                .orElseThrow();
        List<RuleViolation> violations = Rules.refusals(new Proposal(stay, guests, largest, stay.arrival()));
        return violations.isEmpty() ? Optional.empty() : Optional.of(new Refused(violations));
    }

    Refused closed() {
        return new Refused(List.of(new RuleViolation(
                "open",
                "the room or its hotel is closed for new bookings",
                Map.of("hotel", hotel().id().toString()))));
    }
}
