package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.InvalidRequestException;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * How ids that a database has counted up become ids of ours, and back: one way for each table, with no table to remember
 * them by, so that whoever has the one can say the other, in SQL as well.
 */
public enum LegacyId {
    /** Of users. */
    USER(1, "user"),
    /** Of hotels. */
    HOTEL(2, "hotel"),
    /** Of rooms. */
    ROOM(3, "room"),
    /** Of bookings. */
    BOOKING(4, "booking");

    /** The variant of RFC 9562 takes the two highest bits of the lower half. */
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private static final long MOST = (1L << 62) - 1;

    private static final long VERSION = 0x8000L;

    private final long upper;
    private final String noun;

    LegacyId(long number, String noun) {
        this.upper = number << 16 | VERSION;
        this.noun = noun;
    }

    /** Whether an old id can be made one of ours. */
    static boolean isPossible(long oldId) {
        return oldId >= 1 && oldId <= MOST;
    }

    /** The id of a row that had this one. */
    public UUID of(long oldId) {
        if (!isPossible(oldId)) {
            throw new InvalidRequestException("oldId", "must be 1 to " + MOST, oldId);
        }
        return new UUID(upper, VARIANT | oldId);
    }

    /** The id that a row had before it was moved; empty if it was not. */
    OptionalLong oldId(UUID id) {
        long old = id.getLeastSignificantBits() & MOST;
        return isPossible(old) && id.equals(of(old)) ? OptionalLong.of(old) : OptionalLong.empty();
    }

    /** What to call a row: {@code booking 17}, or {@code booking 0196...} of one that was not moved. */
    String name(UUID id) {
        OptionalLong old = oldId(id);
        return noun + " " + (old.isPresent() ? String.valueOf(old.getAsLong()) : id.toString());
    }
}
