package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.ConfirmOutcome;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.ExtendOutcome;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.HoldOutcome;
import io.innkeeper.booking.reservation.KeptRequest;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.ResolveOutcome;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bookings over a storage: looks at the request, makes it a change to the inventory, and says in the guest's words what
 * became of it. What it looked up before is only a courtesy; the inventory decides.
 */
public final class StoredBookings implements Bookings {

    private static final int LARGEST_PAGE = 200;

    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

    /** Longer than anybody waits for a payment; a mistake in the unit is noticed. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final BookingStore store;
    private final HotelStore hotels;
    private final Settlements settlements;
    private final Transitions transitions;
    private final RequestValidator validator;
    private final Clock clock;
    private final @Nullable String key;

    /** Bookings that are kept in {@code storage}; changes that have not begun within {@code answerWithin} are given up. */
    public StoredBookings(Storage storage, RequestValidator validator, Clock clock, Duration answerWithin) {
        this.store = storage.bookings();
        this.hotels = storage.hotels();
        this.settlements = new Settlements(storage.inventory(), answerWithin);
        this.transitions = new Transitions(storage.hotels(), settlements);
        this.validator = validator;
        this.clock = clock;
        this.key = null;
    }

    private StoredBookings(StoredBookings other, String key) {
        this.store = other.store;
        this.hotels = other.hotels;
        this.settlements = other.settlements;
        this.transitions = other.transitions;
        this.validator = other.validator;
        this.clock = other.clock;
        this.key = key;
    }

    @Override
    public Bookings withKey(String newKey) {
        return new StoredBookings(this, Request.checkedKey(newKey));
    }

    @Override
    public ResolveOutcome resolve(UserId user, HotelId hotel, String unresolved) {
        RequestKey lost = new RequestKey(Given.notNull("user", user), Request.checkedKey(unresolved));
        InventoryChange keyAlone = new InventoryChange(
                lost,
                Given.notNull("hotel", hotel),
                List.of(),
                List.of(),
                settlements.deadline(),
                assignment -> List.of());
        Settlement settlement = settlements.settle(keyAlone);
        if (settlement instanceof Settlement.Settled) {
            return new NeverHappens();
        }
        if (settlement instanceof Settlement.Refused) {
            return store.findByKey(lost)
                    .map(KeptRequest::bookings)
                    .filter(bookings -> !bookings.isEmpty())
                    .<ResolveOutcome>map(Happened::new)
                    .orElseGet(NeverHappens::new);
        }
        return settlement instanceof Settlement.TooLate ? new TooLate() : new Contended();
    }

    @Override
    public BookingOutcome book(BookingRequest request) {
        validator.check("request", request);
        Request asked = asked(request, "book");
        return asked.once(
                store,
                () -> take(asked, request, null, Booked::new, unavailable -> unavailable, other -> other),
                Booked::new);
    }

    @Override
    public HoldOutcome hold(BookingRequest request, Duration length) {
        Duration holdFor = checkedLength(length);
        validator.check("request", request);
        Request asked = asked(request, "hold", holdFor.toString());
        return asked.once(
                store,
                () -> take(asked, request, holdFor, Held::new, unavailable -> unavailable, other -> other),
                Held::new);
    }

    private Request asked(BookingRequest request, String... what) {
        return Request.of(
                request.user(),
                key,
                String.join(" ", what),
                Request.text(request.room(), request.stay(), request.guests()));
    }

    private static Duration checkedLength(Duration length) {
        Given.notNull("length", length);
        if (length.compareTo(SHORTEST_HOLD) < 0 || length.compareTo(LONGEST_HOLD) > 0) {
            throw new InvalidRequestException(
                    "length", "must be 1 second to " + LONGEST_HOLD.toDays() + " days", length);
        }
        return length;
    }

