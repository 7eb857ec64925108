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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the inventory for one change, and says in the guest's words what became of it. */
final class Settlements {

    private static final Logger log = LoggerFactory.getLogger(Bookings.class);

    private final InventoryLock inventory;
    private final Duration answerWithin;
    private final AllocationPolicy policy;
    private final Announcements announcements;
    private final @Nullable Course course;
    private final @Nullable Deadline deadline;

    Settlements(InventoryLock inventory, Duration answerWithin, AllocationPolicy policy, Announcements announcements) {
        this(inventory, answerWithin, policy, announcements, null, null);
    }

    private Settlements(
            InventoryLock inventory,
            Duration answerWithin,
            AllocationPolicy policy,
            Announcements announcements,
            @Nullable Course course,
            @Nullable Deadline deadline) {
        this.inventory = inventory;
        this.answerWithin = answerWithin;
        this.policy = policy;
        this.announcements = announcements;
        this.course = course;
        this.deadline = deadline;
    }

    /** The same, for one operation, whose time runs from now on. */
    Settlements noting(Course noted) {
        return new Settlements(inventory, answerWithin, policy, announcements, noted, Deadline.after(answerWithin));
    }

    /** By when a change must have begun: one of an operation by the time of that, and any other by that of its own from now. */
    Deadline deadline() {
        return deadline != null ? deadline : Deadline.after(answerWithin);
    }

    /** Settled, of which the listeners are told, refused, or what {@link #outcome} has an answer for. */
    Settlement settle(InventoryChange change) {
        InventoryChange asked = change.by(policy);
        if (course != null) {
            course.asks(change.hotel());
            asked = asked.notedIn(course);
        }
        return settle(List.of(asked)).get(0);
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
            log.debug("it is not known what became of booking {}: the connection was lost", booking);
            return new Unknown(booking, change.hotel(), change.key().value());
        }
        return settlement instanceof Settlement.TooLate ? new TooLate() : new Contended();
    }
}
