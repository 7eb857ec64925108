package io.innkeeper.booking.hotel;

import io.innkeeper.booking.stay.Restriction;
import java.util.Objects;

/**
 * A restriction that a hotel has. Immutable.
 *
 * @param id identity, by which it is lifted
 * @param hotel the hotel
 * @param restriction what it asks of stays
 */
public record HotelRestriction(RestrictionId id, HotelId hotel, Restriction restriction) {

    /** Checks that no part is null. */
    public HotelRestriction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(restriction, "restriction");
    }
}
