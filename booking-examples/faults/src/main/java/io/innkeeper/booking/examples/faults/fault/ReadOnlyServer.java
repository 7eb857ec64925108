package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.IOException;
import java.sql.SQLException;

/** The server takes no writes any more, until somebody has been told so. */
public final class ReadOnlyServer implements Fault {

    private static final int TOLD = 3;

    @Override
    public void inject(Stand stand) throws IOException, SQLException, InterruptedException {
        stand.execute("set global read_only = on");
        try {
            stand.injected("read-only");
            stand.awaitFailed(TOLD);
        } finally {
            stand.execute("set global read_only = off");
        }
    }
}
