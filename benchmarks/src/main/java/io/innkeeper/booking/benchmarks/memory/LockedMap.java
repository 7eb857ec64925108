package io.innkeeper.booking.benchmarks.memory;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one writes without a library: one lock around a sorted map from room and night to the booking that has it. Ids are
 * made outside of the lock, and a room is looked at by one look-up in the map. Safe for use by many threads.
 */
public final class LockedMap {

    private final NavigableMap<RoomNight, Booking> nights = new TreeMap<>();
    private final Map<BookingId, Booking> bookings = new HashMap<>();
    private final Map<BookingId, List<BookingEvent>> events = new HashMap<>();
    private final Map<RequestKey, Booking> byKey = new HashMap<>();
    private final boolean withEvents;

    private record RoomNight(RoomId room, LocalDate night) implements Comparable<RoomNight> {

        private static final Comparator<RoomNight> ORDER =
                Comparator.comparing((RoomNight each) -> each.room().value()).thenComparing(RoomNight::night);

        @Override
        public int compareTo(RoomNight other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * With every night free.
     *
     * @param withEvents whether events and the keys of requests are kept beside the bookings, as the library does
     */
    public LockedMap(boolean withEvents) {
        this.withEvents = withEvents;
    }

    /**
     * Books the first of some rooms that is free.
     *
     * @return empty if none is
     */
    public Optional<Booking> book(UserId user, List<Room> rooms, Demand demand) {
        RequestKey key = new RequestKey(user, Changes.newId().toString());
        UUID event = Changes.newId();
        Stay stay = demand.stay();
        synchronized (nights) {
            if (byKey.containsKey(key)) {
                return Optional.empty();
            }
            for (Room room : rooms) {
                if (isFree(room.id(), stay)) {
                    Booking booking = Changes.booking(user, room, demand);
                    stay.arrival()
                            .datesUntil(stay.departure())
                            .forEach(night -> nights.put(new RoomNight(room.id(), night), booking));
                    bookings.put(booking.id(), booking);
                    record(key, new BookingEvent(event, BookingEvent.Type.BOOKED, booking, user));
                    return Optional.of(booking);
                }
            }
            return Optional.empty();
        }
    }

    private boolean isFree(RoomId room, Stay stay) {
        RoomNight next = nights.ceilingKey(new RoomNight(room, stay.arrival()));
        return next == null || !next.room().equals(room) || !next.night().isBefore(stay.departure());
    }

    /**
     * Cancels a booking.
     *
     * @return whether it was one
     */
    public boolean cancel(Booking booking) {
        RequestKey key = new RequestKey(booking.user(), Changes.newId().toString());
        UUID event = Changes.newId();
        Booking cancelled = booking.moveTo(BookingStatus.CANCELLED);
        Stay stay = booking.stay();
        synchronized (nights) {
            if (!booking.equals(bookings.get(booking.id()))) {
                return false;
            }
            stay.arrival()
                    .datesUntil(stay.departure())
                    .forEach(night -> nights.remove(new RoomNight(booking.room(), night)));
            bookings.put(booking.id(), cancelled);
            record(key, new BookingEvent(event, BookingEvent.Type.CANCELLED, cancelled, booking.user()));
            return true;
        }
    }

    private void record(RequestKey key, BookingEvent event) {
        if (withEvents) {
            events.computeIfAbsent(event.booking().id(), id -> new ArrayList<>(2))
                    .add(event);
            byKey.put(key, event.booking());
        }
    }

    /** How many nights are sold. */
    public int sold() {
        synchronized (nights) {
            return nights.size();
        }
    }
}
