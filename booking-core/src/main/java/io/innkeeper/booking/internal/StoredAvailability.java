package io.innkeeper.booking.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Search over a store. */
public final class StoredAvailability implements Availability {

    private final AvailabilityStore store;
    private final HotelStore hotels;
    private final TariffStore tariffs;
    private final RequestValidator validator;
    private final Clock clock;

    /** Search in {@code storage}. */
    public StoredAvailability(Storage storage, RequestValidator validator, Clock clock) {
        this.store = storage.availability();
        this.hotels = storage.hotels();
        this.tariffs = storage.tariffs();
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
        LocalDate today = found.today(clock);
        refuse(stay, Rules.refusals(new Proposal(stay, guests, guests, today)));
        List<Room> free = store.freeRooms(hotel, stay, guests);
        if (free.isEmpty()) {
            return List.of();
        }
        Tariff tariff = tariffs.find(List.of(hotel), stay).getOrDefault(hotel, Tariff.none());
        return free.stream()
                .filter(room -> isSold(tariff, room.details().type(), stay, guests, today))
                .map(room -> new RoomOffer(room, tariff.total(room, stay)))
                .sorted(Comparator.comparing(offer -> offer.total().amount()))
                .toList();
    }

    @Override
    public Page<HotelOffer> freeHotels(CityQuery query) {
        validator.check("query", query);
        Stay stay = query.stay();
        LocalDate earliestToday = LocalDate.ofInstant(clock.instant(), ZoneOffset.MIN);
        refuse(stay, Rules.refusals(new Proposal(stay, query.guests(), query.guests(), earliestToday)));
        List<FreeType> found = store.freeTypes(new AvailabilityStore.CityFilter(
                SearchKey.of(query.city()),
                stay,
                query.guests(),
                query.minimumStars(),
                PageTokens.hotel(query.after()),
                query.pageSize() + 1));
        Map<HotelId, List<FreeType>> byHotel =
                found.stream().collect(groupingBy(type -> type.hotel().id(), LinkedHashMap::new, toList()));
        Page<List<FreeType>> page = Pages.cut(
                List.copyOf(byHotel.values()),
                query.pageSize(),
                types -> PageTokens.after(types.get(0).hotel()));
        return new Page<>(offers(page.items(), query), page.next());
    }

    /** What booking would refuse is not offered: it may be tomorrow already where the hotel is. */
    private List<HotelOffer> offers(List<List<FreeType>> hotelsWithTypes, CityQuery query) {
        if (hotelsWithTypes.isEmpty()) {
            return List.of();
        }
        Map<HotelId, Tariff> found = tariffs.find(
                hotelsWithTypes.stream().map(types -> types.get(0).hotel().id()).toList(), query.stay());
        return hotelsWithTypes.stream()
                .map(types ->
                        offer(types, found.getOrDefault(types.get(0).hotel().id(), Tariff.none()), query))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<HotelOffer> offer(List<FreeType> types, Tariff tariff, CityQuery query) {
        Hotel hotel = types.get(0).hotel();
        Stay stay = query.stay();
        LocalDate today = hotel.today(clock);
        return types.stream()
                .filter(free -> isSold(tariff, free.type(), stay, query.guests(), today))
                .map(free -> new HotelOffer(hotel, free.rooms(), tariff.total(free.type(), free.lowestRate(), stay)))
                .reduce((one, other) -> new HotelOffer(
                        hotel, one.freeRooms() + other.freeRooms(), lower(one.lowestTotal(), other.lowestTotal())));
    }

    private static Money lower(Money one, Money other) {
        return one.amount().compareTo(other.amount()) <= 0 ? one : other;
    }

    @Override
    public List<CalendarNight> calendar(HotelId hotel, @Nullable String type, Stay nights) {
        Given.notNull("hotel", hotel);
        if (Given.notNull("nights", nights).length() > StayRule.MOST_NIGHTS) {
            throw new InvalidRequestException("nights", "must be at most " + StayRule.MOST_NIGHTS, nights);
        }
        String wanted = type == null
                ? null
                : validator.check("type", new RoomChoice.AnyRoom(hotel, type)).type();
        Hotel found = hotels.find(hotel).orElseThrow(() -> new NotFoundException("hotel", hotel));
        List<FreeNight> free = store.freeNights(hotel, null, 1, nights).stream()
                .filter(each -> wanted == null || each.type().equals(wanted))
                .toList();
        if (free.isEmpty()) {
            checkThereIs(hotel, wanted);
            return Calendar.of(nights, List.of(), Tariff.none(), nights.departure());
        }
        Tariff tariff = tariffs.find(List.of(hotel), nights).getOrDefault(hotel, Tariff.none());
        return Calendar.of(nights, free, tariff, found.today(clock));
    }

    private void checkThereIs(HotelId hotel, @Nullable String type) {
        if (type != null
                && hotels.rooms(hotel).stream()
                        .noneMatch(room -> room.details().type().equals(type))) {
            throw new NotFoundException("room type", type);
        }
    }

    /**
     * Whether booking would not refuse a free room of the type. Rooms that are too small are not found, so the capacity is
     * not what a stay is refused for.
     */
    private static boolean isSold(Tariff tariff, String type, Stay stay, int guests, LocalDate today) {
        return Rules.refusals(new Proposal(stay, guests, guests, today, tariff.restrictions(type), null))
                .isEmpty();
    }

    private static void refuse(Stay stay, List<RuleViolation> refusals) {
        if (!refusals.isEmpty()) {
            throw new InvalidRequestException(refusals.stream()
                    .map(refusal -> Violation.of("stay", "is refused by the rule " + refusal, stay))
                    .toList());
        }
    }
}
