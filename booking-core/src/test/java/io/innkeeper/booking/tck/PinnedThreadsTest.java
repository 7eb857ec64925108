package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A check that finds nothing must be able to find something. */
@EnabledIfSystemProperty(named = CallerThreads.PROPERTY, matches = "true")
class PinnedThreadsTest {

    @Test
    void whoWaitsWhileTheJvmWaitsForItIsFound() throws IOException, InterruptedException {
        try (PinnedThreads watched = PinnedThreads.watch()) {
            Thread pinned = CallerThreads.of(() -> assertThat(Waiting.DONE).isTrue(), "pinned");
            pinned.start();
            pinned.join();

            assertThat(watched.all()).anyMatch(stack -> stack.contains("Waiting.<clinit>"));
        }
    }

    /** Waits when the JVM initializes it, which the thread cannot leave meanwhile. */
    private static final class Waiting {

        static final boolean DONE = isDone();

        private static boolean isDone() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            return true;
        }
    }

    @Test
    void whoJustWaitsIsNot() throws IOException, InterruptedException {
        try (PinnedThreads watched = PinnedThreads.watch()) {
            Thread waiting =
                    CallerThreads.of(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)), "waiting");
            waiting.start();
            waiting.join();

            assertThat(watched.stacks()).isEmpty();
        }
    }
}
