package io.innkeeper.booking.examples.faults.fault;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A COMMIT, or its answer, goes astray, and the connection stays as it is: whoever waits must be back within the socket time-out,
 * which is what is left until the deadline and at least two seconds, and one second more; and leave nothing behind.
 */
public final class SwallowCommit implements Fault {

    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);

    /** In which a server notices that a client is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cut cut;
    private Set<String> threadsBefore = Set.of();

    /** Swallows so. */
    public SwallowCommit(Cut cut) {
        this.cut = cut;
    }

    @Override
    public Setup setup() {
        return Setup.usual().oneGuest(SOCKET_TIMEOUT, SOCKET_TIMEOUT.plusSeconds(1));
    }

    @Override
    public void inject(Stand stand) throws InterruptedException {
        if (threadsBefore.isEmpty()) {
            threadsBefore = threads();
        }
        Commits.meet(stand, cut);
    }

    @Override
    public void after(Stand stand) throws IOException, SQLException, InterruptedException {
        Set<String> left = threads();
        left.removeAll(threadsBefore);
        if (!left.isEmpty()) {
            stand.complain(Finding.Kind.LATE, "these threads were left behind: " + left);
        }
        for (HikariDataSource pool : stand.pools()) {
            int active = pool.getHikariPoolMXBean().getActiveConnections();
            if (active > 0) {
                stand.complain(Finding.Kind.LATE, active + " connections were not given back");
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (atServer(stand) > pool.getHikariPoolMXBean().getTotalConnections()) {
                if (System.nanoTime() > end) {
                    stand.complain(
                            Finding.Kind.LATE,
                            "the server has " + atServer(stand) + " connections, and the pool "
                                    + pool.getHikariPoolMXBean().getTotalConnections());
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static long atServer(Stand stand) throws IOException, SQLException {
        return stand.number("select count(*) from information_schema.processlist where user = '" + stand.user() + "'");
    }

    /** But those of the wire, and of the pool, which come and go. */
    private static Set<String> threads() {
        Thread[] all = new Thread[Thread.activeCount() * 2 + 10];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .map(Thread::getName)
                .filter(name -> !name.equals("proxy") && !name.contains("HikariPool") && !name.contains("guest"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
