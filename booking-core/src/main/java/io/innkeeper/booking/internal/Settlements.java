package io.innkeeper.booking.internal;

import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.GeneralOutcome;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unknown;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the inventory for one change, and says in the guest's words what became of it. */
final class Settlements {

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final InventoryLock inventory;
    private final Duration answerWithin;
    private final AllocationPolicy policy;
    private final Announcements announcements;

    Settlements(InventoryLock inventory, Duration answerWithin, AllocationPolicy policy, Announcements announcements) {
        this.inventory = inventory;
        this.answerWithin = answerWithin;
        this.policy = policy;
        this.announcements = announcements;
    }

    /** By when a change that is asked for now must have begun. */
    Deadline deadline() {
        return Deadline.after(answerWithin);
    }

    /** Settled, of which the listeners are told, refused, or what {@link #outcome} has an answer for. */
    Settlement settle(InventoryChange change) {
        return settle(List.of(change.by(policy))).get(0);
    }

    /** The same for several changes; throws if one fails, once the listeners have been told of the others. */
    List<Settlement> settle(List<InventoryChange> changes) {
        List<Settlement> settlements = inventory.settle(changes);
        for (Settlement settlement : settlements) {
            if (settlement instanceof Settlement.Settled settled) {
                announcements.announce(settled.events());
            }
        }
        for (Settlement settlement : settlements) {
            if (settlement instanceof Settlement.Failed failed) {
                throw failed.cause();
            }
        }
        return settlements;
    }

    /** What is neither settled nor refused. */
    GeneralOutcome outcome(Settlement settlement, InventoryChange change, BookingId booking) {
        if (settlement instanceof Settlement.Unknown) {
            log.warn("it is not known what became of booking {}: the connection was lost", booking);
            return new Unknown(booking, change.hotel(), change.key().value());
        }
        return settlement instanceof Settlement.TooLate ? new TooLate() : new Contended();
    }
}
