package io.innkeeper.booking.tck;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Changes to an inventory, as an application makes them. Where nothing else is said, they have a minute. */
final class Changes {

    private static final Duration AMPLE = Duration.ofMinutes(1);

    private Changes() {}

    /** A booking of a room. */
    static InventoryChange room(UserId guest, Room room, Stay stay) {
        return booking(guest, room.hotel(), List.of(new Demand.ThisRoom(newBookingId(), room, stay)));
    }

    /** A booking of a room under an id that is the caller's choice. */
    static InventoryChange room(UserId guest, Room room, Stay stay, BookingId id) {
        return booking(guest, room.hotel(), List.of(new Demand.ThisRoom(id, room, stay)));
    }

    /** One booking for each of the rooms: all or none. */
    static InventoryChange rooms(UserId guest, List<Room> rooms, Stay stay) {
        return booking(
                guest,
                rooms.get(0).hotel(),
                rooms.stream()
                        .map(room -> (Demand) new Demand.ThisRoom(newBookingId(), room, stay))
                        .toList());
    }

    /** A booking of any room of a type, for one guest. */
    static InventoryChange anyRoom(UserId guest, HotelId hotel, String type, Stay stay) {
        return booking(guest, hotel, List.of(new Demand.AnyRoom(newBookingId(), type, 1, stay)));
    }

    private static InventoryChange booking(UserId guest, HotelId hotel, List<Demand> demands) {
        RequestKey key = newKey(guest);
        List<UUID> events = demands.stream().map(demand -> UUID.randomUUID()).toList();
        return new InventoryChange(
                key,
                hotel,
                demands,
                List.of(),
                Deadline.after(AMPLE),
                assignment -> IntStream.range(0, demands.size())
                        .mapToObj(i -> {
                            Demand demand = demands.get(i);
                            Room room = assignment.rooms().get(i);
                            Booking booking = Booking.of(
                                    demand.booking(),
                                    guest,
                                    hotel,
                                    room.id(),
                                    demand.stay(),
                                    1,
                                    room.total(demand.stay()),
                                    null);
                            return new BookingEvent(events.get(i), BookingEvent.Type.BOOKED, booking, key.account());
                        })
                        .toList());
    }

    /** A cancellation of a booking as it was read. */
    static InventoryChange cancellation(Booking booking) {
        RequestKey key = newKey(booking.user());
        BookingEvent event = new BookingEvent(
                UUID.randomUUID(), BookingEvent.Type.CANCELLED, booking.moveTo(BookingStatus.CANCELLED), key.account());
        return new InventoryChange(
                key,
                booking.hotel(),
                List.of(),
                List.of(Release.of(booking)),
                Deadline.after(AMPLE),
                assignment -> List.of(event));
    }

    /** A booking's move to another room or other nights, in one change. */
    static InventoryChange move(Booking booking, Room room, Stay stay) {
        RequestKey key = newKey(booking.user());
        Booking moved = booking.changed(room.id(), stay, booking.guests(), room.total(stay));
        BookingEvent event = new BookingEvent(UUID.randomUUID(), BookingEvent.Type.BOOKED, moved, key.account());
        return new InventoryChange(
                key,
                booking.hotel(),
                List.of(new Demand.ThisRoom(booking.id(), room, stay)),
                List.of(Release.of(booking)),
                Deadline.after(AMPLE),
                assignment -> List.of(event));
    }

    /** The same change, with another deadline. */
    static InventoryChange by(Deadline deadline, InventoryChange change) {
        return new InventoryChange(
                change.key(), change.hotel(), change.take(), change.giveBack(), deadline, change.complete());
    }

    /** The same change; each time when it is completed, something else happens first. */
    static InventoryChange first(Runnable something, InventoryChange change) {
        Function<Assignment, List<BookingEvent>> complete = change.complete();
        return new InventoryChange(
                change.key(), change.hotel(), change.take(), change.giveBack(), change.deadline(), assignment -> {
                    something.run();
                    return complete.apply(assignment);
                });
    }

    /** The answer to a change that is settled in these rooms. */
    static Settlement.Settled settledIn(InventoryChange change, Room... rooms) {
        return new Settlement.Settled(change.complete().apply(new Assignment(List.of(rooms), null)));
    }

    /** The bookings that a change is about. */
    static List<BookingId> bookings(InventoryChange change) {
        List<BookingId> bookings = new ArrayList<>();
        change.take().forEach(demand -> bookings.add(demand.booking()));
        change.giveBack().forEach(release -> bookings.add(release.booking()));
        return bookings;
    }

    private static BookingId newBookingId() {
        return new BookingId(UUID.randomUUID());
    }

    private static RequestKey newKey(UserId account) {
        return new RequestKey(account, UUID.randomUUID().toString());
    }
}
