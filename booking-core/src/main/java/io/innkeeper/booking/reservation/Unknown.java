package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.HotelId;
import java.util.Objects;

/**
 * The connection to the storage was lost while the change was being committed, so it may or may not have happened. It has
 * happened wholly or not at all; {@link Bookings#resolve} finds out, and a request that had a key of the caller's
 * ({@link Bookings#withKey}) can simply be made again.
 *
 * @param booking the id of the booking that was to be made or changed; of a group, the first one
 * @param hotel its hotel
 * @param key the key of the request, the caller's or one that was made for it
 */
public record Unknown(BookingId booking, HotelId hotel, String key) implements GeneralOutcome {

    /** Checks that no part is null. */
    public Unknown {
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(key, "key");
    }
}
