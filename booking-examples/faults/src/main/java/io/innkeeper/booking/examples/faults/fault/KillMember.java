package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;

/** The server of a cluster that is in use is killed, and started again once another one has taken over. */
public final class KillMember implements Fault {

    private final Cluster cluster;
    private int killed = -1;

    /** Of this cluster. */
    public KillMember(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void inject(Stand stand) throws IOException {
        // Where each takes writes, callers go on to the next in turn.
        killed = cluster.allTakeWrites() ? (killed + 1) % cluster.urls().size() : cluster.primary();
        cluster.kill(killed);
        stand.injected("kill -9 of the server in use");
    }

    @Override
    public void mend(Stand stand) throws IOException {
        cluster.restart(killed);
    }
}
