package io.innkeeper.booking.tck;

import io.innkeeper.booking.account.PasswordHasher;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a hasher is asked to compute, and how much of it at once. */
final class CountingHasher implements PasswordHasher {

    private final PasswordHasher hasher;
    private final AtomicInteger computed = new AtomicInteger();
    private final AtomicInteger computing = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    CountingHasher(PasswordHasher hasher) {
        this.hasher = hasher;
    }

    /** Hashes made and passwords compared since the last call. */
    int takeCount() {
        return computed.getAndSet(0);
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public String hash(String password) {
        begin();
        try {
            return hasher.hash(password);
        } finally {
            computing.decrementAndGet();
        }
    }

    @Override
    public boolean matches(String password, String encoded) {
        begin();
        try {
            return hasher.matches(password, encoded);
        } finally {
            computing.decrementAndGet();
        }
    }

    private void begin() {
        computed.incrementAndGet();
        mostAtOnce.accumulateAndGet(computing.incrementAndGet(), Math::max);
    }

    @Override
    public boolean recognises(String encoded) {
        return hasher.recognises(encoded);
    }

    @Override
    public boolean isOutdated(String encoded) {
        return hasher.isOutdated(encoded);
    }
}
