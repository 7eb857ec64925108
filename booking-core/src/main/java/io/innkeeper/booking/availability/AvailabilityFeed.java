package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.NightGrid;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From which an index in memory of what is free is loaded and kept up: the port that a storage implements. Each method sees
 * what is committed when it begins. What it is asked for at once is so little that it answers soon. Implementations are safe
 * for use by many threads.
 */
public interface AvailabilityFeed {

    /** What time it is, by the clock that judges whether holds have expired. */
    Instant now();

    /**
     * The ids of all hotels, closed ones as well, in the order of their bytes.
     *
     * @param after only those behind this one, or null
     * @param limit at most so many
     */
    List<HotelId> hotels(@Nullable HotelId after, int limit);

    /**
     * A mark for each of some hotels that are there. It is another one after any change to the hotel, its rooms, its
     * restrictions, or its rates for some nights, so that only what changed has to be read again.
     *
     * @param nights the nights whose rates matter
     */
    Map<HotelId, Long> marks(Collection<HotelId> hotels, Stay nights);

    /** Those of some hotels that are there, each with all its rooms, closed ones as well, by number (code points). */
    List<HotelWithRooms> read(Collection<HotelId> hotels);

    /**
     * A hotel and its rooms.
     *
     * @param hotel the hotel
     * @param rooms its rooms, in an order in which they are to stay
     */
    record HotelWithRooms(Hotel hotel, List<Room> rooms) {

        /** Makes the list unmodifiable. */
        public HotelWithRooms {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * Some nights of a room.
     *
     * @param hotel its hotel
     * @param room the room
     * @param nights the nights
     */
    record RoomNights(HotelId hotel, RoomId room, Stay nights) {}

    /** Which of some nights are taken, at the latest nights of some rooms at once. */
    Taken taken(Collection<RoomNights> nights);

    /**
     * Nights that are taken.
     *
     * @param sold those that are taken for good
     * @param held those of holds that have not expired
     */
    record Taken(List<SoldNights> sold, List<HeldNight> held) {

        /** Makes the lists unmodifiable. */
        public Taken {
            sold = List.copyOf(sold);
            held = List.copyOf(held);
        }
    }

    /**
     * Nights of a room in a block of a {@link NightGrid}.
     *
     * @param room the room
     * @param block the number of the block
     * @param nights the bits of the nights
     */
    record SoldNights(RoomId room, int block, long nights) {}

    /**
     * A night that is held.
     *
     * @param room the room
     * @param night the night
     * @param until when the hold ends, by the clock that {@link #now} tells
     */
    record HeldNight(RoomId room, LocalDate night, Instant until) {}

    /** The ids of the events, of those that are committed, whose id was made at a time or later. */
    List<UUID> eventsSince(Instant time);

    /** The nights of which events tell that they were taken or given back: those that a booking had before it, and after. */
    List<RoomNights> touchedBy(Collection<UUID> events);
}
