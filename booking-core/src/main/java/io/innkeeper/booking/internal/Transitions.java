package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings bookings that are there from one status to the next. Each change is asked for on the strength of the booking as it
 * was looked up, and refused if it is another version by then: so it is looked up and asked for again until it is done or
 * the status does not allow it any more.
 */
final class Transitions {

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final HotelStore hotels;
    private final Settlements settlements;

    Transitions(HotelStore hotels, Settlements settlements) {
        this.hotels = hotels;
        this.settlements = settlements;
    }

    /** Gives all nights of a booking back. */
    CancelOutcome giveUp(Request asked, Supplier<Booking> booking, Transition transition) {
        Deadline deadline = settlements.deadline();
        Booking before = null;
        while (true) {
            Booking present = booking.get();
            if (present.status() != transition.from) {
                return transition.refused(present.status());
            }
            if (present.equals(before)) {
                throw withoutItsNights(present);
            }
            InventoryChange change = change(
                    asked, present, transition, List.of(), List.of(Release.of(present)), List.of(), null, deadline);
            Settlement settlement = settlements.settle(change);
            if (settlement instanceof Settlement.Settled settled) {
                return new Cancelled(done(settled, transition));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return settlements.outcome(settlement, change, present.id());
            }
            if (refused.why() instanceof Refusal.KeyUsed) {
                return new Contended(); // the same request was faster
            }
            before = present;
        }
    }

    /**
     * Has a hold go on, or become a booking for good: by keeping its nights, or by taking them anew if it does not have them
     * all any more.
     *
     * @param holdFor how long it goes on as a hold; null if it is for good
     */
    <T> T keep(
            Request asked,
            Supplier<Booking> booking,
            Transition transition,
            @Nullable Duration holdFor,
            Function<Booking, T> kept,
            Function<HoldLost, T> lost,
            Function<GeneralOutcome, T> other) {
        Deadline deadline = settlements.deadline();
        Booking before = null;
        while (true) {
            Booking present = booking.get();
            if (present.status() != transition.from) {
                return other.apply(transition.refused(present.status()));
            }
            InventoryChange change = present.equals(before)
                    ? again(asked, present, transition, holdFor, deadline)
                    : change(
                            asked,
                            present,
                            transition,
                            List.of(),
                            List.of(),
                            List.of(new Keep(present.id(), present.room(), present.stay())),
                            holdFor,
                            deadline);
            Settlement settlement = settlements.settle(change);
            if (settlement instanceof Settlement.Settled settled) {
                return kept.apply(done(settled, transition));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return other.apply(settlements.outcome(settlement, change, present.id()));
            }
            if (refused.why() instanceof Refusal.KeyUsed) {
                return other.apply(new Contended());
            }
            if (refused.why() instanceof Refusal.NightsTaken taken) {
                return lost.apply(new HoldLost(present, taken.nights()));
            }
            if (refused.why() instanceof Refusal.Closed) {
                return lost.apply(new HoldLost(present, List.of()));
            }
            before = present;
        }
    }

    /** Gives a booking other nights, another room or other guests: only what differs is given back and taken. */
    ChangeOutcome change(Request asked, Supplier<Booking> booking, BookingChange change, Clock clock) {
        Deadline deadline = settlements.deadline();
        Booking before = null;
        while (true) {
            Booking present = booking.get();
            if (present.status() != Transition.CHANGE.from) {
                return Transition.CHANGE.refused(present.status());
            }
            if (present.equals(before)) {
                throw withoutItsNights(present);
            }
            Wish wish = Wish.of(change.room(), change.stay(), change.guests(), hotels);
            if (!wish.hotel().id().equals(present.hotel())) {
                throw new InvalidRequestException(
                        "room",
                        "must be in the hotel of the booking, " + present.hotel(),
                        wish.hotel().id());
            }
            // Who is there already may stay longer.
            boolean arrivalIsNew =
                    !change.stay().arrival().equals(present.stay().arrival());
            List<RuleViolation> violations = wish.violations(
                    arrivalIsNew ? wish.hotel().today(clock) : change.stay().arrival());
            if (!violations.isEmpty()) {
                return new Refused(violations);
            }
            InventoryChange moving = change(asked, present, wish, deadline);
            Settlement settlement = settlements.settle(moving);
            if (settlement instanceof Settlement.Settled settled) {
                return new Changed(done(settled, Transition.CHANGE));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return settlements.outcome(settlement, moving, present.id());
            }
            if (refused.why() instanceof Refusal.NightsTaken taken) {
                return new Unavailable(taken.nights());
            }
            if (!(refused.why() instanceof Refusal.Overtaken)) {
                return wish.refusal(refused.why(), hotels);
            }
            before = present;
        }
    }

    /** It was refused as if it were not what it was, and is. */
    private static StorageException withoutItsNights(Booking booking) {
        return new StorageException(
                "booking " + booking.id() + " is " + booking.status() + " but does not have all its nights", null);
    }

    private static InventoryChange change(Request asked, Booking present, Wish wish, Deadline deadline) {
        Room room = wish.room();
        Stay had = present.stay();
        List<Stay> given = List.of(had);
        List<Demand> taken = new ArrayList<>();
        if (room != null && room.id().equals(present.room())) {
            given = had.without(wish.stay());
            for (Stay part : wish.stay().without(had)) {
                taken.add(new Demand.ThisRoom(present.id(), room, part));
            }
        } else {
            taken.add(wish.demand(present.id()));
        }
        UUID event = Ids.next();
        return new InventoryChange(
                asked.key(),
                asked.fingerprint(),
                present.hotel(),
                taken,
                given.stream()
                        .map(part -> new Release(present.id(), present.room(), part, false))
                        .toList(),
                List.of(),
                null,
                deadline,
                assignment -> {
                    Room chosen = room != null ? room : assignment.rooms().get(0);
                    Booking changed =
                            present.changed(chosen.id(), wish.stay(), wish.guests(), chosen.total(wish.stay()));
                    return List.of(asked.event(event, Transition.CHANGE.event, changed));
                });
    }

    /** Takes the nights of a hold as if they were not its own. */
    private InventoryChange again(
            Request asked, Booking present, Transition transition, @Nullable Duration holdFor, Deadline deadline) {
        RoomOfHotel found =
                hotels.findRoom(present.room()).orElseThrow(() -> new NotFoundException("room", present.room()));
        return change(
                asked,
                present,
                transition,
                List.of(new Demand.ThisRoom(present.id(), found.room(), present.stay())),
                List.of(Release.of(present)),
                List.of(),
                holdFor,
                deadline);
    }

    private static InventoryChange change(
            Request asked,
            Booking present,
            Transition transition,
            List<Demand> take,
            List<Release> giveBack,
            List<Keep> keep,
            @Nullable Duration holdFor,
            Deadline deadline) {
        UUID event = Ids.next();
        return new InventoryChange(
                asked.key(),
                asked.fingerprint(),
                present.hotel(),
                take,
                giveBack,
                keep,
                holdFor,
                deadline,
                assignment -> List.of(asked.event(event, transition.event, after(present, transition, assignment))));
    }

    private static Booking after(Booking present, Transition transition, Assignment assignment) {
        return transition.to == BookingStatus.HELD && assignment.heldUntil() != null
                ? present.holdUntil(assignment.heldUntil())
                : present.moveTo(transition.to);
    }

    private static Booking done(Settlement.Settled settled, Transition transition) {
        Booking booking = settled.events().get(0).booking();
        log.debug("{} {}", transition.done, booking.id());
        return booking;
    }
}
