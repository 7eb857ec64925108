package io.innkeeper.booking.internal;

import io.innkeeper.booking.availability.AvailabilityStore.CityFilter;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What search has to know to answer: read from a storage, or from memory. */
interface Facts {

    Optional<Hotel> hotel(HotelId hotel);

    /** As {@link io.innkeeper.booking.availability.AvailabilityStore#freeRooms}. */
    List<Room> freeRooms(HotelId hotel, Stay stay, int guests);

    /** As {@link io.innkeeper.booking.availability.AvailabilityStore#freeTypes}. */
    List<FreeType> freeTypes(CityFilter filter);

    /** All rooms of a hotel by each night on which they are free and by type, in no order. */
    List<FreeNight> freeNights(HotelId hotel, Stay nights);

    /** Whether a hotel has a room of a type, open or closed. */
    boolean hasType(HotelId hotel, String type);

    /** On what terms some hotels sell a stay; those without terms of their own may be missing. */
    Map<HotelId, Tariff> tariffs(List<HotelId> hotels, Stay stay);
}
