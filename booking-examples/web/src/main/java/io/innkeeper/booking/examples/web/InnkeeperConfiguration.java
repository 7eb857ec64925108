package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.micrometer.MicrometerBookingListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.MySqlJdbcIndexedSessionRepositoryCustomizer;

/** The library, on the application's own data source. */
@Configuration
class InnkeeperConfiguration {

    /** Closed with the Innkeeper that is on it. Makes the tables, unless {@link Migration} does so with another account. */
    @Bean(destroyMethod = "")
    JpaStorage innkeeperStorage(DataSource dataSource, @Value("${innkeeper.migrate:true}") boolean migrate) {
        if (migrate) {
            JpaStorage.migrate(dataSource);
        }
        return JpaStorage.open(dataSource);
    }

    @Bean
    Innkeeper innkeeper(JpaStorage storage, Clock clock, MeterRegistry meters, ObservationRegistry observations) {
        return Innkeeper.builder()
                .storage(storage)
                .clock(clock)
                .listener(MicrometerBookingListener.of(meters, observations))
                .build();
    }

    /** Of two requests of one session that write the same attribute at once, none fails. */
    @Bean
    MySqlJdbcIndexedSessionRepositoryCustomizer sessionsOfTwoRequestsAtOnce() {
        return new MySqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
