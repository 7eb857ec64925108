package io.innkeeper.booking.reservation;

import java.util.Objects;

/**
 * The connection to the storage was lost while the change was being committed, so it may or may not have happened. It has
 * happened wholly or not at all. {@link Bookings#find} shows the booking once it is visible.
 *
 * @param booking the id of the booking that was to be made or cancelled
 */
public record Unknown(BookingId booking) implements BookingOutcome, CancelOutcome {

    /** Checks that the id is not null. */
    public Unknown {
        Objects.requireNonNull(booking, "booking");
    }
}
