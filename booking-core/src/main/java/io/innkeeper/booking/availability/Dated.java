package io.innkeeper.booking.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An answer, and how old it is at most.
 *
 * @param answer the answer; it may know of what was committed later, too
 * @param asOf what was committed by then is known to it, by the application's clock
 * @param <T> what the answer is
 */
public record Dated<T>(T answer, Instant asOf) {

    /** Checks that no part is null. */
    public Dated {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(asOf, "asOf");
    }

    /** How old it is at a time; never negative. */
    public Duration age(Instant now) {
        return now.isAfter(asOf) ? Duration.between(asOf, now) : Duration.ZERO;
    }
}
