package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.util.Objects;

/** What one booking wants from the inventory of a hotel. */
public sealed interface Demand {

    /** The booking that the nights will belong to. */
    BookingId booking();

    /** The nights. */
    Stay stay();

    /**
     * This room and no other.
     *
     * @param booking the booking that the nights will belong to
     * @param room the room as it was read before; whether it is open is decided by the guard
     * @param stay the nights
     */
    record ThisRoom(BookingId booking, Room room, Stay stay) implements Demand {}

    /**
     * Any free, open room of a type; of those one of the cheapest, by a policy.
     *
     * @param booking the booking that the nights will belong to
     * @param type the type, compared exactly
     * @param guests how many guests the room must take
     * @param stay the nights
     * @param policy which of the cheapest
     */
    record AnyRoom(BookingId booking, String type, int guests, Stay stay, AllocationPolicy policy) implements Demand {

        /** Checks that there is a policy. */
        public AnyRoom {
            Objects.requireNonNull(policy, "policy");
        }

        /** By the default policy. */
        public AnyRoom(BookingId booking, String type, int guests, Stay stay) {
            this(booking, type, guests, stay, AllocationPolicy.bestFit());
        }

        /** The same, by another policy. */
        public AnyRoom by(AllocationPolicy other) {
            return new AnyRoom(booking, type, guests, stay, other);
        }
    }
}
