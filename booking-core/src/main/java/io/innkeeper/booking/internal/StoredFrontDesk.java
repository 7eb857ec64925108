package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.reservation.BlockOutcome;
import io.innkeeper.booking.reservation.Blocked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.StatusChanged;
import io.innkeeper.booking.reservation.StatusOutcome;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The front desk of hotels over a storage. */
public final class StoredFrontDesk implements FrontDesk {

    private final Desk desk;
    private final Transitions transitions;

    /** A front desk that works with what the other desks do. */
    public StoredFrontDesk(Desk desk) {
        this.desk = desk;
        this.transitions = new Transitions(desk);
    }

    @Override
    public FrontDesk withKey(String key) {
        return new StoredFrontDesk(desk.withKey(key));
    }

    @Override
    public StatusOutcome checkIn(Actor actor, BookingId booking) {
        return move(actor, booking, Transition.CHECK_IN, present -> {
            LocalDate today = desk.today(present.hotel());
            return new Transitions.Step(
                    arrivalDay(present, today), List.of(), present.moveTo(BookingStatus.CHECKED_IN));
        });
    }

    private static List<RuleViolation> arrivalDay(Booking booking, LocalDate today) {
        Stay stay = booking.stay();
        return !today.isBefore(stay.arrival()) && !today.isAfter(stay.departure())
                ? List.of()
                : List.of(new RuleViolation(
                        "within-the-stay",
                        "today is " + today + " at the hotel, and the stay is " + stay,
                        Map.of(
                                "today", today.toString(),
                                "arrival", stay.arrival().toString(),
                                "departure", stay.departure().toString())));
    }

    @Override
    public StatusOutcome checkOut(Actor actor, BookingId booking) {
        return move(actor, booking, Transition.CHECK_OUT, present -> {
            Stay stay = present.stay();
            LocalDate today = desk.today(present.hotel());
            LocalDate firstNight = stay.arrival().plusDays(1);
            LocalDate leaving = today.isBefore(firstNight) ? firstNight : today;
            if (!leaving.isBefore(stay.departure())) {
                return new Transitions.Step(List.of(), List.of(), present.leave(stay));
            }
            Stay unused = new Stay(leaving, stay.departure());
            return new Transitions.Step(
                    List.of(),
                    List.of(new Release(present.id(), present.room(), unused, false)),
                    present.leave(new Stay(stay.arrival(), leaving)));
        });
    }

    @Override
    public StatusOutcome noShow(Actor actor, BookingId booking) {
        return move(actor, booking, Transition.MISS, present -> {
            LocalDate today = desk.today(present.hotel());
            LocalDate arrival = present.stay().arrival();
            List<RuleViolation> tooEarly = today.isBefore(arrival)
                    ? List.of(new RuleViolation(
                            "arrival-day-has-come",
                            "today is " + today + " at the hotel, and the guest may still come on " + arrival,
                            Map.of("today", today.toString(), "arrival", arrival.toString())))
                    : List.of();
            Booking after = present.end(
                    BookingStatus.NO_SHOW,
                    present.cancellation() == null
                            ? null
                            : present.cancellation().fee());
            return new Transitions.Step(tooEarly, List.of(Release.of(present)), after);
        });
    }

    @Override
    public StatusOutcome unblock(Actor actor, BookingId block) {
        return move(
                actor,
                block,
                Transition.UNBLOCK,
                present -> Transitions.Step.end(present.moveTo(BookingStatus.CANCELLED), present));
    }

    private StatusOutcome move(
            Actor actor, BookingId booking, Transition transition, Function<Booking, Transitions.Step> step) {
        Given.notNull("actor", actor);
        Request asked = desk.asked(
                actor, transition.name(), Given.notNull("booking", booking).toString());
        return asked.once(
                desk.store(),
                () -> transitions.<StatusOutcome>give(
                        asked,
                        () -> List.of(present(actor, booking)),
                        transition,
                        step,
                        done -> new StatusChanged(done.get(0)),
                        other -> other),
                StatusChanged::new);
    }

    private Booking present(Actor actor, BookingId booking) {
        return desk.store()
                .find(booking)
                .filter(found -> desk.access().runs(actor, found))
                .orElseThrow(() -> new NotFoundException("booking", booking));
    }

    @Override
    public BlockOutcome block(Actor actor, RoomId room, Stay stay) {
        Given.notNull("actor", actor);
        RoomChoice choice = new RoomChoice.ThisRoom(Given.notNull("room", room));
        Request asked = desk.asked(actor, "block", Request.text(choice, Given.notNull("stay", stay), 0));
        return asked.once(
                desk.store(),
                () -> desk.<BlockOutcome>sell(latest -> block(asked, actor, choice, stay, latest), other -> other),
                Blocked::new);
    }

    private BlockOutcome block(Request asked, Actor actor, RoomChoice room, Stay stay, boolean latest) {
        Wish wish = Wish.of(room, stay, 0, desk.listings(), latest);
        wish.checkIsRunBy(actor);
        List<RuleViolation> violations = StayRule.NOT_TOO_LONG
                .refusal(new StayRule.Proposal(stay, 0, 0, stay.arrival()))
                .map(List::of)
                .orElse(List.of());
        if (!violations.isEmpty()) {
            return new Refused(violations);
        }
        Making.Part part = new Making.Part(BookingId.next(), wish);
        return new Making(userOf(actor, wish.hotel()), List.of(part), BookingStatus.BLOCKED, null, null)
                .make(asked, desk, made -> new Blocked(made.get(0)), unavailable -> unavailable, other -> other);
    }

    /** Who has a block: a booking needs a user. */
    private static UserId userOf(Actor actor, Hotel hotel) {
        UserId owner = hotel.details().owner();
        if (!(actor instanceof Actor.Application)) {
            return actor.account();
        }
        if (owner == null) {
            throw new InvalidRequestException(
                    "actor", "must be a user at a hotel without an owner, to have the block", "the application");
        }
        return owner;
    }

    @Override
    public Page<Booking> list(
            Actor actor, HotelId hotel, LocalDate from, LocalDate to, int pageSize, @Nullable String after) {
        Given.notNull("actor", actor);
        Hotel found = desk.hotels()
                .find(Given.notNull("hotel", hotel))
                .filter(each -> Access.runs(actor, each))
                .orElseThrow(() -> new NotFoundException("hotel", hotel));
        checkYear("from", from);
        checkYear("to", to);
        if (to.isBefore(from)) {
            throw new InvalidRequestException("to", "must not be before " + from, to);
        }
        int limit = Desk.checkedPageSize(pageSize) + 1;
        List<Booking> bookings = desk.store().atHotel(found.id(), from, to, PageTokens.arrival(after), limit);
        return Pages.cut(bookings, pageSize, PageTokens::after);
    }

    private static void checkYear(String field, LocalDate date) {
        int year = Given.notNull(field, date).getYear();
        if (year < 1 || year > Stay.LAST_YEAR) {
            throw new InvalidRequestException(field, "must be in the years 1 to " + Stay.LAST_YEAR, date);
        }
    }
}
