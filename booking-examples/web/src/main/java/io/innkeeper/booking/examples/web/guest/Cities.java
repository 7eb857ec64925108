package io.innkeeper.booking.examples.web.guest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cities with the most hotels, to be suggested to whoever searches; a few minutes old. */
@Component
class Cities {

    private static final Duration KEEP = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Known known = new Known(List.of(), Instant.MIN);

    private record Known(List<String> cities, Instant asOf) {}

    Cities(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<String> most() {
        Instant now = clock.instant();
        Known last = known;
        if (!last.cities().isEmpty() && now.isBefore(last.asOf().plus(KEEP))) {
            return last.cities();
        }
        Known read = new Known(read(), now);
        known = read;
        return read.cities();
    }

    private List<String> read() {
        return jdbc.sql(
                        "select min(city) from hotel where closed = false group by city_key order by count(*) desc, city_key"
                                + " limit 200")
                .query(String.class)
                .list();
    }
}
