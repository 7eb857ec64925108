package io.innkeeper.booking.jpa;

import java.util.Objects;

/**
 * How many rows of an old application a {@link LegacyImport} has moved, or would move. Each row that was found is counted in
 * just one of the other numbers.
 *
 * @param users of {@code legacy_user}
 * @param hotels of {@code legacy_hotel}
 * @param rooms of {@code legacy_room}
 * @param bookings of {@code legacy_booking}
 */
public record LegacyReport(Count users, Count hotels, Count rooms, Count bookings) {

    /**
     * Rows of one view.
     *
     * @param found all that the view has
     * @param movedBefore those that an earlier run had moved
     * @param moved those that this run has moved; of a dry run those that it would have
     * @param left those that stay where they are; for each there was a {@link LegacyProblem}
     */
    public record Count(long found, long movedBefore, long moved, long left) {

        /** As {@code 120 found: 0 moved before, 118 moved, 2 left}. */
        @Override
        public String toString() {
            return found + " found: " + movedBefore + " moved before, " + moved + " moved, " + left + " left";
        }
    }

    /** Checks that no part is null. */
    public LegacyReport {
        Objects.requireNonNull(users, "users");
        Objects.requireNonNull(hotels, "hotels");
        Objects.requireNonNull(rooms, "rooms");
        Objects.requireNonNull(bookings, "bookings");
    }

    /** Whether no row was left. */
    public boolean isComplete() {
        return users.left() + hotels.left() + rooms.left() + bookings.left() == 0;
    }

    /** A line for each view. */
    @Override
    public String toString() {
        return "users " + users + "\nhotels " + hotels + "\nrooms " + rooms + "\nbookings " + bookings;
    }
}
