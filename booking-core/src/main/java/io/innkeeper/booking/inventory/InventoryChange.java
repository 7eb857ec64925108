package io.innkeeper.booking.inventory;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One request to the inventory of a hotel: it happens wholly or not at all.
 *
 * @param key what makes the request recognisable; unique within a batch
 * @param hotel the hotel; every room of the change is one of its rooms
 * @param take what is wanted
 * @param giveBack what is given back, before anything is taken
 * @param deadline by when an answer is wanted; what has not begun by then is not begun
 * @param complete says what is to be written beside the nights, given the rooms: one event for each booking that changes,
 *     whose booking is inserted if its version is 1, and otherwise replaces the one of the version before. The first event
 *     is written with the key. A pure function, since it may be called again when the change is tried again
 */
public record InventoryChange(
        RequestKey key,
        HotelId hotel,
        List<Demand> take,
        List<Release> giveBack,
        Deadline deadline,
        Function<Assignment, List<BookingEvent>> complete) {

    /** Checks that no part is null and makes the lists unmodifiable. */
    public InventoryChange {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(hotel, "hotel");
        take = List.copyOf(take);
        giveBack = List.copyOf(giveBack);
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(complete, "complete");
    }
}
