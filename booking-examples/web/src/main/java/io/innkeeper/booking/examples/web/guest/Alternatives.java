package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What comes nearest to a stay that somebody else was faster to book. */
@Component
class Alternatives {

    private static final int DAYS = 7;
    private static final int STAYS = 3;
    private static final int HOTELS = 3;

    /** For so many nights other dates are not looked for: it would be a look at every night of a year. */
    private static final int LONGEST = 180;

    private final Innkeeper innkeeper;

    Alternatives(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    /**
     * What was found.
     *
     * @param rooms other types of rooms of the hotel, for the same nights
     * @param stays the hotel at other dates, those first that are nearest
     * @param hotels other hotels of the city, for the same nights
     */
    record Found(List<TypeOffer> rooms, List<Stay> stays, List<HotelOffer> hotels) {}

    Found to(Hotel hotel, Wish wish) {
        Availability availability = innkeeper.availability();
        return new Found(
                TypeOffer.of(availability.freeRooms(hotel.id(), wish.stay(), wish.guests())),
                stays(hotel, wish),
                availability
                        .freeHotels(CityQuery.of(hotel.details().city(), wish.stay(), wish.guests())
                                .pagesOf(HOTELS + 1))
                        .items()
                        .stream()
                        .filter(offer -> !offer.hotel().id().equals(hotel.id()))
                        .limit(HOTELS)
                        .toList());
    }

    /** One look at the calendar tells which dates are not worth a look at the rooms. */
    private List<Stay> stays(Hotel hotel, Wish wish) {
        Stay stay = wish.stay();
        if (stay.length() > LONGEST) {
            return List.of();
        }
        Stay around = new Stay(stay.arrival().minusDays(DAYS), stay.departure().plusDays(DAYS));
        Set<LocalDate> sold = innkeeper.availability().calendar(hotel.id(), null, around).stream()
                .filter(night -> night.freeRooms() == 0)
                .map(CalendarNight::night)
                .collect(Collectors.toSet());
        List<Stay> found = new ArrayList<>();
        IntStream.rangeClosed(1, DAYS)
                .flatMap(days -> IntStream.of(days, -days))
                .mapToObj(days -> Stay.of(stay.arrival().plusDays(days), stay.length()))
                .filter(other -> other.nights().stream().noneMatch(sold::contains))
                .takeWhile(other -> found.size() < STAYS)
                .filter(other -> isFree(hotel, other, wish.guests()))
                .forEach(found::add);
        return found;
    }

    private boolean isFree(Hotel hotel, Stay stay, int guests) {
        try {
            return !innkeeper.availability().freeRooms(hotel.id(), stay, guests).isEmpty();
        } catch (InvalidRequestException e) { // it begins in the past
            return false;
        }
    }
}
