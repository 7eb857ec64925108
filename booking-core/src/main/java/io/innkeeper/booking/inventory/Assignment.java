package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guard decided of a change.
 *
 * @param rooms room {@code i} is for demand {@code i}; all different where the stays overlap
 * @param heldUntil when the hold ends, by the storage's clock; null if the nights are taken for good
 */
public record Assignment(List<Room> rooms, @Nullable Instant heldUntil) {

    /** Makes the list unmodifiable. */
    public Assignment {
        rooms = List.copyOf(rooms);
    }
}
