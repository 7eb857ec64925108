package io.innkeeper.booking.benchmarks.memory;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Changes as the front door asks an inventory for them, for those who measure the inventory alone. */
public final class Changes {

    private static final Duration AMPLE = Duration.ofMinutes(1);

    private Changes() {}

    /** A booking of what is demanded, for one guest. */
    public static InventoryChange booking(UserId user, HotelId hotel, Demand demand) {
        UUID event = newId();
        return new InventoryChange(
                new RequestKey(user, newId().toString()),
                hotel,
                List.of(demand),
                List.of(),
                Deadline.after(AMPLE),
                assignment -> {
                    Room room = assignment.rooms().get(0);
                    return List.of(
                            new BookingEvent(event, BookingEvent.Type.BOOKED, booking(user, room, demand), user));
                });
    }

    /** What comes of a demand in a room. */
    static Booking booking(UserId user, Room room, Demand demand) {
        return Booking.of(
                demand.booking(), user, room.hotel(), room.id(), demand.stay(), 1, room.total(demand.stay()), null);
    }

    /** A cancellation of a booking as it was read. */
    public static InventoryChange cancellation(Booking booking) {
        UUID event = newId();
        return new InventoryChange(
                new RequestKey(booking.user(), newId().toString()),
                booking.hotel(),
                List.of(),
                List.of(Release.of(booking)),
                Deadline.after(AMPLE),
                assignment -> List.of(new BookingEvent(
                        event, BookingEvent.Type.CANCELLED, booking.moveTo(BookingStatus.CANCELLED), booking.user())));
    }

    /**
     * The booking that came of a change.
     *
     * @throws IllegalStateException if none did
     */
    public static Booking booked(Settlement settlement) {
        if (settlement instanceof Settlement.Settled settled) {
            return settled.events().get(0).booking();
        }
        throw new IllegalStateException("not booked: " + settlement);
    }

    /** An id as the library makes them. */
    static UUID newId() {
        return BookingId.next().value();
    }
}
