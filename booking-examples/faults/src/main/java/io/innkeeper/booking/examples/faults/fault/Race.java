package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Guests on three servers, each of which takes writes, are after the same rooms. No lock of one server is known to another, so that
 * the primary key alone stands between them.
 */
public final class Race implements Fault {

    private static final int ACKNOWLEDGED = 1_000;

    private final Cluster cluster;

    /** On this cluster. */
    public Race(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Setup setup() {
        return Setup.usual().onEachServer();
    }

    @Override
    public void inject(Stand stand) throws IOException, SQLException, InterruptedException {
        long before = stand.sum(cluster.conflicts());
        stand.injected("three servers take writes");
        stand.awaitAcknowledged(ACKNOWLEDGED);
        long conflicts = stand.sum(cluster.conflicts()) - before;
        stand.note(conflicts + " transactions were refused since another server had been first");
        if (conflicts == 0) {
            stand.complain(Finding.Kind.UNTRUE, "there was no race");
        }
    }

    @Override
    public void after(Stand stand) throws SQLException, InterruptedException {
        stand.note("with row locks and without the primary key, " + new Unguarded(stand).soldTwice() + " of "
                + Unguarded.NIGHTS + " nights are sold twice on the same servers");
    }
}
