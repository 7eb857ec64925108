package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.PersistenceProvider;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A persistence unit of Hibernate ORM, which is known by nothing but the names of its provider and its settings. */
final class Hibernate {

    /** What Jakarta Persistence knows it by. */
    static final String PROVIDER = "org.hibernate.jpa.HibernatePersistenceProvider";

    private Hibernate() {}

    static EntityManagerFactory open(DataSource dataSource, ClassLoader loader) {
        PersistenceConfiguration unit = new PersistenceConfiguration("innkeeper-" + UUID.randomUUID())
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .sharedCacheMode(SharedCacheMode.NONE)
                .validationMode(ValidationMode.NONE)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("hibernate.classLoaders", List.of(loader))
                // Over MySQL's driver MariaDB answers what it would ask first with an error.
                .property("hibernate.boot.allow_jdbc_metadata_access", false)
                // Many rooms that are added at once are few statements.
                .property("hibernate.jdbc.batch_size", 100)
                // Each is thrown as well, many are ordinary answers, and some name an e-mail address.
                .property("hibernate.jdbc.log.errors", false)
                .property("hibernate.jdbc.log.warnings", false)
                .property("hibernate.type.preferred_uuid_jdbc_type", "BINARY");
        setServer(unit, dataSource);
        PersistenceUnit.ENTITIES.forEach(unit::managedClass);
        return provider(loader).createEntityManagerFactory(unit);
    }

    /** MySQL and MariaDB know different forms of FOR UPDATE. */
    private static void setServer(PersistenceConfiguration unit, DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData server = connection.getMetaData();
            boolean mariaDb = server.getDatabaseProductVersion().contains("MariaDB");
            unit.property("jakarta.persistence.database-product-name", mariaDb ? "MariaDB" : "MySQL")
                    .property("jakarta.persistence.database-product-version", server.getDatabaseProductVersion())
                    .property("jakarta.persistence.database-major-version", server.getDatabaseMajorVersion())
                    .property("jakarta.persistence.database-minor-version", server.getDatabaseMinorVersion());
        } catch (SQLException e) {
            throw Failures.of("connect to the database", e);
        }
    }

    private static PersistenceProvider provider(ClassLoader loader) {
        try {
            return Class.forName(PROVIDER, true, loader)
                    .asSubclass(PersistenceProvider.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Hibernate ORM cannot be started: " + e, e);
        }
    }
}
