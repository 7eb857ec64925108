package io.innkeeper.booking.account;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a bounded number of hashes be computed at once; others queue in the order in which they came. */
final class BoundedHasher implements PasswordHasher {

    private final PasswordHasher hasher;
    private final int concurrentHashes;
    private final Semaphore permits;

    BoundedHasher(PasswordHasher hasher, int concurrentHashes) {
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
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    @Override
    public String toString() {
        return hasher + ", at most " + concurrentHashes + " at once";
    }
}
