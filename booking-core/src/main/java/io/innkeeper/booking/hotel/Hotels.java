package io.innkeeper.booking.hotel;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import java.util.List;
import java.util.Optional;

/**
 * Hotels and their rooms: add, update, close, list. Safe for use by many threads.
 *
 * <p>Once {@link #close(HotelId)} or {@link #closeRoom(RoomId)} has returned, nothing new is booked there, not even by a
 * request that was under way. What is booked stays booked.
 */
public interface Hotels {

    /**
     * The same hotels, on behalf of somebody; otherwise they are changed on behalf of the application. Owners change their own
     * hotels, staff all of them, and guests none, but whoever is to be the owner may add one. What somebody may not change is
     * for them as if it were not there; everybody may look at everything.
     */
    Hotels by(Actor actor);

    /**
     * Adds a hotel.
     *
     * @throws InvalidRequestException if a field is malformed, or somebody adds it who is not to be its owner
     * @throws NotFoundException if the owner is no user
     */
    Hotel add(HotelDetails details);

    /**
     * Replaces what is said of a hotel.
     *
     * @throws InvalidRequestException if a field is malformed, or if the currency changes while the hotel has rooms
     * @throws NotFoundException if there is no such hotel, or the owner is no user
     */
    Hotel update(HotelId hotel, HotelDetails details);

    /**
     * Closes a hotel for new bookings. To close what is closed changes nothing.
     *
     * @throws NotFoundException if there is no such hotel
     */
    Hotel close(HotelId hotel);

    /**
     * Opens a closed hotel again; rooms that were closed one by one stay closed.
     *
     * @throws NotFoundException if there is no such hotel
     */
    Hotel reopen(HotelId hotel);

    /** The hotel of this id, open or closed. */
    Optional<Hotel> find(HotelId hotel);

    /**
     * Hotels in the order of their names, page by page; open ones, unless the query is for closed ones as well.
     *
     * @throws InvalidRequestException if a field is malformed
     */
    Page<Hotel> list(HotelQuery query);

    /**
     * Adds a room to a hotel.
     *
     * @throws InvalidRequestException if a field is malformed, or if the rate is not in the hotel's currency
     * @throws NotFoundException if there is no such hotel
     * @throws AlreadyExistsException if the hotel has a room of this number
     */
    Room addRoom(HotelId hotel, RoomDetails details);

    /** The most rooms that are added at once. */
    int MOST_ROOMS = 2000;

    /**
     * Adds several rooms to a hotel, all or none: much faster than one after the other.
     *
     * @param details at least one and at most {@value #MOST_ROOMS}
     * @return the rooms in the same order
     * @throws InvalidRequestException if a field is malformed, if a rate is not in the hotel's currency, or if two have one number
     * @throws NotFoundException if there is no such hotel
     * @throws AlreadyExistsException if the hotel has a room of one of the numbers
     */
    List<Room> addRooms(HotelId hotel, List<RoomDetails> details);

    /**
     * Replaces what is said of a room. What is booked keeps the price it was booked for.
     *
     * @throws InvalidRequestException if a field is malformed, or if the rate is not in the hotel's currency
     * @throws NotFoundException if there is no such room
     * @throws AlreadyExistsException if the hotel has another room of this number
     */
    Room updateRoom(RoomId room, RoomDetails details);

    /**
     * Closes a room for new bookings. To close what is closed changes nothing.
     *
     * @throws NotFoundException if there is no such room
     */
    Room closeRoom(RoomId room);

    /**
     * Opens a closed room again.
     *
     * @throws NotFoundException if there is no such room
     */
    Room reopenRoom(RoomId room);

    /** The room of this id, open or closed. */
    Optional<Room> findRoom(RoomId room);

    /**
     * All rooms of a hotel, open and closed, in the order of their numbers.
     *
     * @throws NotFoundException if there is no such hotel
     */
    List<Room> rooms(HotelId hotel);
}
