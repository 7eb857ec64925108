package io.innkeeper.booking.examples.faults.fault;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import io.innkeeper.booking.examples.faults.load.Load;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import io.innkeeper.booking.jpa.JpaStorage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A thousand guests want a connection each of a server that has fifty for all, beside those who are there already. */
public final class TooManyConnections implements Fault {

    private static final int WANTED = 1_000;
    private static final int ALLOWED = 50;
    private static final int ANSWERS = 5_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    /** What has begun by the deadline is waited for, and a transaction of many waits for a connection and for others as well. */
    private static final Duration NEVER_LONGER = Duration.ofSeconds(30);

    @Override
    public Setup setup() {
        return Setup.usual().answeredWithin(NEVER_LONGER);
    }

    @Override
    public void inject(Stand stand) throws IOException, SQLException, InterruptedException {
        long usual = stand.number("select @@global.max_connections");
        stand.execute("set global max_connections = " + ALLOWED);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(stand.url());
        config.setUsername(stand.user());
        config.setPassword(stand.password());
        config.setMaximumPoolSize(WANTED);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(ANSWER_WITHIN.toMillis());
        try (HikariDataSource pool = new HikariDataSource(config);
                Innkeeper innkeeper = Innkeeper.builder()
                        .storage(JpaStorage.open(pool))
                        .passwordHasher(PasswordHasher.pbkdf2(1))
                        .answerWithin(ANSWER_WITHIN)
                        .build()) {
            Load crowd = Load.start(
                    List.of(innkeeper),
                    stand.journal(),
                    stand.scene(),
                    WANTED,
                    stand.random().nextLong());
            stand.injected(WANTED + " connections wanted, " + ALLOWED + " allowed");
            long failedBefore = stand.journal().failed();
            stand.awaitAnswered(ANSWERS);
            crowd.stop().ifPresent(left -> stand.complain(Finding.Kind.LATE, left));
            stand.note("of " + ANSWERS + " answers " + (stand.journal().failed() - failedBefore)
                    + " were that too much is asked for at present; the slowest took " + slowest(stand)
                    + " ms, and the deadline was " + ANSWER_WITHIN.toMillis());
        } finally {
            stand.execute("set global max_connections = " + usual);
        }
    }

    private static long slowest(Stand stand) throws IOException {
        Map<String, Long> asked = new HashMap<>();
        long slowest = 0;
        for (Line line : Journal.read(stand.history())) {
            Asked question = line.asked();
            Told answer = line.told();
            if (question != null) {
                asked.put(question.request() + question.attempt(), question.at());
            } else if (answer != null) {
                long since = requireNonNull(asked.get(answer.request() + answer.attempt()));
                slowest = Math.max(slowest, answer.at() - since);
            }
        }
        return slowest / 1_000;
    }
}
