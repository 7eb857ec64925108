package io.innkeeper.booking.reservation;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A price for a stay that is kept for a while, whatever rates and restrictions become. It does not hold a room. Immutable.
 *
 * @param id identity, by which it is booked
 * @param hotel where
 * @param room which room
 * @param stay the nights
 * @param guests how many guests
 * @param nightly what each night of the stay costs, in their order; of any room of a type, in the cheapest that was free
 * @param expiresAt until when it can be booked, by the clock of the storage
 */
public record Quote(
        QuoteId id, HotelId hotel, RoomChoice room, Stay stay, int guests, List<Money> nightly, Instant expiresAt) {

    /**
     * Checks that no part is null, and makes the list unmodifiable.
     *
     * @throws IllegalArgumentException if there is not one amount for each night
     */
    public Quote {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hotel, "hotel");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(stay, "stay");
        Objects.requireNonNull(expiresAt, "expiresAt");
        nightly = List.copyOf(nightly);
        if (nightly.size() != stay.length()) {
            throw new IllegalArgumentException("there must be an amount for each night");
        }
    }

    /** What the stay costs: the sum over its nights, in the hotel's currency. */
    public Money total() {
        return nightly.stream().reduce(Money::plus).orElseThrow();
    }
}
