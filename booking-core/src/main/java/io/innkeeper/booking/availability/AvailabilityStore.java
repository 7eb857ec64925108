package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where availability is read: the port that a storage implements. Only committed nights count, and of holds only those
 * that have not expired. Each method takes a number of statements that does not grow with hotels and rooms.
 * Implementations are safe for use by many threads.
 */
public interface AvailabilityStore {

    /**
     * Which hotels to look in.
     *
     * @param city folded city
     * @param stay the nights
     * @param guests how many guests a room must take
     * @param minimumStars at least these stars
     * @param after only hotels behind this place in the order of hotels, or null
     * @param limit at most so many hotels
     */
    record CityFilter(
            SearchKey city, Stay stay, int guests, int minimumStars, HotelStore.@Nullable Position after, int limit) {}

    /**
     * The free rooms of one type in a hotel, for some guests and a stay.
     *
     * @param hotel the hotel
     * @param type the type
     * @param rooms how many they are, at least 1
     * @param lowestRate the lowest of their own nightly rates
     */
    record FreeType(Hotel hotel, String type, int rooms, Money lowestRate) {

        /** Together with other rooms of the type. */
        public FreeType and(FreeType others) {
            Money lower =
                    others.lowestRate.amount().compareTo(lowestRate.amount()) < 0 ? others.lowestRate : lowestRate;
            return new FreeType(hotel, type, rooms + others.rooms, lower);
        }
    }

    /** The open rooms of an open hotel that take the guests and are free, ordered by number (code points). */
    List<Room> freeRooms(HotelId hotel, Stay stay, int guests);

    /**
     * The rooms that {@link #freeRooms} would give, by type, of the open hotels that have one; these are ordered by folded
     * name, then by the bytes of the id, and their types in no order.
     */
    List<FreeType> freeTypes(CityFilter filter);

    /**
     * The rooms of a type that are free on a night.
     *
     * @param night the night
     * @param type the type
     * @param rooms how many they are, at least 1
     * @param lowestRate the lowest of their own nightly rates
     */
    record FreeNight(LocalDate night, String type, int rooms, Money lowestRate) {}

    /**
     * The open rooms of an open hotel that take the guests, by each night on which they are free and by type, in no order.
     *
     * @param room only this room, or null for all
     */
    List<FreeNight> freeNights(HotelId hotel, @Nullable RoomId room, int guests, Stay nights);
}
