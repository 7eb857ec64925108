package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManagerFactory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetDatabase;
import org.eclipse.persistence.internal.jpa.deployment.SEPersistenceUnitInfo;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Makes the entity manager factory, out of nothing but a data source: no persistence.xml, no discovery of providers, no
 * look at the host's persistence units, no weaving, no schema generation, no shared cache.
 *
 * <p>Jakarta Persistence's own {@code PersistenceConfiguration} is not used, because of what EclipseLink 5.0.0 makes of it:
 * it remembers every configuration by name for good, and answers with the first one's data source when a name comes
 * again; it loads classes by the thread's context class loader, whatever the configuration says; it reads every
 * persistence.xml of the host first; and it refuses code that is not in a plain jar or folder, such as the nested jars of
 * an executable one.
 */
final class PersistenceUnit {

    private static final List<Class<?>> ENTITIES =
            List.of(UserEntity.class, CredentialEntity.class, HotelEntity.class, RoomEntity.class);

    private PersistenceUnit() {}

    static EntityManagerFactory open(DataSource dataSource) {
        // The provider keeps one session per name and process, so each factory has a name of its own.
        String name = "innkeeper-" + UUID.randomUUID();
        ClassLoader loader = PersistenceUnit.class.getClassLoader();
        SEPersistenceUnitInfo unit = new SEPersistenceUnitInfo();
        unit.setPersistenceUnitName(name);
        unit.setPersistenceProviderClassName(PersistenceProvider.class.getName());
        unit.setNonJtaDataSource(dataSource);
        unit.setManagedClassNames(ENTITIES.stream().map(Class::getName).toList());
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
        properties.put(PersistenceUnitProperties.DDL_GENERATION, PersistenceUnitProperties.NONE);
        properties.put(PersistenceUnitProperties.DEPLOY_ON_STARTUP, "true");
        properties.put(PersistenceUnitProperties.SESSION_CUSTOMIZER, (SessionCustomizer) PersistenceUnit::customize);

        // What the provider does not load by our class loader it loads by this one.
        Thread thread = Thread.currentThread();
        ClassLoader hosts = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return new PersistenceProvider().createEntityManagerFactory(name, properties);
        } catch (RuntimeException e) {
            throw Failures.of("start the persistence provider", e);
        } finally {
            thread.setContextClassLoader(hosts);
        }
    }

    /**
     * The log is set here and not by a property, since a property replaces the log of every other session in the process
     * as well. Reads are not tried again behind our back: that would hide for how long the server was away.
     */
    private static void customize(Session session) {
        session.setSessionLog(new EclipseLinkLog());
        ((DatabaseLogin) session.getDatasourceLogin()).setQueryRetryAttemptCount(0);
        // Else the 51st entity manager that joins a transaction waits without a limit for one of fifty to close, which
        // may
        // be waiting for rows that it has locked.
        ((ServerSession) session).setMaxNumberOfNonPooledConnections(ServerSession.NO_MAX);
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
