package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.persistence.config.BatchWriting;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetDatabase;
import org.eclipse.persistence.internal.jpa.deployment.SEPersistenceUnitInfo;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A persistence unit of EclipseLink. The only class but {@link EclipseLinkLog} that knows it, so that it need not be there.
 *
 * <p>Jakarta Persistence's own {@code PersistenceConfiguration} is not used, because of what EclipseLink 5.0.0 makes of it:
 * it remembers every configuration by name for good, and answers with the first one's data source when a name comes
 * again; it loads classes by the thread's context class loader, whatever the configuration says; it reads every
 * persistence.xml of the host first; and it refuses code that is not in a plain jar or folder, such as the nested jars of
 * an executable one.
 */
final class EclipseLink {

    private EclipseLink() {}

    static EntityManagerFactory open(DataSource dataSource, ClassLoader loader) {
        // The provider keeps one session per name and process, so each factory has a name of its own.
        String name = "innkeeper-" + UUID.randomUUID();
        SEPersistenceUnitInfo unit = new SEPersistenceUnitInfo();
        unit.setPersistenceUnitName(name);
        unit.setPersistenceProviderClassName(PersistenceProvider.class.getName());
        unit.setNonJtaDataSource(dataSource);
        unit.setManagedClassNames(
                PersistenceUnit.ENTITIES.stream().map(Class::getName).toList());
        unit.setSharedCacheMode("NONE");
        unit.setValidationMode("NONE");
        unit.setClassLoader(loader);
        unit.setPersistenceUnitRootUrl(nowhere());

        Map<String, Object> properties = new HashMap<>();
        properties.put(PersistenceUnitProperties.ECLIPSELINK_SE_PUINFO, unit);
        properties.put(PersistenceUnitProperties.CLASSLOADER, loader);
        properties.put(PersistenceUnitProperties.SESSION_NAME, name);
        properties.put(PersistenceUnitProperties.TARGET_DATABASE, TargetDatabase.MySQL);
        properties.put(PersistenceUnitProperties.WEAVING, "false");
        // Many rooms that are added at once are few statements.
        properties.put(PersistenceUnitProperties.BATCH_WRITING, BatchWriting.JDBC);
        properties.put(PersistenceUnitProperties.DDL_GENERATION, PersistenceUnitProperties.NONE);
        properties.put(PersistenceUnitProperties.DEPLOY_ON_STARTUP, "true");
        properties.put(PersistenceUnitProperties.SESSION_CUSTOMIZER, (SessionCustomizer) EclipseLink::customize);

        return new PersistenceProvider().createEntityManagerFactory(name, properties);
    }

    /** Else what a transaction reads before it writes would be read on other connections, and not be locked. */
    static void beginNow(EntityManager em) {
        em.unwrap(Connection.class);
    }

    /**
     * The log is set here and not by a property, since a property replaces the log of every other session in the process
     * as well. Reads are not tried again behind our back: that would hide for how long the server was away.
     */
    private static void customize(Session session) {
        session.setSessionLog(new EclipseLinkLog());
        DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
        login.setQueryRetryAttemptCount(0);
        login.setConnectionHealthValidatedOnError(false); // it would send a statement after each failure
    }

    /**
     * The root of a persistence unit, in which the provider looks for mapping files: here a place that has none, so that it
     * opens no archive and finds nothing of the host's.
     */
    private static URL nowhere() {
        try {
            return new URL(null, "innkeeper:/", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) throws IOException {
                    throw new FileNotFoundException(url.toString());
                }
            });
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
