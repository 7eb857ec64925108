/**
 * Innkeeper's storage on Jakarta Persistence, for MySQL.
 *
 * <p>Begin at {@link io.innkeeper.booking.jpa.JpaStorage}.
 */
module io.innkeeper.booking.jpa {
    requires com.github.benmanes.caffeine;
    requires transitive io.innkeeper.booking;
    requires transitive jakarta.persistence;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;

    // Of the host's choice: what is missing and needed is named when it is.
    requires static com.zaxxer.hikari;
    requires static flyway.core;
    requires static org.eclipse.persistence.core;
    requires static org.eclipse.persistence.jpa;

    exports io.innkeeper.booking.jpa;

    // The persistence provider, whichever that is, reads and fills the fields of entities.
    opens io.innkeeper.booking.jpa.internal;
}
