/**
 * Innkeeper's storage on MySQL, with the provider, the pool and the helpers that it is tested with.
 *
 * <p>It has no code of its own. An application that requires it has all of them in its module graph; the JDBC driver and
 * Flyway come along as services.
 */
module io.innkeeper.booking.jpa.starter {
    requires transitive io.innkeeper.booking.jpa;

    // Read by the library where they are there, and there because of these lines.
    requires com.zaxxer.hikari;
    requires org.bouncycastle.provider;
    requires org.eclipse.persistence.jpa;
    requires org.hibernate.validator;

    // EclipseLink cannot read entities without it, but does not say so itself.
    requires org.objectweb.asm.commons;
}
