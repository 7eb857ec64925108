package io.innkeeper.booking.account;

import io.innkeeper.booking.OverloadedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a bounded number of hashes be computed at once; others queue in the order in which they came, for a limited time. */
final class BoundedHasher implements PasswordHasher {

    /** About as long as anybody waits to be logged in; so many as wait for longer are an attack, or too much. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final PasswordHasher hasher;
    private final Duration longestWait;
    private final int concurrentHashes;
    private final Semaphore permits;

    BoundedHasher(PasswordHasher hasher, int concurrentHashes) {
        this(hasher, concurrentHashes, LONGEST_WAIT);
    }

    /** With a time of a test's choice. */
    BoundedHasher(PasswordHasher hasher, int concurrentHashes, Duration longestWait) {
        this.longestWait = longestWait;
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        if (concurrentHashes < 1) {
            throw new IllegalArgumentException("at least one hash at a time, not " + concurrentHashes);
        }
        this.concurrentHashes = concurrentHashes;
        this.permits = new Semaphore(concurrentHashes, true);
    }

    @Override
    public String hash(String password) {
        return withPermit(() -> hasher.hash(password));
    }

    @Override
    public boolean matches(String password, String encoded) {
        // Nothing is computed for a text that is not recognised, so it need not wait.
        return hasher.recognises(encoded) && withPermit(() -> hasher.matches(password, encoded));
    }

    @Override
    public boolean recognises(String encoded) {
        return hasher.recognises(encoded);
    }

    @Override
    public boolean isOutdated(String encoded) {
        return hasher.isOutdated(encoded);
    }

    private <T> T withPermit(Supplier<T> work) {
        if (!acquire()) {
            throw new OverloadedException(
                    "no password could be hashed within " + longestWait + ": " + permits.getQueueLength()
                            + " others wait, and " + concurrentHashes + " are hashed at once",
                    null);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    /** Whoever interrupts the thread finds it interrupted, and the password hashed. */
    private boolean acquire() {
        long end = System.nanoTime() + longestWait.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return permits.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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

    @Override
    public String toString() {
        return hasher + ", at most " + concurrentHashes + " at once";
    }
}
