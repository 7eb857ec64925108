package io.innkeeper.booking.event;

import io.innkeeper.booking.hotel.HotelId;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Operation} ended, for the one who asked: of several that were merged into one transaction, each has its own.
 *
 * @param result what became of it
 * @param time from the call to the answer, by a clock that only goes forward; waiting for a turn and the listeners of what
 *     happened included
 * @param retries how often it lost a race for the inventory and was tried again
 * @param together with how many changes, its own included, it was merged into one transaction the last time it was tried; 1 if
 *     it was alone, and 0 if the inventory was not asked
 * @param hotel the hotel, if it was known by then: not, for example, of a room that is not there
 * @param failure what was thrown; null if there was an answer
 */
public record OperationEnd(
        Result result,
        Duration time,
        int retries,
        int together,
        @Nullable HotelId hotel,
        @Nullable Throwable failure) {

    /** What can become of an operation. */
    public enum Result {
        /** It was done, or found; of a resolved request it is known what became of it. */
        DONE,
        /** Somebody else has the nights; of a hold that has expired, too. */
        UNAVAILABLE,
        /** A rule was in the way. */
        REFUSED,
        /** Others were faster, as often as it was tried. */
        CONTENDED,
        /** Its time was over before its turn came. */
        TOO_LATE,
        /** It happened or not, and nobody knows. */
        UNKNOWN,
        /** It made no sense: it named what is not there, or was malformed; an exception says so. */
        INVALID,
        /** Storage could not do its work, or something is broken. */
        FAILED;

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** A short name that stays the same: {@code too-late}. */
        public String label() {
            return label;
        }
    }
}
