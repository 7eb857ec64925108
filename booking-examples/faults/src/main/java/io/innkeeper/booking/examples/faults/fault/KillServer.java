package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;

/** The one server is killed, and started again at once. */
public final class KillServer implements Fault {

    @Override
    public void inject(Stand stand) throws IOException {
        stand.servers().kill(0);
        stand.injected("kill -9 of the server");
        stand.restart();
    }
}
