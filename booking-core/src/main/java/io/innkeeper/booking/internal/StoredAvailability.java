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
import io.innkeeper.booking.availability.Dated;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.stay.StayRule;
import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Search over a storage, or over an index of it in memory. */
public final class StoredAvailability implements Availability {

    private final Facts stored;
    private final @Nullable IndexKeeper keeper;
    private final RequestValidator validator;
    private final Clock clock;

    /**
     * Search in {@code storage}.
     *
     * @param indexing what keeps an index of it; null if there is none
     */
    public StoredAvailability(Storage storage, @Nullable Indexing indexing, RequestValidator validator, Clock clock) {
        this(new StoredFacts(storage), indexing == null ? null : indexing.keeper(), validator, clock);
    }

    private StoredAvailability(Facts stored, @Nullable IndexKeeper keeper, RequestValidator validator, Clock clock) {
        this.stored = stored;
        this.keeper = keeper;
        this.validator = validator;
        this.clock = clock;
    }

    @Override
    public <T> Dated<T> dated(Function<? super Availability, ? extends T> look) {
        Optional<Instant> known = keeper == null ? Optional.empty() : keeper.asOf();
        // Where the index does not answer, what does is newer than it; but not the other way round.
        Availability then = known.isPresent() ? this : new StoredAvailability(stored, null, validator, clock);
        Instant asOf = known.orElseGet(clock::instant);
        return new Dated<>(look.apply(then), asOf);
    }

    @Override
    public void catchUp() {
        if (keeper != null) {
            keeper.catchUp();
        }
    }

    /** Where to look a stay in a hotel up. */
    private Facts facts(HotelId hotel, Stay stay) {
        return keeper != null && keeper.knows(hotel, stay) ? keeper.facts() : stored;
    }

    /** Where to look a stay in any hotel up. */
    private Facts facts(Stay stay) {
        return keeper != null && keeper.knows(stay) ? keeper.facts() : stored;
    }

    @Override
    public List<RoomOffer> freeRooms(HotelId hotel, Stay stay, int guests) {
        Given.notNull("stay", stay);
        if (guests < 1) {
            throw new InvalidRequestException("guests", "must be at least 1", guests);
        }
        Facts facts = facts(Given.notNull("hotel", hotel), stay);
        Hotel found = facts.hotel(hotel).orElseThrow(() -> new NotFoundException("hotel", hotel));
        LocalDate today = found.today(clock);
        refuse(stay, Rules.refusals(new Proposal(stay, guests, guests, today)));
        List<Room> free = facts.freeRooms(hotel, stay, guests);
        if (free.isEmpty()) {
            return List.of();
        }
        Tariff tariff = facts.tariffs(List.of(hotel), stay).getOrDefault(hotel, Tariff.none());
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
        Facts facts = facts(stay);
        List<FreeType> found = facts.freeTypes(new AvailabilityStore.CityFilter(
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
        return new Page<>(offers(facts, page.items(), query), page.next());
    }

    /** What booking would refuse is not offered: it may be tomorrow already where the hotel is. */
    private List<HotelOffer> offers(Facts facts, List<List<FreeType>> hotelsWithTypes, CityQuery query) {
        if (hotelsWithTypes.isEmpty()) {
            return List.of();
        }
        Map<HotelId, Tariff> found = facts.tariffs(
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
        Facts facts = facts(hotel, nights);
        Hotel found = facts.hotel(hotel).orElseThrow(() -> new NotFoundException("hotel", hotel));
        List<FreeNight> free = facts.freeNights(hotel, nights).stream()
                .filter(each -> wanted == null || each.type().equals(wanted))
                .toList();
        if (free.isEmpty()) {
            checkThereIs(facts, hotel, wanted);
            return Calendar.of(nights, List.of(), Tariff.none(), nights.departure());
        }
        Tariff tariff = facts.tariffs(List.of(hotel), nights).getOrDefault(hotel, Tariff.none());
        return Calendar.of(nights, free, tariff, found.today(clock));
    }

    private static void checkThereIs(Facts facts, HotelId hotel, @Nullable String type) {
        if (type != null && !facts.hasType(hotel, type)) {
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
