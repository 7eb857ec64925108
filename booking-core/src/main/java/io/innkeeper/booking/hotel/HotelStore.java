package io.innkeeper.booking.hotel;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where hotels and rooms are kept: the port that a storage implements. What comes in was validated. Every method is
 * atomic and durable when it returns; implementations are safe for use by many threads.
 */
public interface HotelStore {

    /**
     * A place in the order of hotels.
     *
     * @param name the folded name of the last hotel seen
     * @param hotel its id, which decides between equal names
     */
    record Position(SearchKey name, HotelId hotel) {}

    /**
     * Which hotels to read.
     *
     * @param city folded city, or null for any
     * @param name folded part of the name, or null for any
     * @param minimumStars at least these stars
     * @param owner only hotels of this user, or null for anybody's
     * @param alsoClosed whether closed hotels pass
     * @param after only hotels behind this place, or null
     * @param limit at most so many hotels
     */
    record Filter(
            @Nullable SearchKey city,
            @Nullable SearchKey name,
            int minimumStars,
            @Nullable UserId owner,
            boolean alsoClosed,
            @Nullable Position after,
            int limit) {}

    /**
     * A room with its hotel, read together.
     *
     * @param room the room
     * @param hotel the hotel it belongs to
     */
    record RoomOfHotel(Room room, Hotel hotel) {}

    /**
     * Adds a hotel.
     *
     * @throws NotFoundException if the owner is no user
     */
    void add(Hotel hotel);

    /**
     * Replaces the details of a hotel.
     *
     * @return the hotel as it is now, or empty if there is none or if it has rooms in another currency than the new one
     * @throws NotFoundException if the owner is no user
     */
    Optional<Hotel> update(HotelId hotel, HotelDetails details);

    /**
     * Closes or opens a hotel. When it returns from closing, no change to the hotel's inventory that is still to commit
     * takes a night.
     *
     * @return the hotel as it is now, or empty if there is none
     */
    Optional<Hotel> setClosed(HotelId hotel, boolean closed);

    /** The hotel of this id. */
    Optional<Hotel> find(HotelId hotel);

    /** Hotels that pass the filter, ordered by folded name, then by the bytes of the id. */
    List<Hotel> list(Filter filter);

    /**
     * Adds rooms, all or none.
     *
     * @param rooms of one hotel and in one currency, with different numbers; at least one
     * @return false if the hotel is not there or its currency is not that of the rates
     * @throws AlreadyExistsException if the hotel has a room of one of the numbers
     */
    boolean addRooms(List<Room> rooms);

    /**
     * Replaces the details of a room.
     *
     * @return the room as it is now, or empty if there is none or if the hotel's currency is not that of the rate
     * @throws AlreadyExistsException if the hotel has another room of this number
     */
    Optional<Room> updateRoom(RoomId room, RoomDetails details);

    /**
     * Closes or opens a room. When it returns from closing, no change to the inventory that is still to commit takes a
     * night of the room.
     *
     * @return the room as it is now, or empty if there is none
     */
    Optional<Room> setRoomClosed(RoomId room, boolean closed);

    /** The room of this id with its hotel. */
    Optional<RoomOfHotel> findRoom(RoomId room);

    /** The same for who knows the hotel that the room is in, so that it is looked for only where that hotel is kept. */
    default Optional<RoomOfHotel> findRoom(HotelId hotel, RoomId room) {
        return findRoom(room).filter(found -> found.hotel().id().equals(hotel));
    }

    /** All rooms of a hotel, ordered by number (code points). */
    List<Room> rooms(HotelId hotel);
}
