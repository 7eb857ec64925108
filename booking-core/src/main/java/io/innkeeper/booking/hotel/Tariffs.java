package io.innkeeper.booking.hotel;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * On what terms a hotel sells its nights. A night costs what its type of room was given as a rate for it, or else the
 * room's own rate; which stays are sold can be restricted. What is booked keeps the price it was booked for, and who is
 * booking at this moment may still get the terms from before. Each change is atomic. Safe for use by many threads.
 */
public interface Tariffs {

    /**
     * The same terms, on behalf of somebody; otherwise they are changed on behalf of the application. Owners change those of
     * their own hotels, staff all of them, and guests none. What somebody may not change is for them as if it were not there;
     * everybody may look at everything.
     */
    Tariffs by(Actor actor);

    /** The most nights that are given a rate, or looked at, at once: three years. */
    int MOST_NIGHTS = 3 * 366;

    /**
     * Gives nights a rate, for all rooms of a type; whatever rate they had before is forgotten.
     *
     * @param type the type, exactly as the rooms have it
     * @param nights at most {@value #MOST_NIGHTS}
     * @param rate what each night costs, in the hotel's currency; not negative and at most 1,000,000,000
     * @throws InvalidRequestException if a field is malformed or out of range, or the rate is not in the hotel's currency
     * @throws NotFoundException if there is no such hotel, or it has no room of the type
     */
    void setRate(HotelId hotel, String type, Stay nights, Money rate);

    /**
     * Takes the rates of nights away, so that they cost what the rooms' own rates say. Nights that have none stay as they
     * are.
     *
     * @param type the type, exactly as the rooms have it
     * @param nights at most {@value #MOST_NIGHTS}
     * @throws InvalidRequestException if a field is malformed or out of range
     * @throws NotFoundException if there is no such hotel
     */
    void clearRates(HotelId hotel, String type, Stay nights);

    /**
     * The rates that nights were given, in order; nights that have none are left out.
     *
     * @param type the type, exactly as the rooms have it
     * @param nights at most {@value #MOST_NIGHTS}
     * @throws InvalidRequestException if a field is malformed or out of range
     * @throws NotFoundException if there is no such hotel
     */
    SortedMap<LocalDate, Money> rates(HotelId hotel, String type, Stay nights);

    /**
     * Restricts the stays that are sold from now on. What is booked stays booked.
     *
     * @return the restriction with its id
     * @throws InvalidRequestException if it is malformed
     * @throws NotFoundException if there is no such hotel, or it has no room of the type
     */
    HotelRestriction restrict(HotelId hotel, Restriction restriction);

    /**
     * The restrictions of a hotel, past ones as well, in the order in which they were made.
     *
     * @throws NotFoundException if there is no such hotel
     */
    List<HotelRestriction> restrictions(HotelId hotel);

    /**
     * Lifts a restriction of a hotel.
     *
     * @throws NotFoundException if there is no such hotel, or it has no such restriction any more
     */
    void lift(HotelId hotel, RestrictionId restriction);
}
