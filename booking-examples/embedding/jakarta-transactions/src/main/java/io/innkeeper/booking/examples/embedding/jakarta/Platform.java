package io.innkeeper.booking.examples.embedding.jakarta;

import com.mysql.cj.jdbc.MysqlXADataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.ValidationMode;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.hibernate.engine.transaction.jta.platform.internal.NarayanaJtaPlatform;
import org.hibernate.jpa.HibernatePersistenceProvider;

/** What an application server would give: a transaction manager, and a pool whose connections are part of its transactions. */
record Platform(TransactionManager manager, TransactionSynchronizationRegistry registry, AgroalDataSource pool)
        implements AutoCloseable {

    static Platform of(String url, String user, String password) throws SQLException {
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        TransactionSynchronizationRegistry registry =
                new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple();
        AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(10)
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(
                                factory -> factory.connectionProviderClass(MysqlXADataSource.class)
                                        .jdbcUrl(url)
                                        .principal(new NamePrincipal(user))
                                        .credential(new SimplePassword(password))));
        return new Platform(manager, registry, AgroalDataSource.from(settings));
    }

    /** A persistence unit of the host's, with its table. */
    EntityManagerFactory entities(Class<?> entity) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists loyalty"
                    + " (guest binary(16) primary key, points int not null, version int not null)");
        }
        PersistenceConfiguration unit = new PersistenceConfiguration("loyalty")
                .managedClass(entity)
                .transactionType(PersistenceUnitTransactionType.JTA)
                // The validator that Innkeeper brings comes without an expression language, which Hibernate wants of
                // it.
                .validationMode(ValidationMode.NONE)
                .property("jakarta.persistence.jtaDataSource", pool)
                .property("hibernate.transaction.jta.platform", NarayanaJtaPlatform.class)
                // Over MySQL's driver MariaDB, the embedded server, answers what Hibernate would ask first with an
                // error.
                .property("hibernate.boot.allow_jdbc_metadata_access", false)
                .property("jakarta.persistence.database-product-name", "MySQL");
        return new HibernatePersistenceProvider().createEntityManagerFactory(unit);
    }

    @Override
    public void close() {
        pool.close();
    }
}
