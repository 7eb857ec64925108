package io.innkeeper.booking.tck;

import io.innkeeper.booking.inventory.InventoryChange;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops whoever completes a change, in the middle of its transaction, until the test lets go. */
final class Hold implements AutoCloseable {

    private static final long SECONDS = 60;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** The change with the hold in it. */
    InventoryChange in(InventoryChange change) {
        return Changes.first(this::stop, change);
    }

    /** Not to be ended by an interruption: it is the strategy that is tested for that, and not this. */
    private void stop() {
        reached.countDown();
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try {
            while (true) {
                try {
                    if (!letGo.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new IllegalStateException("the test did not let go within " + SECONDS + " s");
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns once somebody is stopped.
     *
     * @throws AssertionError if nobody is within a minute
     */
    void awaitReached() throws InterruptedException {
        if (!reached.await(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody completed the change within " + SECONDS + " s");
        }
    }

    /** Lets go of whoever is stopped, and stops nobody any more. */
    void letGo() {
        letGo.countDown();
    }

    /** Lets go, whatever became of the test. */
    @Override
    public void close() {
        letGo();
    }
}
