package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Tidied;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.QuoteStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
    private final Settlements settlements;

    /** In a storage, by changes that are made at a desk. */
    public Housekeeping(InventoryUpkeep upkeep, Desk desk) {
        this.upkeep = upkeep;
        this.quotes = desk.quotes();
        this.settlements = desk.settlements();
    }

    /** As {@link io.innkeeper.booking.Innkeeper#tidyUp} says. */
    public Tidied tidyUp(Duration keepKeys) {
        Given.notNull("keepKeys", keepKeys);
        if (keepKeys.compareTo(SHORTEST_RETENTION) < 0 || keepKeys.compareTo(LONGEST_RETENTION) > 0) {
            throw new InvalidRequestException(
                    "keepKeys", "must be 1 hour to " + LONGEST_RETENTION.toDays() + " days", keepKeys);
        }
        Tidied tidied = new Tidied(endHolds(), upkeep.forgetKeys(keepKeys), quotes.forget(keepKeys));
        log.debug("{}", tidied);
        return tidied;
    }

    private int endHolds() {
        int ended = 0;
        Booking last = null;
        while (true) {
            List<Booking> holds = upkeep.expiredHolds(last, HOLDS_AT_ONCE);
            if (holds.isEmpty()) {
                return ended;
            }
            for (Settlement settlement :
                    settlements.settle(holds.stream().map(this::expiry).toList())) {
                // Whoever was extended or confirmed meanwhile is another version now, and left alone.
                ended += settlement instanceof Settlement.Settled ? 1 : 0;
            }
            last = holds.get(holds.size() - 1);
        }
    }

    private InventoryChange expiry(Booking hold) {
        Request request = Request.of(Actor.system().account(), null, Transition.EXPIRE.name());
        UUID event = Ids.next();
        return new InventoryChange(
                request.key(),
                hold.hotel(),
                List.of(),
                List.of(Release.of(hold)),
                settlements.deadline(),
                assignment ->
                        List.of(request.event(event, Transition.EXPIRE.event, hold.moveTo(Transition.EXPIRE.to))));
    }
}
