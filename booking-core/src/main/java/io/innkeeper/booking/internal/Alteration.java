package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a booking other nights, another room or other guests: only what differs is given back and taken. */
final class Alteration {

    private final Desk desk;

    Alteration(Desk desk) {
        this.desk = desk;
    }

    /** Looks the booking up and changes it, again until it is done or cannot be done any more. */
    ChangeOutcome change(Request asked, Supplier<Booking> booking, BookingChange change) {
        Deadline deadline = desk.settlements().deadline();
        Booking before = null;
        while (true) {
            Booking present = booking.get();
            if (!Transition.CHANGE.isPossibleFrom(present.status())) {
                return Transition.CHANGE.refused(present.status());
            }
            if (present.equals(before)) {
                throw Transitions.withoutItsNights(List.of(present));
            }
            Wish wish = Wish.of(change.room(), change.stay(), change.guests(), desk.listings(), true);
            if (!wish.hotel().id().equals(present.hotel())) {
                throw new InvalidRequestException(
                        "room",
                        "must be in the hotel of the booking, " + present.hotel(),
                        wish.hotel().id());
            }
            LocalDate today = wish.hotel().today(desk.clock());
            List<RuleViolation> violations = violations(present, wish, today);
            if (!violations.isEmpty()) {
                return new Refused(violations);
            }
            InventoryChange moving = change(asked, present, wish, today, deadline);
            Settlement settlement = desk.settlements().settle(moving);
            if (settlement instanceof Settlement.Settled settled) {
                return new Changed(Transitions.done(settled, Transition.CHANGE).get(0));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return desk.settlements().outcome(settlement, moving, present.id());
            }
            if (refused.why() instanceof Refusal.NightsTaken taken) {
                return new Unavailable(taken.nights());
            }
            if (!(refused.why() instanceof Refusal.Overtaken)) {
                return wish.refusal(refused.why(), desk.hotels());
            }
            before = present;
        }
    }

    private List<RuleViolation> violations(Booking present, Wish wish, LocalDate today) {
        LocalDate arrival = wish.stay().arrival();
        boolean arrivalIsNew = !arrival.equals(present.stay().arrival());
        List<RuleViolation> violations = new ArrayList<>(wish.violations(today, present, desk.hotels()));
        if (arrivalIsNew && present.status() == BookingStatus.CHECKED_IN) {
            violations.add(new RuleViolation(
                    "arrived",
                    "the guest has arrived on " + present.stay().arrival() + " and cannot arrive on " + arrival,
                    Map.of("arrived", present.stay().arrival().toString(), "arrival", arrival.toString())));
        }
        LocalDate departure = wish.stay().departure();
        if (departure.isBefore(today) && !departure.equals(present.stay().departure())) {
            violations.add(new RuleViolation(
                    "not-in-the-past",
                    "the departure " + departure + " is before today, " + today + " at the hotel",
                    Map.of("departure", departure.toString(), "today", today.toString())));
        }
        return violations;
    }

    private static InventoryChange change(
            Request asked, Booking present, Wish wish, LocalDate today, Deadline deadline) {
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
                    Booking changed = present.changed(chosen.id(), wish.stay(), wish.guests(), wish.total(chosen))
                            .on(cancellation(present, wish.cancellation(chosen), today));
                    return List.of(asked.event(event, Transition.CHANGE.event, changed));
                });
    }

    /** Nothing makes free again what costs a fee by now, nor that fee smaller: not later nights, and not fewer. */
    private static @Nullable CancellationTerms cancellation(
            Booking present, @Nullable CancellationTerms renewed, LocalDate today) {
        CancellationTerms terms = present.cancellation();
        if (terms == null || !today.isAfter(terms.freeUntil())) {
            return renewed;
        }
        Money fee = terms.fee();
        if (renewed != null && renewed.fee().amount().compareTo(fee.amount()) > 0) {
            fee = renewed.fee();
        }
        return new CancellationTerms(terms.freeUntil(), fee);
    }
}
