package io.innkeeper.booking.reservation;

import java.util.List;

/**
 * What a storage keeps of a request under its key.
 *
 * @param fingerprint what was asked for, as a hash in hex; empty if it was given up
 * @param bookings the bookings that it made or changed, as they were once it was done; none if it was given up before
 */
public record KeptRequest(String fingerprint, List<Booking> bookings) {

    /** Makes the list unmodifiable. */
    public KeptRequest {
        bookings = List.copyOf(bookings);
    }
}
