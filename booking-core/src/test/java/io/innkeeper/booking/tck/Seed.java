package io.innkeeper.booking.tck;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Where the random numbers of a test come from. The seed is printed, so that a failure can be replayed by
 * {@code -Dinnkeeper.tck.seed=...}; threads of their own get a {@link #random(int)} each.
 */
public final class Seed {

    /** The system property that gives the seed for a replay. */
    public static final String PROPERTY = "innkeeper.tck.seed";

    private final long value;

    private Seed(long value) {
        this.value = value;
    }

    /** A seed of its own for each run, or the one that the system property gives. */
    public static Seed of(String test) {
        Long given = Long.getLong(PROPERTY);
        long value = given != null ? given : new SplittableRandom().nextLong();
        System.out.println(test + ": to replay it, -D" + PROPERTY + "=" + value);
        return new Seed(value);
    }

    /** The random numbers of one thread; the same for the same number. */
    public Random random(int thread) {
        return new Random(value * 31 + thread);
    }

    @Override
    public String toString() {
        return "seed " + value;
    }
}
