package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Tidied;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.QuoteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends holds and forgets keys, a few at a time. */
public final class Housekeeping {

    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    /** So few that nobody waits long for the transaction in which they are ended. */
    private static final int HOLDS_AT_ONCE = 50;

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final InventoryUpkeep upkeep;
    private final QuoteStore quotes;
    private final BookingStore store;
    private final Settlements settlements;

    /** In a storage, by changes that are made at a desk. */
    public Housekeeping(InventoryUpkeep upkeep, Desk desk) {
        this.upkeep = upkeep;
        this.quotes = desk.quotes();
        this.store = desk.store();
        this.settlements = desk.settlements();
    }

    /** As {@link io.innkeeper.booking.Innkeeper#tidyUp} says. */
    public Tidied tidyUp(Duration keepKeys) {
        Given.notNull("keepKeys", keepKeys);
        if (keepKeys.compareTo(SHORTEST_RETENTION) < 0 || keepKeys.compareTo(LONGEST_RETENTION) > 0) {
            throw new InvalidRequestException(
                    "keepKeys", "must be 1 hour to " + LONGEST_RETENTION.toDays() + " days", keepKeys);
        }
        List<StorageException> failures = new ArrayList<>();
        Tidied tidied = new Tidied(endHolds(failures), upkeep.forgetKeys(keepKeys), quotes.forget(keepKeys));
        log.debug("{}", tidied);
        if (!failures.isEmpty()) { // a hold that cannot be ended keeps nothing else from being tidied up
            throw failures.get(0);
        }
        return tidied;
    }

    private int endHolds(List<StorageException> failures) {
        int ended = 0;
        Booking last = null;
        while (true) {
            List<Booking> holds = upkeep.expiredHolds(last, HOLDS_AT_ONCE);
            if (holds.isEmpty()) {
                return ended;
            }
            last = holds.get(holds.size() - 1);
            ended += end(together(holds, Objects.requireNonNull(last.heldUntil())), failures);
        }
    }

    /** Those of a group with all other holds of it, so that it is never half there; it waits until all of them have expired. */
    private List<List<Booking>> together(List<Booking> holds, Instant expired) {
        List<List<Booking>> together = new ArrayList<>();
        Set<GroupId> groups = new HashSet<>();
        for (Booking hold : holds) {
            GroupId group = hold.group();
            if (group == null) {
                together.add(List.of(hold));
            } else if (groups.add(group)) {
                List<Booking> ofGroup = store.ofGroup(group).stream()
                        .filter(each -> each.status() == BookingStatus.HELD)
                        .toList();
                boolean allHaveExpired = ofGroup.stream()
                        .noneMatch(
                                each -> Objects.requireNonNull(each.heldUntil()).isAfter(expired));
                if (allHaveExpired && !ofGroup.isEmpty()) {
                    together.add(ofGroup);
                }
            }
        }
        return together;
    }

    /** Hotel by hotel, since each may be in a database of its own. */
    private int end(List<List<Booking>> together, List<StorageException> failures) {
        Map<HotelId, List<InventoryChange>> changes = new LinkedHashMap<>();
        for (List<Booking> holds : together) {
            changes.computeIfAbsent(holds.get(0).hotel(), hotel -> new ArrayList<>())
                    .add(expiry(holds));
        }
        int ended = 0;
        for (List<InventoryChange> ofHotel : changes.values()) {
            try {
                for (Settlement settlement : settlements.settle(ofHotel)) {
                    // Whoever was extended or confirmed meanwhile is another version now, and left alone.
                    ended += settlement instanceof Settlement.Settled settled
                            ? settled.events().size()
                            : 0;
                }
            } catch (StorageException e) {
                failures.add(e);
            }
        }
        return ended;
    }

    private InventoryChange expiry(List<Booking> holds) {
        Request request = Request.of(Actor.system().account(), null, Transition.EXPIRE.name());
        List<UUID> events = holds.stream().map(hold -> Ids.next()).toList();
        return new InventoryChange(
                request.key(),
                holds.get(0).hotel(),
                List.of(),
                holds.stream().map(Release::of).toList(),
                settlements.deadline(),
                assignment -> IntStream.range(0, holds.size())
                        .mapToObj(i -> request.event(
                                events.get(i),
                                Transition.EXPIRE.event,
                                holds.get(i).moveTo(Transition.EXPIRE.to)))
                        .toList());
    }
}
