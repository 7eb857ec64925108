package io.innkeeper.booking.examples.faults.stand;

import io.innkeeper.booking.examples.faults.history.Checker;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.history.Verdict;
import io.innkeeper.booking.examples.faults.load.Load;
import io.innkeeper.booking.examples.faults.server.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** Has a fault happen some times while guests book, and judges what is written down of it. */
public final class Trial {

    /** Of what one server of a cluster has, another one knows by then. */
    private static final Duration LAG = Duration.ofSeconds(20);

    private Trial() {}

    /**
     * Does all of it.
     *
     * @param name of the fault
     * @param times how often it is to happen
     * @param seed of all that is chosen at random
     * @param history the file to write to, which is not there yet
     */
    public static Verdict run(String name, Fault fault, int times, Servers servers, long seed, Path history)
            throws Exception {
        Setup setup = fault.setup();
        Random random = new Random(seed);
        try (Journal journal = Journal.in(history)) {
            Duration longest = setup.longest();
            journal.write(Line.of(new Line.Begun(
                    name,
                    seed,
                    product(servers),
                    setup.eachServer() ? LAG.toNanos() / 1_000 : 0,
                    longest == null ? null : longest.toNanos() / 1_000)));
            try (Stand stand = Stand.build(servers, setup, journal, history, random)) {
                Load load = stand.startLoad();
                try {
                    stand.awaitAcknowledged(setup.between());
                    for (int i = 0; i < times; i++) {
                        stand.awaitAcknowledged(1 + random.nextInt(setup.between()));
                        fault.inject(stand);
                        stand.awaitAcknowledged(setup.between());
                        fault.mend(stand);
                    }
                } finally {
                    load.stop().ifPresent(left -> stand.complain(Finding.Kind.LATE, left));
                }
                fault.after(stand);
                stand.conclude();
            }
        }
        return Checker.check(Journal.read(history));
    }

    private static String product(Servers servers) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(servers.urls().get(0), servers.user(), servers.password())) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + version;
        }
    }
}
