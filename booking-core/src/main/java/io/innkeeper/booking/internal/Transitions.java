package io.innkeeper.booking.internal;

import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelStore;
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
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.RuleViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings bookings that are there, one or all of a group, from one status to the next. Each change is asked for on the
 * strength of the bookings as they were looked up, and refused if one is another version by then: so they are looked up and
 * asked for again until it is done or the status does not allow it any more.
 */
final class Transitions {

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final Desk desk;
    private final HotelStore hotels;
    private final Settlements settlements;

    Transitions(Desk desk) {
        this.desk = desk;
        this.hotels = desk.hotels();
        this.settlements = desk.settlements();
    }

    /**
     * What a transition that takes no night does to one booking.
     *
     * @param violations by which rules it cannot be done
     * @param giveBack the nights that the booking gives back
     * @param after the booking after it
     */
    record Step(List<RuleViolation> violations, List<Release> giveBack, Booking after) {

        /** Gives all nights back. */
        static Step end(Booking after, Booking present) {
            return new Step(List.of(), List.of(Release.of(present)), after);
        }
    }

    /**
     * Does a transition that takes no night.
     *
     * @param bookings all that it is about; it is done to those whose status allows it
     */
    <T> T give(
            Request asked,
            Supplier<List<Booking>> bookings,
            Transition transition,
            Function<Booking, Step> step,
            Function<List<Booking>, T> done,
            Function<GeneralOutcome, T> other) {
        Deadline deadline = settlements.deadline();
        List<Booking> before = List.of();
        while (true) {
            List<Booking> all = bookings.get();
            List<Booking> present = possible(all, transition);
            if (present.isEmpty()) {
                return other.apply(transition.refused(all.get(0).status()));
            }
            if (present.equals(before)) {
                throw withoutItsNights(present);
            }
            List<Step> steps = present.stream().map(step).toList();
            List<RuleViolation> violations =
                    steps.stream().flatMap(each -> each.violations().stream()).toList();
            if (!violations.isEmpty()) {
                return other.apply(new Refused(violations));
            }
            List<UUID> events = events(present);
            InventoryChange change = new InventoryChange(
                    asked.key(),
                    asked.fingerprint(),
                    present.get(0).hotel(),
                    List.of(),
                    steps.stream().flatMap(each -> each.giveBack().stream()).toList(),
                    List.of(),
                    null,
                    deadline,
                    assignment -> IntStream.range(0, steps.size())
                            .mapToObj(i -> asked.event(
                                    events.get(i),
                                    transition.event,
                                    steps.get(i).after()))
                            .toList());
            Settlement settlement = settlements.settle(change);
            if (settlement instanceof Settlement.Settled settled) {
                return done.apply(done(settled, transition));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return other.apply(
                        settlements.outcome(settlement, change, present.get(0).id()));
            }
            if (refused.why() instanceof Refusal.KeyUsed) {
                return other.apply(new Contended()); // the same request was faster
            }
            checkOvertaken(refused.why());
            before = present;
        }
    }

    /**
     * Has holds go on, or become bookings for good: by keeping their nights, or by taking them anew if they do not have them
     * all any more.
     *
     * @param bookings all that it is about; it is done to those whose status allows it
     * @param holdFor how long they go on as holds; null if they are for good
     */
    <T> T keep(
            Request asked,
            Supplier<List<Booking>> bookings,
            Transition transition,
            @Nullable Duration holdFor,
            Function<List<Booking>, T> kept,
            Function<HoldLost, T> lost,
            Function<GeneralOutcome, T> other) {
        Deadline deadline = settlements.deadline();
        List<Booking> before = List.of();
        while (true) {
            List<Booking> all = bookings.get();
            List<Booking> present = possible(all, transition);
            if (present.isEmpty()) {
                return other.apply(transition.refused(all.get(0).status()));
            }
            List<RuleViolation> over =
                    present.stream().flatMap(each -> desk.over(each).stream()).toList();
            if (!over.isEmpty()) {
                return other.apply(new Refused(over));
            }
            boolean again = present.equals(before);
            List<UUID> events = events(present);
            InventoryChange change = new InventoryChange(
                    asked.key(),
                    asked.fingerprint(),
                    present.get(0).hotel(),
                    again ? present.stream().map(this::demand).toList() : List.of(),
                    again ? present.stream().map(Release::of).toList() : List.of(),
                    again ? List.of() : present.stream().map(Keep::of).toList(),
                    holdFor,
                    deadline,
                    assignment -> IntStream.range(0, present.size())
                            .mapToObj(i -> asked.event(
                                    events.get(i), transition.event, after(present.get(i), transition, assignment)))
                            .toList());
            Settlement settlement = settlements.settle(change);
            if (settlement instanceof Settlement.Settled settled) {
                return kept.apply(done(settled, transition));
            }
            if (!(settlement instanceof Settlement.Refused refused)) {
                return other.apply(
                        settlements.outcome(settlement, change, present.get(0).id()));
            }
            if (refused.why() instanceof Refusal.KeyUsed) {
                return other.apply(new Contended());
            }
            if (refused.why() instanceof Refusal.NightsTaken taken) {
                return lost.apply(new HoldLost(present.get(0), taken.nights()));
            }
            if (refused.why() instanceof Refusal.Closed) {
                return lost.apply(new HoldLost(present.get(0), List.of()));
            }
            checkOvertaken(refused.why());
            before = present;
        }
    }

    /** Whatever else refuses it, trying again would not end. */
    private static void checkOvertaken(Refusal why) {
        if (!(why instanceof Refusal.Overtaken)) {
            throw new IllegalStateException("it cannot be refused so: " + why);
        }
    }

    private static List<Booking> possible(List<Booking> bookings, Transition transition) {
        return bookings.stream()
                .filter(booking -> transition.isPossibleFrom(booking.status()))
                .toList();
    }

    private static List<UUID> events(List<Booking> bookings) {
        List<UUID> events = new ArrayList<>();
        bookings.forEach(booking -> events.add(Ids.next()));
        return events;
    }

    /** The nights of a hold, as if they were not its own. */
    private Demand demand(Booking booking) {
        Room room = hotels.findRoom(booking.hotel(), booking.room())
                .orElseThrow(() -> new NotFoundException("room", booking.room()))
                .room();
        return new Demand.ThisRoom(booking.id(), room, booking.stay());
    }

    /** They were refused as if they were not what they were, and are. */
    static StorageException withoutItsNights(List<Booking> bookings) {
        Booking booking = bookings.get(0);
        return new StorageException(
                "booking " + booking.id() + " is " + booking.status() + " but "
                        + (bookings.size() == 1 ? "does not have" : "it or another one of its group does not have")
                        + " all its nights",
                null);
    }

    private static Booking after(Booking present, Transition transition, Assignment assignment) {
        return transition.to == BookingStatus.HELD && assignment.heldUntil() != null
                ? present.holdUntil(assignment.heldUntil())
                : present.moveTo(transition.to);
    }

    static List<Booking> done(Settlement.Settled settled, Transition transition) {
        List<Booking> bookings =
                settled.events().stream().map(BookingEvent::booking).toList();
        bookings.forEach(booking -> log.debug("{} {}", transition.done, booking.id()));
        return bookings;
    }
}
