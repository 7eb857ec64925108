package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Stand;
import io.innkeeper.booking.jpa.server.CommitProxy.Cut;
import java.util.concurrent.TimeUnit;

/** Waits for what happens to the next COMMIT. */
final class Commits {

    private Commits() {}

    static void meet(Stand stand, Cut cut) throws InterruptedException {
        int before = stand.proxy().cuts();
        stand.proxy().cutNext(cut);
        while (stand.proxy().cuts() == before) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        stand.injected(cut.name());
    }
}
