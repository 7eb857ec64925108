package io.innkeeper.booking.availability;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is free, where, and at what price. Answers are of committed bookings at the moment of the look-up: somebody else
 * may book a room before its reader does, which booking itself decides. A stay that the rules for every stay refuse is not
 * searched for but an invalid request; what a {@linkplain io.innkeeper.booking.stay.Restriction restriction} refuses is not
 * offered. Safe for use by many threads.
 *
 * <p>Where an {@link AvailabilityIndex} is switched on, answers come from it and may be older: how much, it says; the age of
 * each is told by {@link #dated}.
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
     * hotels than asked for where a hotel's own date is already past the arrival, or where all that is free is restricted.
     *
     * @throws InvalidRequestException if a field is malformed, or if a rule refuses the stay everywhere
     */
    Page<HotelOffer> freeHotels(CityQuery query);

    /**
     * What is free in a hotel night by night, for all of its rooms or those of a type: each night of the range, in order. A
     * night that is over at the hotel, or that a {@linkplain io.innkeeper.booking.stay.Restriction.Kind#STOP_SELL stop-sell}
     * is for, has no free rooms. Whether a stay of several nights can be had depends on other restrictions as well, and on
     * whether one room has them all.
     *
     * @param type the type, exactly as the rooms have it; null for all rooms
     * @param nights at most 366
     * @throws InvalidRequestException if the type is malformed, or there are too many nights
     * @throws NotFoundException if there is no such hotel, or it has no room of the type
     */
    List<CalendarNight> calendar(HotelId hotel, @Nullable String type, Stay nights);

    /**
     * Looks something up, and says how old the answer is: {@code dated(look -> look.freeHotels(query))}.
     *
     * @param look asks what it is given, once or several times, and nothing else
     * @throws RuntimeException whatever {@code look} throws
     */
    <T> Dated<T> dated(Function<? super Availability, ? extends T> look);

    /**
     * Has the {@link AvailabilityIndex} look at once for all that was committed by now, by whatever application, changes to hotels,
     * rooms, rates and restrictions included, and returns once it is known. What was written past the library is not looked
     * for. Does nothing if there is no index.
     *
     * @throws io.innkeeper.booking.StorageException if the storage cannot do its work
     * @throws IllegalStateException if the {@link io.innkeeper.booking.Innkeeper} is closed
     */
    void catchUp();
}
