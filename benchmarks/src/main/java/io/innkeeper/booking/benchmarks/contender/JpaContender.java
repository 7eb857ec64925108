package io.innkeeper.booking.benchmarks.contender;

import com.github.f4b6a3.uuid.UuidCreator;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.benchmarks.contender.Rows.NewBooking;
import io.innkeeper.booking.benchmarks.contender.entity.BookingRow;
import io.innkeeper.booking.benchmarks.contender.entity.EventRow;
import io.innkeeper.booking.benchmarks.contender.entity.HotelRow;
import io.innkeeper.booking.benchmarks.contender.entity.NightRow;
import io.innkeeper.booking.benchmarks.contender.entity.RoomRow;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Booking with entities, as a service method with {@code @Transactional} and Spring Data repositories does it, without
 * Spring around it: a look for a free room in JPQL, {@code persist} of the booking, its nights and its event, COMMIT. Ids
 * are made by the application, so {@code persist} reads nothing; inserts are batched, which Connector/J makes one statement
 * for all nights.
 */
final class JpaContender implements Contender {

    private static final int ATTEMPTS = 20;

    private static final int CANDIDATES = 50;

    private static final String FREE_ROOMS = """
            select r from RoomRow r
            where r.hotelId = :hotel and r.type = :type and r.closed = false
              and not exists (select n from NightRow n
                              where n.key.roomId = r.id and n.key.night >= :arrival and n.key.night < :departure)""";

    private static final String THIS_ROOM = """
            select r from RoomRow r
            where r.id = :room and r.closed = false
              and not exists (select n from NightRow n
                              where n.key.roomId = r.id and n.key.night >= :arrival and n.key.night < :departure)""";

    /** Who makes statements of entities. */
    enum Provider {
        /**
         * Hibernate ORM 7. Auto-commit is off in the pool and Hibernate knows it, so it asks for nothing but the statements of
         * the transaction.
         */
        HIBERNATE(false) {
            @Override
            EntityManagerFactory open(PersistenceConfiguration unit, DataSource pool, boolean mariaDb) {
                unit.property("hibernate.connection.datasource", pool)
                        // Asked for its metadata over MySQL's driver, MariaDB answers with an error.
                        .property("hibernate.boot.allow_jdbc_metadata_access", false)
                        .property(
                                "hibernate.dialect",
                                mariaDb ? "org.hibernate.dialect.MariaDBDialect" : "org.hibernate.dialect.MySQLDialect")
                        .property("hibernate.type.preferred_uuid_jdbc_type", "BINARY")
                        .property("hibernate.connection.provider_disables_autocommit", true)
                        .property("hibernate.jdbc.batch_size", 50)
                        .property("hibernate.order_inserts", true);
                return new org.hibernate.jpa.HibernatePersistenceProvider().createEntityManagerFactory(unit);
            }
        },

        /**
         * EclipseLink 5, with batch writing. It switches auto-commit off and on around each transaction, and reads that come
         * before the first lock or write have a connection of their own; so the pool commits by itself.
         */
        ECLIPSELINK(true) {
            @Override
            EntityManagerFactory open(PersistenceConfiguration unit, DataSource pool, boolean mariaDb) {
                unit.property("jakarta.persistence.nonJtaDataSource", pool)
                        .property("eclipselink.target-database", "MySQL")
                        .property("eclipselink.weaving", "false")
                        .property("eclipselink.jdbc.batch-writing", "JDBC")
                        .property("eclipselink.jdbc.batch-writing.size", "50")
                        .property("eclipselink.logging.level", "OFF");
                return new org.eclipse.persistence.jpa.PersistenceProvider().createEntityManagerFactory(unit);
            }
        };

        private final boolean autoCommit;

        Provider(boolean autoCommit) {
            this.autoCommit = autoCommit;
        }

        abstract EntityManagerFactory open(PersistenceConfiguration unit, DataSource pool, boolean mariaDb);
    }

    /** What keeps two callers apart. */
    enum Guard {
        /**
         * {@code find} of the hotel with PESSIMISTIC_WRITE, which is FOR UPDATE: one at a time for each hotel. Where a given
         * room is wanted, of the room.
         */
        PESSIMISTIC_WRITE,

