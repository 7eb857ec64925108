package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.stay.Stay;
import java.util.Comparator;
import java.util.Objects;

/**
 * Which room is taken where any of a type will do: of the free ones it is always one of the cheapest, and among those that
 * come first by this order, any. It is advice: under contention, where all would run after the same room, another of the
 * cheapest may be taken. For use by many threads at once, so an order has no state.
 */
@FunctionalInterface
public interface AllocationPolicy extends Comparator<AllocationPolicy.Candidate> {

    /** How many free nights are counted at most on either side of a stay: where there are more, almost any stay fits. */
    int MOST_NIGHTS = 7;

    /**
     * A room that is free for a stay, and what would be left of its free nights.
     *
     * @param room the room
     * @param freeBefore how many nights before the arrival are free, up to {@link #MOST_NIGHTS}
     * @param freeAfter how many nights from the departure on are free, up to {@link #MOST_NIGHTS}
     */
    record Candidate(Room room, int freeBefore, int freeAfter) {

        /** Checks that no part is null. */
        public Candidate {
            Objects.requireNonNull(room, "room");
        }

        /** Of a room with a free stay. */
        static Candidate of(Room room, Occupancy occupancy, Stay stay) {
            return new Candidate(room, occupancy.freeBefore(stay, MOST_NIGHTS), occupancy.freeAfter(stay, MOST_NIGHTS));
        }
    }

    /**
     * The room in which the stay leaves the fewest free nights around it, so that gaps are filled and long stays find room
     * elsewhere. The default.
     */
    static AllocationPolicy bestFit() {
        return (a, b) -> Integer.compare(a.freeBefore() + a.freeAfter(), b.freeBefore() + b.freeAfter());
    }

    /** The first room by number, so that a hotel fills from one end. */
    static AllocationPolicy firstFit() {
        return Comparator.comparing(
                (Candidate candidate) -> new SearchKey(candidate.room().number()))::compare;
    }

    /** Any room, so that callers who want one at the same time collide least. */
    static AllocationPolicy random() {
        return (unused, unusedToo) -> 0;
    }
}
