package io.innkeeper.booking.examples.faults.fault;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.load.Load;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import io.innkeeper.booking.jpa.JpaStorage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A thousand guests want a connection each of a server that has fifty for all, beside those who are there already. */
public final class TooManyConnections implements Fault {

    private static final int WANTED = 1_000;
    private static final int ALLOWED = 50;
    private static final int ANSWERS = 5_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    @Override
    public Setup setup() {
        // For the usual deadline, and as long for the server to answer as there is at least.
        return Setup.usual().answeredWithin(Setup.usual().answerWithin().plusSeconds(3));
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
            stand.note("of " + ANSWERS + " answers " + (stand.journal().failed() - failedBefore)
                    + " were that too much is asked for at present");
            crowd.stop().ifPresent(left -> stand.complain(Finding.Kind.LATE, left));
        } finally {
            stand.execute("set global max_connections = " + usual);
        }
    }
}
