package io.innkeeper.booking.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Search over a store. */
public final class StoredAvailability implements Availability {

    private final AvailabilityStore store;
    private final HotelStore hotels;
    private final RequestValidator validator;
    private final Clock clock;

    /** Search in {@code store}. */
    public StoredAvailability(AvailabilityStore store, HotelStore hotels, RequestValidator validator, Clock clock) {
        this.store = store;
        this.hotels = hotels;
        this.validator = validator;
        this.clock = clock;
    }

    @Override
    public List<RoomOffer> freeRooms(HotelId hotel, Stay stay, int guests) {
        Given.notNull("stay", stay);
        if (guests < 1) {
            throw new InvalidRequestException("guests", "must be at least 1", guests);
        }
        Hotel found =
                hotels.find(Given.notNull("hotel", hotel)).orElseThrow(() -> new NotFoundException("hotel", hotel));
        refuse(stay, Rules.refusals(anyRoomAt(stay, guests, found.today(clock))));
        return store.freeRooms(hotel, stay, guests).stream()
                .map(room -> new RoomOffer(room, room.total(stay)))
                .toList();
    }

    @Override
    public Page<HotelOffer> freeHotels(CityQuery query) {
        validator.check("query", query);
        Stay stay = query.stay();
        LocalDate earliestToday = LocalDate.ofInstant(clock.instant(), ZoneOffset.MIN);
        refuse(stay, Rules.refusals(anyRoomAt(stay, query.guests(), earliestToday)));
        List<HotelOffer> found = store.freeHotels(new AvailabilityStore.CityFilter(
                SearchKey.of(query.city()),
                stay,
                query.guests(),
                query.minimumStars(),
                PageTokens.hotel(query.after()),
                query.pageSize() + 1));
        Page<HotelOffer> page = Pages.cut(found, query.pageSize(), offer -> PageTokens.after(offer.hotel()));
        // What booking would refuse is not offered: it may be tomorrow already where the hotel is.
        List<HotelOffer> bookable = page.items().stream()
                .filter(offer -> Rules.refusals(
                                anyRoomAt(stay, query.guests(), offer.hotel().today(clock)))
                        .isEmpty())
                .toList();
        return new Page<>(bookable, page.next());
    }

    /** Rooms that are too small are not found, so the capacity is not what a stay is refused for. */
    private static Proposal anyRoomAt(Stay stay, int guests, LocalDate today) {
        return new Proposal(stay, guests, guests, today);
    }

    private static void refuse(Stay stay, List<RuleViolation> refusals) {
        if (!refusals.isEmpty()) {
            throw new InvalidRequestException(refusals.stream()
                    .map(refusal -> Violation.of("stay", "is refused by the rule " + refusal, stay))
                    .toList());
        }
    }
}
