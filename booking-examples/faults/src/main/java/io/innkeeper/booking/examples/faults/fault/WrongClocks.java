package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Setup;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.time.Duration;

/** The clock of one application is an hour late, and that of another an hour early: holds still end in time, and no sooner. */
public final class WrongClocks implements Fault {

    @Override
    public Setup setup() {
        return Setup.usual().withClocks(Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(1));
    }

    @Override
    public void inject(Stand stand) throws InterruptedException {
        stand.injected("two clocks are an hour off");
        stand.awaitAcknowledged(500);
    }
}
