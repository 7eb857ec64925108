package io.innkeeper.booking.jpa.internal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The only class that knows Flyway, which may be missing: it is not even loaded unless someone migrates. */
final class FlywayMigration {

    private static final String LOCATION = "classpath:META-INF/innkeeper/schema";

    /** A table of our own, so that a host's own migrations and ours do not see each other. */
    private static final String HISTORY = "innkeeper_schema_history";

    private FlywayMigration() {}

    /** A host's tables may be there already: version 0 stands for them, so that ours begins with 1. */
    static void run(DataSource dataSource) {
        try {
            Flyway.configure(FlywayMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(LOCATION)
                    .failOnMissingLocations(true)
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .baselineDescription("before Innkeeper")
                    .placeholderReplacement(false)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Failures.of("migrate the schema", e);
        }
    }
}
