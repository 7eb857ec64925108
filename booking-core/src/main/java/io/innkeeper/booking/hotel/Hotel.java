package io.innkeeper.booking.hotel;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A hotel. Immutable: what the storage knew when it was read.
 *
 * @param id identity of the hotel
 * @param details all that its owner may change
 * @param closed whether nothing new can be booked here
 */
public record Hotel(HotelId id, HotelDetails details, boolean closed) {

    /** Checks that no part is null. */
    public Hotel {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(details, "details");
    }

    /** The hotel's name. */
    public String name() {
        return details.name();
    }

    /** The date at the hotel, which decides what is in the past there. */
    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), details.timeZone());
    }
}
