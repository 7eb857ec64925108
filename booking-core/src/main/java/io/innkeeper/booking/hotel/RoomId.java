package io.innkeeper.booking.hotel;

import io.innkeeper.booking.input.Given;
import java.util.UUID;

/**
 * Identity of a {@link Room}.
 *
 * @param value a time-ordered UUID
 */
public record RoomId(UUID value) implements Comparable<RoomId> {

    /**
     * Checks that the value is given.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if it is null
     */
    public RoomId {
        Given.notNull("id", value);
    }

    /** By the bytes, as a database sorts them: the one order in which rooms are claimed. */
    @Override
    public int compareTo(RoomId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    /** The bare UUID. */
    @Override
    public String toString() {
        return value.toString();
    }
}
