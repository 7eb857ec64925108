package io.innkeeper.booking.availability;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.stay.Stay;
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

    /** The open rooms of an open hotel that take the guests and are free, ordered by rate, then number (code points). */
    List<Room> freeRooms(HotelId hotel, Stay stay, int guests);

    /**
     * The open hotels with at least one room that {@link #freeRooms} would give, ordered by folded name, then by the bytes
     * of the id.
     */
    List<HotelOffer> freeHotels(CityFilter filter);
}