        /**
         * {@code @Version} of the room, raised by OPTIMISTIC_FORCE_INCREMENT; whoever comes second has an
         * OptimisticLockException and begins again. Among {@value #CANDIDATES} free rooms it takes a random one: if all took
         * the first, most would be second.
         */
        VERSION
    }

    private final Guard guard;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final LongAdder retries = new LongAdder();
    private volatile @Nullable Supply supply;

    JpaContender(Site site, Provider provider, Guard guard) {
        this.guard = guard;
        this.pool = site.tuning().open(site, provider.autoCommit);
        this.factory = provider.open(unit(), pool, site.database().server().isMariaDb());
    }

    private static PersistenceConfiguration unit() {
        PersistenceConfiguration unit = new PersistenceConfiguration("benchmark-" + UUID.randomUUID());
        List.of(HotelRow.class, RoomRow.class, NightRow.class, NightRow.Key.class, BookingRow.class, EventRow.class)
                .forEach(unit::managedClass);
        return unit.transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .sharedCacheMode(SharedCacheMode.NONE)
                .validationMode(ValidationMode.NONE);
    }

    @Override
    public void prepare(Supply next) {
        supply = next;
    }

    @Override
    public Answer book(Wish wish) {
        Supply from = supply;
        if (from == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                retries.increment();
            }
            try (EntityManager entities = factory.createEntityManager()) {
                EntityTransaction transaction = entities.getTransaction();
                transaction.begin();
                try {
                    if (!attempt(entities, from, wish)) {
                        transaction.rollback();
                        return Answer.SOLD_OUT;
                    }
                    transaction.commit();
                    return Answer.BOOKED;
                } catch (PersistenceException e) {
                    if (transaction.isActive()) {
                        transaction.rollback();
                    }
                    if (!othersWereInTheWay(e)) {
                        throw e;
                    }
                }
            }
        }
        return Answer.GAVE_UP;
    }

    private static boolean othersWereInTheWay(PersistenceException thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof OptimisticLockException
                    || (e instanceof SQLException sql && JdbcContender.othersWereInTheWay(sql))) {
                return true;
            }
        }
        return false;
    }

    private boolean attempt(EntityManager entities, Supply from, Wish wish) {
        Supply.House house = from.hotels().get(wish.hotel());
        if (guard == Guard.PESSIMISTIC_WRITE) {
            if (wish.anyRoom()) {
                entities.find(HotelRow.class, house.id(), LockModeType.PESSIMISTIC_WRITE);
            } else {
                entities.find(RoomRow.class, house.rooms().get(wish.room()), LockModeType.PESSIMISTIC_WRITE);
            }
        }
        List<RoomRow> free = free(entities, house, wish);
        if (free.isEmpty()) {
            return false;
        }
        RoomRow room = free.get(ThreadLocalRandom.current().nextInt(free.size()));
        if (guard == Guard.VERSION) {
            entities.lock(room, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
        }
        persist(entities, NewBooking.of(from, wish, room.id()));
        return true;
    }

    private List<RoomRow> free(EntityManager entities, Supply.House house, Wish wish) {
        var query = entities.createQuery(wish.anyRoom() ? FREE_ROOMS : THIS_ROOM, RoomRow.class)
                .setParameter("arrival", wish.arrival())
                .setParameter("departure", wish.departure())
                .setMaxResults(guard == Guard.PESSIMISTIC_WRITE ? 1 : CANDIDATES);
        if (wish.anyRoom()) {
            query.setParameter("hotel", house.id()).setParameter("type", Supply.ROOM_TYPE);
        } else {
            query.setParameter("room", house.rooms().get(wish.room()));
        }
        return query.getResultList();
    }

    private static void persist(EntityManager entities, NewBooking made) {
        BookingRow booking = new BookingRow(
                made.id(),
                made.guest(),
                made.hotel(),
                made.room(),
                made.arrival(),
                made.departure(),
                Supply.PARTY,
                made.total(),
                Supply.CURRENCY);
        entities.persist(booking);
        made.arrival().datesUntil(made.departure()).forEach(night -> entities.persist(new NightRow(booking, night)));
        String payload = made.payload();
        entities.persist(new EventRow(
                UuidCreator.getTimeOrderedEpoch(), booking, payload, Rows.requestKey(), Rows.fingerprint(payload)));
    }

    @Override
    public long retries() {
        return retries.sum();
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }
}
