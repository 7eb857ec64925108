package io.innkeeper.booking.hotel;

import io.innkeeper.booking.stay.Stay;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where the terms are kept on which hotels sell their nights: the port that a storage implements. What comes in was
 * validated. Every method is atomic and durable when it returns; implementations are safe for use by many threads.
 */
public interface TariffStore {

    /** Gives nights of a type a rate, in place of those they have. */
    void setRate(HotelId hotel, String type, Stay nights, Money rate);

    /** Takes the rates of nights of a type away. */
    void clearRates(HotelId hotel, String type, Stay nights);

    /** Adds a restriction. */
    void add(HotelRestriction restriction);

    /** All restrictions of a hotel, by ascending id, which is the oldest first since ids are time-ordered. */
    List<HotelRestriction> restrictions(HotelId hotel);

    /** Whether the hotel had such a restriction; it has none any more. */
    boolean remove(HotelId hotel, RestrictionId restriction);

    /**
     * All that concerns a stay, for each of some hotels: one look-up, however many hotels and nights they are.
     *
     * @param hotels at least one
     */
    Map<HotelId, Tariff> find(Collection<HotelId> hotels, Stay stay);
}
