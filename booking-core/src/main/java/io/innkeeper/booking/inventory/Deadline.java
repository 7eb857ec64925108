package io.innkeeper.booking.inventory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The instant by which a request wants its answer, on the clock of this process that only goes forward. Sooner ones come
 * first.
 *
 * @param nanoTime the instant, by {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) implements Comparable<Deadline> {

    /** So that any two can be compared: the clock goes around every 584 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** So long from now, a hundred years at most; one that has passed if that is not positive. */
    public static Deadline after(Duration time) {
        Duration atLeast = time.isNegative() ? Duration.ZERO : time;
        Duration limited = atLeast.compareTo(LONGEST) < 0 ? atLeast : LONGEST;
        return new Deadline(System.nanoTime() + limited.toNanos());
    }

    /**
     * The last one of some changes: until then somebody wants an answer.
     *
     * @throws java.util.NoSuchElementException if there are none
     */
    public static Deadline latestOf(List<InventoryChange> changes) {
        return changes.stream()
                .map(InventoryChange::deadline)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What is left; zero or negative once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    /** Whether nothing is left. */
    public boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    @Override
    public int compareTo(Deadline other) {
        return Long.compare(nanoTime - other.nanoTime, 0); // the clock may run over
    }
}