    /** Makes a booking: a hold for so long, or for good if that is null. */
    private <T> T take(
            Request asked,
            BookingRequest request,
            @Nullable Duration holdFor,
            Function<Booking, T> made,
            Function<Unavailable, T> unavailable,
            Function<GeneralOutcome, T> other) {
        Wish wish = Wish.of(request.room(), request.stay(), request.guests(), hotels);
        List<RuleViolation> violations = wish.violations(wish.hotel().today(clock));
        if (!violations.isEmpty()) {
            return other.apply(new Refused(violations));
        }
        Demand demand = wish.demand(new BookingId(Ids.next()));
        InventoryChange change =
                newBooking(asked, request, holdFor, wish.hotel().id(), demand);
        Settlement settlement = settlements.settle(change);
        if (settlement instanceof Settlement.Settled settled) {
            Booking booking = settled.events().get(0).booking();
            log.debug("{} {}: room {} for {}", booking.status(), booking.id(), booking.room(), booking.stay());
            return made.apply(booking);
        }
        if (settlement instanceof Settlement.Refused refused) {
            if (refused.why() instanceof Refusal.NightsTaken taken) {
                return unavailable.apply(new Unavailable(taken.nights()));
            }
            if (refused.why() instanceof Refusal.NoSuchUser) {
                throw new NotFoundException("user", request.user());
            }
            return other.apply(wish.refusal(refused.why(), hotels));
        }
        return other.apply(settlements.outcome(settlement, change, demand.booking()));
    }

    private InventoryChange newBooking(
            Request asked, BookingRequest request, @Nullable Duration holdFor, HotelId hotel, Demand demand) {
        UUID event = Ids.next();
        BookingEvent.Type type = holdFor == null ? BookingEvent.Type.BOOKED : BookingEvent.Type.HELD;
        return new InventoryChange(
                asked.key(),
                asked.fingerprint(),
                hotel,
                List.of(demand),
                List.of(),
                List.of(),
                holdFor,
                settlements.deadline(),
                assignment -> {
                    Room room = assignment.rooms().get(0);
                    Booking booking = Booking.of(
                            demand.booking(),
                            request.user(),
                            hotel,
                            room.id(),
                            request.stay(),
                            request.guests(),
                            room.total(request.stay()),
                            assignment.heldUntil());
                    return List.of(asked.event(event, type, booking));
                });
    }

    @Override
    public ExtendOutcome extend(UserId user, BookingId booking, Duration length) {
        Duration holdFor = checkedLength(length);
        Request asked = asked(user, booking, Transition.EXTEND, holdFor.toString());
        return asked.once(
                store,
                () -> transitions.keep(
                        asked,
                        present(user, booking),
                        Transition.EXTEND,
                        holdFor,
                        Held::new,
                        lost -> lost,
                        other -> other),
                Held::new);
    }

    @Override
    public ConfirmOutcome confirm(UserId user, BookingId booking) {
        Request asked = asked(user, booking, Transition.CONFIRM, "");
        return asked.once(
                store,
                () -> transitions.keep(
                        asked,
                        present(user, booking),
                        Transition.CONFIRM,
                        null,
                        Booked::new,
                        lost -> lost,
                        other -> other),
                Booked::new);
    }

    @Override
    public ChangeOutcome change(UserId user, BookingId booking, BookingChange change) {
        validator.check("change", change);
        Request asked =
                asked(user, booking, Transition.CHANGE, Request.text(change.room(), change.stay(), change.guests()));
        return asked.once(store, () -> transitions.change(asked, present(user, booking), change, clock), Changed::new);
    }

    @Override
    public CancelOutcome release(UserId user, BookingId booking) {
        return giveUp(user, booking, Transition.RELEASE);
    }

    @Override
    public CancelOutcome cancel(UserId user, BookingId booking) {
        return giveUp(user, booking, Transition.CANCEL);
    }

    private CancelOutcome giveUp(UserId user, BookingId booking, Transition transition) {
        Request asked = asked(user, booking, transition, "");
        return asked.once(store, () -> transitions.giveUp(asked, present(user, booking), transition), Cancelled::new);
    }

    private Request asked(UserId user, BookingId booking, Transition transition, String more) {
        Given.notNull("user", user);
        return Request.of(
                user, key, transition.name(), Given.notNull("booking", booking).toString(), more);
    }

    /** A user's booking as it is whenever it is looked up. */
    private Supplier<Booking> present(UserId user, BookingId booking) {
        return () -> find(user, booking).orElseThrow(() -> new NotFoundException("booking", booking));
    }

    @Override
    public Optional<Booking> find(UserId user, BookingId booking) {
        Given.notNull("user", user);
        return store.find(Given.notNull("booking", booking))
                .filter(found -> found.user().equals(user));
    }

    @Override
    public Page<Booking> list(UserId user, int pageSize, @Nullable String after) {
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new InvalidRequestException("pageSize", "must be 1 to " + LARGEST_PAGE, pageSize);
        }
        List<Booking> found = store.ofUser(Given.notNull("user", user), PageTokens.booking(after), pageSize + 1);
        return Pages.cut(found, pageSize, booking -> PageTokens.after(booking.id()));
    }
}
