package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.server.SmallDisk;
import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;

/** The server's disk is full until several have been told, or have waited in vain; then there is room again. */
public final class FullDisk implements Fault {

    private static final int ANSWERS_IN_VAIN = 8;

    private final SmallDisk disk;

    /** Of a server that has its data on this disk. */
    public FullDisk(SmallDisk disk) {
        this.disk = disk;
    }

    @Override
    public void inject(Stand stand) throws IOException, InterruptedException {
        disk.fill();
        try {
            stand.injected("disk full");
            stand.awaitInVain(ANSWERS_IN_VAIN);
        } finally {
            disk.free();
            if (!stand.isUp()) {
                stand.note("the server had ended by itself, and was started again");
                stand.servers().kill(0);
                stand.restart();
            }
        }
    }
}
