package io.innkeeper.booking.internal;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.Unavailable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New bookings of one hotel, which are made all or none.
 *
 * @param user whose they are
 * @param parts what each is to be
 * @param status what they are to be: held, confirmed or blocked
 * @param holdFor for how long they are held; null if they are not
 * @param group the group that they form; null if it is one by itself
 */
record Making(
        UserId user,
        List<Part> parts,
        BookingStatus status,
        @Nullable Duration holdFor,
        @Nullable GroupId group) {

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    /** One of them. */
    record Part(BookingId id, Wish wish) {}

    /** Of which edition of the hotel all of it was looked up. */
    private @Nullable Integer edition() {
        Integer edition = parts.get(0).wish().listing().edition();
        if (parts.stream()
                .anyMatch(part -> !Objects.equals(edition, part.wish().listing().edition()))) {
            throw new Outdated();
        }
        return edition;
    }

    private HotelId hotel() {
        return parts.get(0).wish().hotel().id();
    }

    /**
     * Has them made.
     *
     * @throws Outdated if what is to be booked must be looked up again
     */
    <T> T make(
            Request asked,
            Desk desk,
            Function<List<Booking>, T> made,
            Function<Unavailable, T> unavailable,
            Function<GeneralOutcome, T> other) {
        InventoryChange change = change(asked, desk.settlements());
        Settlement settlement = desk.settlements().settle(change);
        if (settlement instanceof Settlement.Settled settled) {
            List<Booking> bookings =
                    settled.events().stream().map(BookingEvent::booking).toList();
            bookings.forEach(booking ->
                    log.debug("{} {}: room {} for {}", booking.status(), booking.id(), booking.room(), booking.stay()));
            return made.apply(bookings);
        }
        if (!(settlement instanceof Settlement.Refused refused)) {
            return other.apply(
                    desk.settlements().outcome(settlement, change, parts.get(0).id()));
        }
        if (refused.why() instanceof Refusal.NightsTaken taken) {
            return unavailable.apply(new Unavailable(taken.nights()));
        }
        if (refused.why() instanceof Refusal.NoSuchUser) {
            throw new NotFoundException("user", user);
        }
        if (refused.why() instanceof Refusal.Overtaken) {
            throw new AlreadyExistsException("id", parts.get(0).id().toString());
        }
        List<Wish> wishes = parts.stream().map(Part::wish).toList();
        return other.apply(Wish.refusal(refused.why(), wishes, desk.hotels()));
    }

    private InventoryChange change(Request asked, Settlements settlements) {
        List<Integer> order = hardestFirst();
        List<UUID> events = parts.stream().map(part -> Ids.next()).toList();
        return new InventoryChange(
                asked.key(),
                asked.fingerprint(),
                hotel(),
                order.stream()
                        .map(parts::get)
                        .map(part -> part.wish().demand(part.id()))
                        .toList(),
                List.of(),
                List.of(),
                holdFor,
                edition(),
                settlements.deadline(),
                assignment -> IntStream.range(0, parts.size())
                        .mapToObj(i -> asked.event(events.get(i), type(), booking(i, order, assignment)))
                        .toList());
    }

    /**
     * The numbers of the parts in the order in which rooms are chosen for them: who has the fewest rooms to choose from comes
     * first, so that nobody takes the only one that does for somebody else and could have had another.
     */
    private List<Integer> hardestFirst() {
        return IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(
                                i -> parts.get(i).wish().guests())
                        .thenComparingInt(i -> parts.get(i).wish().stay().length())
                        .reversed())
                .toList();
    }

    private BookingEvent.Type type() {
        return switch (status) {
            case HELD -> BookingEvent.Type.HELD;
            case BLOCKED -> BookingEvent.Type.BLOCKED;
            default -> BookingEvent.Type.BOOKED;
        };
    }

    private Booking booking(int number, List<Integer> order, Assignment assignment) {
        Part part = parts.get(number);
        Wish wish = part.wish();
        Room room = assignment.rooms().get(order.indexOf(number));
        return new Booking(
                part.id(),
                user,
                hotel(),
                room.id(),
                wish.stay(),
                wish.guests(),
                wish.total(room),
                status,
                assignment.heldUntil(),
                group,
                wish.cancellation(room),
                null,
                1);
    }
}
