package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;

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
     * Any free, open room of a type; of those the cheapest.
     *
     * @param booking the booking that the nights will belong to
     * @param type the type, compared exactly
     * @param guests how many guests the room must take
     * @param stay the nights
     */
    record AnyRoom(BookingId booking, String type, int guests, Stay stay) implements Demand {}
}
