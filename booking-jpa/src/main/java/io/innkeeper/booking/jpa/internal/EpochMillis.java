package io.innkeeper.booking.jpa.internal;

import java.time.Instant;

/** Instants as the schema keeps those that only the application compares: milliseconds since 1970 UTC. */
final class EpochMillis {

    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private EpochMillis() {}

    /** What lies beyond the range (292 million years) becomes its end: "never" stays "never". */
    static long of(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(LAST) ? Long.MAX_VALUE : instant.toEpochMilli();
    }
}
