package io.innkeeper.booking.internal;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
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
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.reservation.ResolveOutcome;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Bookings over a storage: looks at the request, makes it a change to the inventory, and says in the guest's words what
 * became of it. What it looked up before is only a courtesy; the inventory decides.
 */
public final class StoredBookings implements Bookings {

    private final Desk desk;
    private final Transitions transitions;

    /** Bookings as they are made at a desk. */
    public StoredBookings(Desk desk) {
        this.desk = desk;
        this.transitions = new Transitions(desk);
    }

    @Override
    public Bookings withKey(String key) {
        return new StoredBookings(desk.withKey(key));
    }

    @Override
    public ResolveOutcome resolve(Actor actor, HotelId hotel, String unresolved) {
        RequestKey lost = new RequestKey(Given.notNull("actor", actor).account(), Request.checkedKey(unresolved));
        InventoryChange keyAlone = new InventoryChange(
                lost,
                Given.notNull("hotel", hotel),
                List.of(),
                List.of(),
                desk.settlements().deadline(),
                assignment -> List.of());
        Settlement settlement = desk.settlements().settle(keyAlone);
        if (settlement instanceof Settlement.Settled) {
            return new NeverHappens();
        }
        if (settlement instanceof Settlement.Refused) {
            return desk.store()
                    .findByKey(lost)
                    .map(KeptRequest::bookings)
                    .filter(bookings -> !bookings.isEmpty())
                    .<ResolveOutcome>map(Happened::new)
                    .orElseGet(NeverHappens::new);
        }
        return settlement instanceof Settlement.TooLate ? new TooLate() : new Contended();
    }

    @Override
    public BookingOutcome book(BookingRequest request) {
        desk.validator().check("request", request);
        Request asked = asked(request, "book");
        BookingOutcome outcome = asked.once(
                desk.store(),
                () -> desk.<BookingOutcome>sell(
                        latest -> make(
                                asked, request, null, latest, Booked::new, unavailable -> unavailable, other -> other),
                        other -> other),
                Booked::new);
        checkIdIsNew(request, outcome);
        return outcome;
    }

    @Override
    public HoldOutcome hold(BookingRequest request, Duration length) {
        Duration holdFor = Desk.checkedLength(length);
        desk.validator().check("request", request);
        Request asked = asked(request, "hold " + holdFor);
        HoldOutcome outcome = asked.once(
                desk.store(),
                () -> desk.<HoldOutcome>sell(
                        latest -> make(
                                asked, request, holdFor, latest, Held::new, unavailable -> unavailable, other -> other),
                        other -> other),
                Held::new);
        checkIdIsNew(request, outcome);
        return outcome;
    }

    /**
     * Checks that no booking has the id of a request that was refused. Who asks again for what they have would otherwise be
     * told that their own nights are taken, by those strategies that look at the nights before they write.
     */
    private void checkIdIsNew(BookingRequest request, Outcome outcome) {
        BookingId id = request.id();
        boolean refused = outcome instanceof Unavailable || outcome instanceof Refused;
        if (id != null && refused && desk.store().find(id).isPresent()) {
            throw new AlreadyExistsException("id", id.toString());
        }
    }

    private Request asked(BookingRequest request, String what) {
        String text = Request.text(request);
        BookingId id = request.id();
        return id == null
                ? desk.askedFor(request.user(), request.by(), what, text)
                : desk.askedFor(request.user(), request.by(), what, text, id.toString());
    }

