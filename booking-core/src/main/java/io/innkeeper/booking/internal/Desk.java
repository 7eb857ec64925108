package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all who make and change bookings work with.
 *
 * @param admission turns away who would most likely be too late
 * @param soldOut says of a request that what it wants is known to be sold out, without asking the storage
 * @param key of the next request, if the caller has given one
 */
public record Desk(
        Storage storage,
        BookingStore store,
        HotelStore hotels,
        ListingStore listings,
        QuoteStore quotes,
        Settlements settlements,
        Access access,
        RequestValidator validator,
        Clock clock,
        Admission admission,
        Function<BookingRequest, Optional<Unavailable>> soldOut,
        @Nullable String key) {

    private static final Set<Operation.Kind> NEW_TO_THE_HOTEL =
            EnumSet.of(Operation.Kind.BOOK, Operation.Kind.HOLD, Operation.Kind.BOOK_GROUP, Operation.Kind.HOLD_GROUP);

    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

    /** Longer than anybody waits for a payment; a mistake in the unit is noticed. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(30);

    private static final int LARGEST_PAGE = 200;

    /** A hotel changes seldom; one that has been changed so often while somebody books is changed by a program. */
    private static final int LOOKS = 5;

    /** Over a storage; changes that have not begun within {@code answerWithin} are given up. */
    public static Desk of(
            Storage storage,
            RequestValidator validator,
            Clock clock,
            Duration answerWithin,
            AllocationPolicy policy,
            Announcements announcements) {
        return new Desk(
                storage,
                storage.bookings(),
                storage.hotels(),
                storage.listings(),
                storage.quotes(),
                new Settlements(storage.inventory(), answerWithin, policy, announcements),
                new Access(storage.hotels()),
                validator,
                clock,
                new Admission(),
                Indexing.soldOut(storage),
                null);
    }

    Desk withKey(String newKey) {
        return with(settlements, Request.checkedKey(newKey));
    }

    /**
     * Has one operation done, on whose course it is noted what changes take; for it and its look-ups time runs from now on.
     *
     * @param tooLate the answer if a look-up had not had its turn when that was over
     * @throws OverloadedException if it would most likely be too late, and something new is asked for: who has a booking already,
     *     and who works at the hotel, has their turn before those who have neither
     */
    <T> T during(Operation.Kind kind, Course course, T tooLate, Function<Desk, T> work) {
        Desk own = with(settlements.noting(course), key);
        Deadline deadline = own.settlements.deadline();
        if (NEW_TO_THE_HOTEL.contains(kind)) {
            admission.check(deadline);
        }
        boolean served = false;
        admission.entered();
        try {
            T answer = storage.within(deadline, () -> work.apply(own));
            served = !(answer instanceof TooLate);
            return answer;
        } catch (OverloadedException e) {
            if (deadline.hasPassed()) {
                return tooLate;
            }
            throw e;
        } finally {
            admission.left(served);
        }
    }

    private Desk with(Settlements newSettlements, @Nullable String newKey) {
        return new Desk(
                storage,
                store,
                hotels,
                listings,
                quotes,
                newSettlements,
                access,
                validator,
                clock,
                admission,
                soldOut,
                newKey);
    }

    /**
     * Has something sold: first by what is remembered of the hotel, which costs no look-up. What cannot be sold by that is
     * asked about again by the latest, so that nobody is refused for what is not so any more.
     *
     * @param attempt tries it; told whether by the latest
     */
    <T extends Outcome> T sell(Function<Boolean, T> attempt, Function<GeneralOutcome, T> other) {
        try {
            T outcome = attempt.apply(false);
            if (!(outcome instanceof Refused)) {
                return outcome;
            }
        } catch (NotFoundException | Outdated e) {
            // by what is remembered
        }
        for (int look = 1; look <= LOOKS; look++) {
            try {
                return attempt.apply(true);
            } catch (Outdated e) {
                // the hotel has changed since it was looked up
            }
        }
        return other.apply(new Contended());
    }

    /** What somebody asks for; the same as another kind of actor it is another request, which may be answered otherwise. */
    Request asked(Actor actor, String... what) {
        if (actor instanceof UserId) {
            return Request.of(actor.account(), key, what);
        }
        String kind = actor instanceof Actor.Owner ? "owner" : actor instanceof Actor.Staff ? "staff" : "application";
        return Request.of(actor.account(), key, more(what, "as " + kind));
    }

    /** What is asked for a user, which is the same as what the user asks unless somebody else does. */
    Request askedFor(UserId user, Actor by, String... what) {
        if (by.equals(user)) {
            return asked(by, what);
        }
        return asked(by, more(what, "for " + user));
    }

    private static String[] more(String[] what, String last) {
        return Stream.concat(Arrays.stream(what), Stream.of(last)).toArray(String[]::new);
    }

    /** By which rule nothing can be had of a stay any more: if it is over by the hotel's own date, looked up where that matters. */
    List<RuleViolation> over(Booking booking) {
        LocalDate departure = booking.stay().departure();
        if (departure.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.MAX))) {
            return List.of();
        }
        LocalDate today = today(booking.hotel());
        return departure.isAfter(today)
                ? List.of()
                : List.of(new RuleViolation(
                        "not-in-the-past",
                        "the stay ended on " + departure + ", and today is " + today + " at the hotel",
                        Map.of("departure", departure.toString(), "today", today.toString())));
    }

    /** A booking that the actor may see, as it is now. */
    Optional<Booking> find(Actor actor, BookingId booking) {
        Given.notNull("actor", actor);
        return store.find(Given.notNull("booking", booking)).filter(found -> access.sees(actor, found));
    }

    Booking present(Actor actor, BookingId booking) {
        return find(actor, booking).orElseThrow(() -> new NotFoundException("booking", booking));
    }

    /** A booking once an actor has cancelled it, with what its guest pays for that; a hotel that cancels asks for nothing. */
    Booking cancelled(Actor actor, Booking booking) {
        CancellationTerms terms = booking.cancellation();
        return booking.end(
                BookingStatus.CANCELLED,
                actor instanceof UserId && terms != null ? terms.feeOn(today(booking.hotel())) : null);
    }

    /** Today's date at a hotel that is there. */
    LocalDate today(HotelId hotel) {
        return hotels.find(hotel)
                .orElseThrow(() -> new NotFoundException("hotel", hotel))
                .today(clock);
    }

    static Duration checkedLength(Duration length) {
        Given.notNull("length", length);
        if (length.compareTo(SHORTEST_HOLD) < 0 || length.compareTo(LONGEST_HOLD) > 0) {
            throw new InvalidRequestException(
                    "length", "must be 1 second to " + LONGEST_HOLD.toDays() + " days", length);
        }
        return length;
    }

    static int checkedPageSize(int pageSize) {
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new InvalidRequestException("pageSize", "must be 1 to " + LARGEST_PAGE, pageSize);
        }
        return pageSize;
    }
}
