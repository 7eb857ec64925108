package io.innkeeper.booking.examples.web.loyalty;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.ConfirmOutcome;
import io.innkeeper.booking.reservation.StatusOutcome;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What makes a guest richer or poorer in points: the change to the booking and the entry in the ledger are in one
 * transaction, so both happen or none. A booking is worth a point for each whole unit of what it costs, as long as it is
 * not cancelled.
 */
@Service
@Retryable(TransactionLostException.class) // all of it, in a new transaction
@Transactional
public class Reservations {

    private final JpaStorage storage;
    private final Innkeeper innkeeper;
    private final EntityManager entityManager;
    private final LoyaltyEntries entries;
    private final Clock clock;

    Reservations(
            JpaStorage storage, Innkeeper innkeeper, EntityManager entityManager, LoyaltyEntries entries, Clock clock) {
        this.storage = storage;
        this.innkeeper = innkeeper;
        this.entityManager = entityManager;
        this.entries = entries;
        this.clock = clock;
    }

    /** Makes a hold a booking for good. */
    public ConfirmOutcome confirm(UserId guest, BookingId booking, String key) {
        ConfirmOutcome outcome = joined().bookings().withKey(key).confirm(guest, booking);
        outcome.success()
                .ifPresent(confirmed ->
                        settle(confirmed, confirmed.total().amount().intValue()));
        return outcome;
    }

    /**
     * Changes a booking, if it does not cost more than that then.
     *
     * @throws DearerException if it does; nothing was changed
     */
    public ChangeOutcome change(UserId guest, BookingId booking, BookingChange change, Money most, String key) {
        ChangeOutcome outcome = joined().bookings().withKey(key).change(guest, booking, change);
        outcome.success().ifPresent(changed -> {
            DearerException.check(changed.total(), most);
            settle(changed, changed.total().amount().intValue());
        });
        return outcome;
    }

    /**
     * Cancels a booking for its guest, if that does not cost more than this by now.
     *
     * @throws DearerException if it does; nothing was changed
     */
    public CancelOutcome cancel(UserId guest, BookingId booking, Money most, String key) {
        CancelOutcome outcome = cancel(guest, booking, key);
        outcome.success().map(Booking::fee).ifPresent(fee -> DearerException.check(fee, most));
        return outcome;
    }

    /** Cancels a booking on behalf of who runs the hotel, which costs nothing. */
    public CancelOutcome cancel(Actor actor, BookingId booking, String key) {
        CancelOutcome outcome = joined().bookings().withKey(key).cancel(actor, booking);
        outcome.success().ifPresent(cancelled -> settle(cancelled, 0));
        return outcome;
    }

    /** Notes that a guest has not come. */
    public StatusOutcome noShow(Actor actor, BookingId booking, String key) {
        StatusOutcome outcome = joined().frontDesk().withKey(key).noShow(actor, booking);
        outcome.success().ifPresent(missed -> settle(missed, 0));
        return outcome;
    }

    /** How many points a guest has. */
    @Transactional(readOnly = true)
    public int points(UserId guest) {
        return entries.pointsOf(guest.value());
    }

    /**
     * Has a booking be worth so many points. Who sends a request twice is shown the booking as the first one left it: what
     * was settled since then stays as it is.
     */
    private void settle(Booking booking, int worth) {
        LoyaltyEntry.Standing now = entries.standingOf(booking.id().value());
        if (now.version() < booking.version() && now.points() != worth) {
            entries.save(new LoyaltyEntry(booking, (int) (worth - now.points()), clock.instant()));
        }
    }

    /** The library, in the transaction that Spring has opened. */
    private Innkeeper joined() {
        return innkeeper.in(storage.join(entityManager).afterCommit(Reservations::afterCommit));
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
