package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;

/** All servers of a cluster are killed at once, and started again from the one that has the most. */
public final class KillCluster implements Fault {

    private final Cluster cluster;

    /** Of this cluster. */
    public KillCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void inject(Stand stand) throws IOException {
        cluster.killAll();
        stand.injected("kill -9 of all servers");
        cluster.recover();
    }
}
