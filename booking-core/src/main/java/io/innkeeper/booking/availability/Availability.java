package io.innkeeper.booking.availability;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.stay.Stay;
import java.util.List;

/**
 * What is free, where, and at what price. Answers are of committed bookings at the moment of the look-up: somebody else
 * may book a room before its reader does, which booking itself decides. A stay that every booking would refuse is not
 * searched for but an invalid request. Safe for use by many threads.
 */
public interface Availability {

    /**
     * The free rooms of a hotel, the cheapest first; none if the hotel is closed.
     *
     * @param guests how many guests the room must take, at least 1
     * @throws InvalidRequestException if there are no guests, or if a rule refuses the stay
     * @throws NotFoundException if there is no such hotel
     */
    List<RoomOffer> freeRooms(HotelId hotel, Stay stay, int guests);

    /**
     * The open hotels of a city that have a free room, in the order of their names, page by page. A page may have fewer
     * hotels than asked for where a hotel's own date is already past the arrival.
     *
     * @throws InvalidRequestException if a field is malformed, or if a rule refuses the stay everywhere
     */
    Page<HotelOffer> freeHotels(CityQuery query);
}
