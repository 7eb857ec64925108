package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.jpa.JpaStorage;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Makes the tables of the library and of the application, or brings them up to this version, and ends: for an account that may,
 * where the one that the application runs with may not. Not found by looking for components, so no part of the application.
 */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(DatabaseConfiguration.class)
public final class Migration {

    private Migration() {}

    /** Takes the settings that the application takes. Throws, and so ends with another status than 0, if it cannot be done. */
    public static void main(String[] args) {
        run(context -> {}, "--spring.flyway.enabled=true");
    }

    static void run(ApplicationContextInitializer<ConfigurableApplicationContext> more, String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Migration.class)
                .web(WebApplicationType.NONE)
                .initializers(more)
                .run(arguments)) {
            JpaStorage.migrate(context.getBean(DataSource.class));
        }
    }
}
