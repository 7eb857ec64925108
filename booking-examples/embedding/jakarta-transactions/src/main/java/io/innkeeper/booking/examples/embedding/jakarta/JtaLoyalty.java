package io.innkeeper.booking.examples.embedding.jakarta;

import io.agroal.api.AgroalDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.examples.embedding.Loyalty;
import io.innkeeper.booking.examples.embedding.Story;
import io.innkeeper.booking.examples.embedding.TooFewPointsException;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.Server;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.function.Function;

/** Points and bookings in one transaction of a transaction manager. */
public final class JtaLoyalty implements Loyalty, AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Platform platform;
    private final EntityManagerFactory entities;
    private final JpaStorage storage;
    private final Innkeeper innkeeper;

    JtaLoyalty(String url, String user, String password, BookingListener listener) throws Exception {
        platform = Platform.of(url, user, password);
        AgroalDataSource pool = platform.pool();
        JpaStorage.migrate(pool);
        storage = JpaStorage.open(pool);
        innkeeper = Innkeeper.builder().storage(storage).listener(listener).build();
        entities = platform.entities(LoyaltyAccount.class);
    }

    public static void main(String[] args) throws Exception {
        try (Server server = Server.namedOrEmbedded();
                JtaLoyalty loyalty = new JtaLoyalty(server.url(), server.user(), server.password(), Story::toldOf)) {
            Story.tell(loyalty);
        }
    }

    @Override
    public BookingOutcome pay(BookingRequest request, int points) throws Exception {
        return inTransaction(em -> {
            LoyaltyAccount account =
                    em.find(LoyaltyAccount.class, request.user().value());
            account.add(-points);
            BookingOutcome outcome = innkeeper
                    .in(storage.join(em).afterCommit(this::afterCommit))
                    .bookings()
                    .book(request);
            if (outcome instanceof Booked booked) {
                TooFewPointsException.check(booked.booking(), points);
            } else {
                account.add(points + CONSOLATION);
            }
            return outcome;
        });
    }

    /** Has something done once the transaction is committed, whoever commits it. */
    private void afterCommit(Runnable action) {
        platform.registry().registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }

    /** What {@code @Transactional} does where there is a container. */
    private <T> T inTransaction(Function<EntityManager, T> work) throws Exception {
        for (int attempt = 1; ; attempt++) {
            platform.manager().begin();
            try (EntityManager em = entities.createEntityManager()) {
                T result = work.apply(em);
                platform.manager().commit();
                return result;
            } catch (TransactionLostException e) {
                // Only the host knows all that it did, so only the host can do all of it again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } finally {
                if (platform.manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
                    platform.manager().rollback();
                }
            }
        }
    }

    @Override
    public void enrol(UserId guest, int points) throws Exception {
        inTransaction(em -> {
            em.persist(new LoyaltyAccount(guest.value(), points));
            return guest;
        });
    }

    @Override
    public int points(UserId guest) throws Exception {
        return inTransaction(em -> em.find(LoyaltyAccount.class, guest.value()).points());
    }

    @Override
    public Innkeeper innkeeper() {
        return innkeeper;
    }

    @Override
    public void close() {
        entities.close();
        innkeeper.close();
        platform.close();
    }
}
