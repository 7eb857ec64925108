package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.benchmarks.memory.Changes;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.Optional;

/** The library, under one of its strategies. What is looked up before a change is asked for is not part of it. */
final class OurInventory implements Inventory {

    private final JpaStorage storage;
    private final ReplayHotel hotel;

    OurInventory(JpaStorage storage, ReplayHotel hotel) {
        this.storage = storage;
        this.hotel = hotel;
    }

    @Override
    public Optional<Booking> book(String type, int number, Stay stay) {
        Room room = hotel.room(type, number);
        Settlement settlement =
                settle(Changes.booking(hotel.user(), room.hotel(), new Demand.ThisRoom(BookingId.next(), room, stay)));
        if (settlement instanceof Settlement.Refused refused
                && refused.why() instanceof Settlement.Refusal.NightsTaken) {
            return Optional.empty();
        }
        return Optional.of(Changes.booked(settlement));
    }

    @Override
    public void cancel(Booking booking) {
        Changes.booked(settle(Changes.cancellation(booking)));
    }

    private Settlement settle(InventoryChange change) {
        return storage.inventory().settle(List.of(change)).get(0);
    }

    @Override
    public void close() {
        storage.close();
    }
}
