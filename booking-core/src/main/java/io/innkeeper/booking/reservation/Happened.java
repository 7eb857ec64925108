package io.innkeeper.booking.reservation;

import java.util.List;
import java.util.Optional;

/**
 * What became of a request: it was done, once.
 *
 * @param bookings the bookings that it made or changed, as they were once it was done; they may have been changed since
 */
public record Happened(List<Booking> bookings) implements ResolveOutcome {

    /** Makes the list unmodifiable. */
    public Happened {
        bookings = List.copyOf(bookings);
    }

    @Override
    public Optional<Booking> success() {
        return bookings.stream().findFirst();
    }
}
