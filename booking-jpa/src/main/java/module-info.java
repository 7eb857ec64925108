/**
 * Innkeeper's storage on Jakarta Persistence, for MySQL.
 *
 * <p>Begin at {@link io.innkeeper.booking.jpa.JpaStorage}.
 */
module io.innkeeper.booking.jpa {
    requires com.github.benmanes.caffeine;
    requires com.zaxxer.hikari;
    requires transitive io.innkeeper.booking;
    requires transitive jakarta.persistence;
    requires transitive java.sql;
    requires static org.eclipse.persistence.core;
    requires static org.eclipse.persistence.jpa;
    requires static transitive org.jspecify;
    requires org.slf4j;

    // Optional: migrating says clearly when it is missing.
    requires static flyway.core;

    exports io.innkeeper.booking.jpa;

    // The persistence provider, whichever that is, reads and fills the fields of entities.
    opens io.innkeeper.booking.jpa.internal;
}
