package io.innkeeper.booking.examples.embedding.spring;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.TooFewPointsException;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import jakarta.persistence.EntityManager;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Points and bookings in one transaction of Spring's. */
@Service
class SpringLoyalty implements Loyalty {

    private final LoyaltyAccounts accounts;
    private final EntityManager entityManager;
    private final JpaStorage storage;
    private final Innkeeper innkeeper;

    SpringLoyalty(LoyaltyAccounts accounts, EntityManager entityManager, JpaStorage storage, Innkeeper innkeeper) {
        this.accounts = accounts;
        this.entityManager = entityManager;
        this.storage = storage;
        this.innkeeper = innkeeper;
    }

    @Override
    @Retryable(TransactionLostException.class) // all of it, in a new transaction
    @Transactional
    public BookingOutcome pay(BookingRequest request, int points) {
        LoyaltyAccount account = accounts.findById(request.user().value()).orElseThrow();
        account.add(-points);
        BookingOutcome outcome = innkeeper
                .in(storage.join(entityManager).afterCommit(SpringLoyalty::afterCommit))
                .bookings()
                .book(request);
        if (outcome instanceof Booked booked) {
            TooFewPointsException.check(booked.booking(), points);
        } else {
            account.add(points + CONSOLATION);
        }
        return outcome;
    }

    /** Has something done once the transaction is committed. */
    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    @Override
    public void enrol(UserId guest, int points) {
        accounts.save(new LoyaltyAccount(guest.value(), points));
    }

    @Override
    public int points(UserId guest) {
        return accounts.findById(guest.value()).orElseThrow().points();
    }

    @Override
    public Innkeeper innkeeper() {
        return innkeeper;
    }
}
