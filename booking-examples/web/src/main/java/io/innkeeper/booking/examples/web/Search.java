package io.innkeeper.booking.examples.web;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.jpa.JpaStorage;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the pages of a city look for free rooms: at replicas of the database, if there are any. What they show may then be older
 * than what the writer has, by as much as a replica is behind. That sells nothing twice, since booking is always the writer's: who
 * wants a room that has just gone is told so and shown what comes nearest, as anybody is who was not fast enough.
 */
@Component
public class Search implements AutoCloseable {

    private final Availability availability;
    private final @Nullable Innkeeper replicas;
    private final @Nullable HikariDataSource pool;

    /** With the pool's settings for the writer, but for the URL and the size. */
    Search(Innkeeper innkeeper, DataSource dataSource, Clock clock, @Value("${innkeeper.reader.url:}") String url)
            throws SQLException {
        if (url.isBlank()) {
            availability = innkeeper.availability();
            replicas = null;
            pool = null;
        } else {
            HikariDataSource writer = dataSource.unwrap(HikariDataSource.class);
            HikariConfig config = new HikariConfig();
            writer.copyStateTo(config);
            config.setPoolName("replicas");
            config.setJdbcUrl(url);
            config.setReadOnly(true);
            config.setMaximumPoolSize((writer.getMaximumPoolSize() + 1) / 2);
            pool = new HikariDataSource(config);
            replicas = Innkeeper.builder()
                    .storage(JpaStorage.open(pool))
                    .clock(clock)
                    .build();
            availability = replicas.availability();
        }
    }

    /** What is free, to be shown and not to be relied upon. */
    public Availability availability() {
        return availability;
    }

    @Override
    public void close() {
        if (replicas != null) {
            replicas.close();
        }
        if (pool != null) {
            pool.close();
        }
    }
}
