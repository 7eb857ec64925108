/**
 * Innkeeper's storage on Jakarta Persistence, for MySQL.
 *
 * <p>Begin at {@link io.innkeeper.booking.jpa.JpaStorage}.
 */
module io.innkeeper.booking.jpa {
    requires com.github.benmanes.caffeine;
    requires com.zaxxer.hikari;
    requires transitive io.innkeeper.booking;
    requires jakarta.persistence;
    requires transitive java.sql;
    requires org.eclipse.persistence.core;
    requires org.eclipse.persistence.jpa;
    requires static transitive org.jspecify;
    requires org.slf4j;

    // The persistence provider cannot read entities without it, but does not say so itself.
    requires org.objectweb.asm.commons;

    // Optional: migrating says clearly when it is missing.
    requires static flyway.core;

    exports io.innkeeper.booking.jpa;

    // The persistence provider reads and fills the fields of entities.
    opens io.innkeeper.booking.jpa.internal to
            org.eclipse.persistence.core,
            org.eclipse.persistence.jpa;
}
