package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;

/** Another server of a cluster is told to take writes: the one that did becomes read-only, and goes on answering. */
public final class MovePrimary implements Fault {

    private final Cluster cluster;

    /** Of this cluster. */
    public MovePrimary(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void inject(Stand stand) throws IOException {
        int next = (cluster.primary() + 1) % cluster.urls().size();
        stand.injected("another server takes writes");
        cluster.lead(next);
    }
}
