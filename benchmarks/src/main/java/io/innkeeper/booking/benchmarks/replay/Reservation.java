package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one guest asked for. Immutable.
 *
 * @param roomType the type of room
 * @param made the day on which it was asked for
 * @param stay the nights
 * @param cancelled the day on which it was cancelled; null if it was not
 */
public record Reservation(
        String roomType,
        LocalDate made,
        Stay stay,
        @Nullable LocalDate cancelled) {

    /** Checks that no part is null that must not be, and that nothing is cancelled before it is made. */
    public Reservation {
        Objects.requireNonNull(roomType, "roomType");
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(stay, "stay");
        if (made.isAfter(stay.arrival()) || (cancelled != null && cancelled.isBefore(made))) {
            throw new IllegalArgumentException(
                    "made " + made + ", cancelled " + cancelled + ", for " + stay + ": in no order of time");
        }
    }
}