    /** Makes a booking: a hold for so long, or for good if that is null. */
    private <T> T make(
            Request asked,
            BookingRequest request,
            @Nullable Duration holdFor,
            boolean latest,
            Function<Booking, T> made,
            Function<Unavailable, T> unavailable,
            Function<GeneralOutcome, T> other) {
        Optional<Unavailable> soldOut = desk.soldOut().apply(request);
        if (soldOut.isPresent()) {
            return unavailable.apply(soldOut.get());
        }
        Wish wish = Wish.of(request, desk, latest);
        wish.checkIsFor(request.by(), request.user());
        List<RuleViolation> violations = wish.violations(wish.hotel().today(desk.clock()));
        if (!violations.isEmpty()) {
            return other.apply(new Refused(violations));
        }
        BookingId id = request.id() == null ? BookingId.next() : request.id();
        BookingStatus status = holdFor == null ? BookingStatus.CONFIRMED : BookingStatus.HELD;
        return new Making(request.user(), List.of(new Making.Part(id, wish)), status, holdFor, null)
                .make(asked, desk, bookings -> made.apply(bookings.get(0)), unavailable, other);
    }

    @Override
    public ExtendOutcome extend(Actor actor, BookingId booking, Duration length) {
        Duration holdFor = Desk.checkedLength(length);
        Request asked = asked(actor, booking, Transition.EXTEND, holdFor.toString());
        return asked.once(
                desk.store(),
                () -> transitions.keep(
                        asked,
                        present(actor, booking),
                        Transition.EXTEND,
                        holdFor,
                        held -> new Held(held.get(0)),
                        lost -> lost,
                        other -> other),
                Held::new);
    }

    @Override
    public ConfirmOutcome confirm(Actor actor, BookingId booking) {
        Request asked = asked(actor, booking, Transition.CONFIRM, "");
        return asked.once(
                desk.store(),
                () -> transitions.keep(
                        asked,
                        present(actor, booking),
                        Transition.CONFIRM,
                        null,
                        confirmed -> new Booked(confirmed.get(0)),
                        lost -> lost,
                        other -> other),
                Booked::new);
    }

    @Override
    public ChangeOutcome change(Actor actor, BookingId booking, BookingChange change) {
        desk.validator().check("change", change);
        Request asked =
                asked(actor, booking, Transition.CHANGE, Request.text(change.room(), change.stay(), change.guests()));
        return asked.once(
                desk.store(),
                () -> new Alteration(desk).change(asked, () -> desk.present(actor, booking), change),
                Changed::new);
    }

    @Override
    public CancelOutcome release(Actor actor, BookingId booking) {
        return giveUp(actor, booking, Transition.RELEASE, hold -> hold.moveTo(BookingStatus.CANCELLED));
    }

    @Override
    public CancelOutcome cancel(Actor actor, BookingId booking) {
        return giveUp(actor, booking, Transition.CANCEL, live -> desk.cancelled(actor, live));
    }

    private CancelOutcome giveUp(Actor actor, BookingId booking, Transition transition, UnaryOperator<Booking> after) {
        Request asked = asked(actor, booking, transition, "");
        return asked.once(
                desk.store(),
                () -> transitions.give(
                        asked,
                        present(actor, booking),
                        transition,
                        present -> Transitions.Step.end(after.apply(present), present),
                        ended -> new Cancelled(ended.get(0)),
                        other -> other),
                Cancelled::new);
    }

    private Request asked(Actor actor, BookingId booking, Transition transition, String more) {
        Given.notNull("actor", actor);
        return desk.asked(
                actor, transition.name(), Given.notNull("booking", booking).toString(), more);
    }

    /** A booking that the actor may see, as it is whenever it is looked up. */
    private Supplier<List<Booking>> present(Actor actor, BookingId booking) {
        return () -> List.of(desk.present(actor, booking));
    }

    @Override
    public Optional<Booking> find(Actor actor, BookingId booking) {
        return desk.find(actor, booking);
    }

    @Override
    public Page<Booking> list(UserId user, int pageSize, @Nullable String after) {
        int limit = Desk.checkedPageSize(pageSize) + 1;
        List<Booking> found = desk.store().ofUser(Given.notNull("user", user), PageTokens.booking(after), limit);
        return Pages.cut(found, pageSize, booking -> PageTokens.after(booking.id()));
    }
}
