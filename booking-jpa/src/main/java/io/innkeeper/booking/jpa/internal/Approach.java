package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * How a guard comes near the rooms of changes before their nights are claimed: what the guards differ in. For one
 * transaction, and one thread. Whatever it does, the primary key of {@code room_night} decides.
 */
interface Approach extends AutoCloseable {

    /** Called first, with the rooms that are known beforehand, and their hotels, in the order in which to come near them. */
    void enter(SortedMap<RoomId, HotelId> rooms);

    /** Whether to look if given rooms are free before anything is written, and not only when the database refuses. */
    boolean looksFirst();

    /** Finds one of the cheapest free open rooms that would do and are not chosen already; empty if none is free. */
    Optional<Room> freeRoom(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> chosen) throws SQLException;

    /**
     * Called after looking and before the nights of some rooms of a hotel are written.
     *
     * @return false if what was seen may not be true any more
     */
    boolean isStillSo(HotelId hotel, Set<RoomId> rooms);

    /** What is to be run if the transaction is taken back to where it is now: then what was written since is not there. */
    default Runnable goBack() {
        return () -> {};
    }

    /** Ends it; the transaction goes on. */
    @Override
    void close();
}
