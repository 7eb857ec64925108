package io.innkeeper.booking.jpa;

import io.innkeeper.booking.JoinedTransaction;
import io.innkeeper.booking.jpa.server.TestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A host with a table {@code host_note} of its own, and transactions. */
interface Host extends AutoCloseable {

    /** In what way a host works with its database. */
    enum Kind {
        JDBC,
        ECLIPSELINK,
        HIBERNATE;

        /** Whether what it needs is on the class path, which has both providers, or one of them by intent. */
        boolean isThere() {
            try {
                Class.forName(
                        switch (this) {
                            case JDBC -> "java.sql.Connection";
                            case ECLIPSELINK -> "org.eclipse.persistence.jpa.PersistenceProvider";
                            case HIBERNATE -> "org.hibernate.jpa.HibernatePersistenceProvider";
                        });
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }

    /** A host on a database, where its table is made. */
    static Host of(Kind kind, TestServer.Database database) throws SQLException {
        database.execute("create table host_note (id int primary key, text varchar(100)) engine=InnoDB");
        return switch (kind) {
            case JDBC -> new Jdbc(database);
            case ECLIPSELINK ->
                new Jpa(
                        database,
                        new org.eclipse.persistence.jpa.PersistenceProvider(),
                        Map.of(
                                "eclipselink.target-database", "MySQL",
                                "eclipselink.weaving", "false",
                                "eclipselink.logging.level", "OFF"));
            case HIBERNATE ->
                new Jpa(
                        database,
                        new org.hibernate.jpa.HibernatePersistenceProvider(),
                        Map.of(
                                "hibernate.boot.allow_jdbc_metadata_access",
                                false,
                                "hibernate.dialect",
                                "org.hibernate.dialect.MySQLDialect"));
        };
    }

    /** Begins a transaction. */
    Transaction begin() throws SQLException;

    @Override
    void close();

    /** One of the host's transactions. */
    interface Transaction extends AutoCloseable {

        JoinedTransaction join(JpaStorage storage);

        /** Writes a row of the host's, as soon or late as the host does that. */
        void note(int id) throws SQLException;

        Connection connection();

        void commit() throws SQLException;

        void rollBack() throws SQLException;

        /** Rolls back if nothing else was said. */
        @Override
        void close() throws SQLException;
    }

    /** By JDBC alone. */
    record Jdbc(TestServer.Database database) implements Host {

        @Override
        public Transaction begin() throws SQLException {
            Connection connection = database.connection();
            connection.setAutoCommit(false);
            return new Transaction() {

                @Override
                public JoinedTransaction join(JpaStorage storage) {
                    return storage.join(connection);
                }

                @Override
                public void note(int id) throws SQLException {
                    try (PreparedStatement insert =
                            connection.prepareStatement("insert into host_note values (?, 'a note')")) {
                        insert.setInt(1, id);
                        insert.executeUpdate();
                    }
                }

                @Override
                public Connection connection() {
                    return connection;
                }

                @Override
                public void commit() throws SQLException {
                    connection.commit();
                }

                @Override
                public void rollBack() throws SQLException {
                    connection.rollback();
                }

                @Override
                public void close() throws SQLException {
                    connection.rollback();
                    connection.close();
                }
            };
        }

        @Override
        public void close() {}
    }

    /** By entity managers of a provider. */
    final class Jpa implements Host {

        private final EntityManagerFactory factory;

        private Jpa(
                TestServer.Database database,
                jakarta.persistence.spi.PersistenceProvider provider,
                Map<String, Object> settings) {
            PersistenceConfiguration unit = new PersistenceConfiguration("host-" + UUID.randomUUID())
                    .managedClass(HostNote.class)
                    .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                    .sharedCacheMode(SharedCacheMode.NONE)
                    .validationMode(ValidationMode.NONE)
                    .property("jakarta.persistence.nonJtaDataSource", database.dataSource());
            settings.forEach(unit::property);
            factory = provider.createEntityManagerFactory(unit);
        }

        /** One that is in no transaction. */
        EntityManager idle() {
            return factory.createEntityManager();
        }

        @Override
        public Transaction begin() {
            EntityManager em = factory.createEntityManager();
            em.getTransaction().begin();
            return new Transaction() {

                @Override
                public JoinedTransaction join(JpaStorage storage) {
                    return storage.join(em);
                }

                @Override
                public void note(int id) {
                    em.persist(new HostNote(id, "a note"));
                }

                @Override
                public Connection connection() {
                    Connection lent = em.callWithConnection((Connection found) -> found);
                    return lent != null ? lent : em.unwrap(Connection.class);
                }

                @Override
                public void commit() {
                    em.getTransaction().commit();
                }

                @Override
                public void rollBack() {
                    em.getTransaction().rollback();
                }

                @Override
                public void close() {
                    if (em.getTransaction().isActive()) {
                        em.getTransaction().rollback();
                    }
                    em.close();
                }
            };
        }

        @Override
        public void close() {
            factory.close();
        }
    }
}
