package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;

/** The wire is cut at a COMMIT: on the way there, or on the way back. */
public final class CutCommit implements Fault {

    private final Cut cut;

    /** Cuts so. */
    public CutCommit(Cut cut) {
        this.cut = cut;
    }

    @Override
    public Setup setup() {
        return Setup.usual().inQuickSuccession();
    }

    @Override
    public void inject(Stand stand) throws InterruptedException {
        Commits.meet(stand, cut);
    }
}
