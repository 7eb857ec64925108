package io.innkeeper.booking.examples.embedding;

import io.innkeeper.booking.reservation.Booking;
import java.math.BigDecimal;

/** A rule of the host's own, which is broken after the library has done its part. */
public final class TooFewPointsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooFewPointsException(String message) {
        super(message);
    }

    /** Refuses points that do not pay for a booking. */
    public static void check(Booking booking, int points) {
        if (booking.total().amount().compareTo(BigDecimal.valueOf(points)) > 0) {
            throw new TooFewPointsException(points + " points do not pay for " + booking.total());
        }
    }
}
