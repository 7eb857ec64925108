package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entities of this library on one data source, by whatever persistence provider the host has: EclipseLink, or Hibernate ORM
 * where that is the only one. It is made out of nothing but the data source: no persistence.xml, no look at the host's
 * persistence units, no schema generation, no shared cache. Safe for use by many threads.
 */
public final class PersistenceUnit implements AutoCloseable {

    static final List<Class<?>> ENTITIES =
            List.of(UserEntity.class, CredentialEntity.class, HotelEntity.class, RoomEntity.class);

    private static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

    private final TidyDataSource dataSource;
    private final EntityManagerFactory factory;
    private final Consumer<EntityManager> beginNow;

    private PersistenceUnit(TidyDataSource dataSource, EntityManagerFactory factory, Consumer<EntityManager> beginNow) {
        this.dataSource = dataSource;
        this.factory = factory;
        this.beginNow = beginNow;
    }

    /**
     * Starts the provider.
     *
     * @throws StorageException if there is none, or it does not start
     */
    static PersistenceUnit open(TidyDataSource dataSource) {
        ClassLoader loader = PersistenceUnit.class.getClassLoader();
        // What the provider does not load by our class loader it loads by this one.
        Thread thread = Thread.currentThread();
        ClassLoader hosts = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            if (isThere(ECLIPSELINK, loader)) {
                return new PersistenceUnit(dataSource, EclipseLink.open(dataSource, loader), EclipseLink::beginNow);
            }
            if (isThere(Hibernate.PROVIDER, loader)) {
                return new PersistenceUnit(dataSource, Hibernate.open(dataSource, loader), em -> {});
            }
        } catch (RuntimeException e) {
            throw Failures.of("start the persistence provider", e);
        } finally {
            thread.setContextClassLoader(hosts);
        }
        throw new StorageException(
                "There is no persistence provider: org.eclipse.persistence:org.eclipse.persistence.jpa (which"
                        + " booking-jpa-starter brings) or org.hibernate.orm:hibernate-core must be on the path",
                null);
    }

    private static boolean isThere(String type, ClassLoader loader) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    EntityManager newEntityManager() {
        return factory.createEntityManager();
    }

    /** Begins a transaction, in which from the first statement on all are on one connection. */
    void begin(EntityManager em) {
        em.getTransaction().begin();
        beginNow.accept(em);
    }

    /**
     * Has whatever this thread does with entity managers happen on a connection that is in a transaction already, until it is
     * closed: they read, lock and write there and nowhere else, and can neither end that transaction nor close the connection
     * or change how it is set. It costs no statement.
     */
    TidyDataSource.Joining join(Connection connection) {
        return dataSource.join(connection);
    }

    /** Has what this thread looks up by entity managers wait no longer than until a deadline. */
    <T> T within(Deadline deadline, Supplier<T> work) {
        return dataSource.within(deadline, work);
    }

    /** By when this thread wants what it looks up, if it has said so. */
    @Nullable
    Deadline deadline() {
        return dataSource.deadline();
    }

    @Override
    public void close() {
        factory.close();
    }
}
