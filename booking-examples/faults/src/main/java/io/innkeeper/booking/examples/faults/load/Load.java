package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.examples.faults.history.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Guests who go on until they are stopped. */
public final class Load {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Load() {}

    /**
     * Starts.
     *
     * @param applications what they use, each one of these
     * @param guests how many at once
     * @param seed of what they do
     */
    public static Load start(List<Innkeeper> applications, Journal journal, Scene scene, int guests, long seed) {
        Load load = new Load();
        Live live = new Live();
        List<Asking> asking = applications.stream()
                .map(innkeeper -> new Asking(innkeeper, journal))
                .toList();
        for (int i = 0; i < guests; i++) {
            Guest guest = new Guest(scene, live, asking.get(i % asking.size()), new Random(seed * 1_000 + i));
            load.threads.add(new Thread(
                    () -> {
                        while (!load.stopped) {
                            guest.step();
                        }
                    },
                    "guest-" + i));
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    /** Lets everybody come to an end. Says where somebody is who does not. */
    public Optional<String> stop() throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                return Optional.of(
                        thread.getName() + " does not come back from " + Arrays.toString(thread.getStackTrace()));
            }
        }
        return Optional.empty();
    }
}
