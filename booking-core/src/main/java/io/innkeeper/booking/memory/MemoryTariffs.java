package io.innkeeper.booking.memory;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The terms of each hotel in a value that is replaced as a whole: writers take turns, readers never wait. */
final class MemoryTariffs implements TariffStore {

    final Map<HotelId, Terms> terms = new ConcurrentHashMap<>();

    /** All terms of a hotel. Not changed once it can be read. */
    record Terms(Map<String, NavigableMap<LocalDate, Money>> rates, List<HotelRestriction> restrictions) {

        Tariff of(Stay stay) {
            Map<String, Map<LocalDate, Money>> found = new HashMap<>();
            rates.forEach((type, byNight) -> {
                Map<LocalDate, Money> within = byNight.subMap(stay.arrival(), stay.departure());
                if (!within.isEmpty()) {
                    found.put(type, within);
                }
            });
            List<Restriction> concerning = restrictions.stream()
                    .map(HotelRestriction::restriction)
                    .filter(restriction -> restriction.concerns(stay))
                    .toList();
            return found.isEmpty() && concerning.isEmpty() ? Tariff.none() : new Tariff(found, concerning);
        }

        Terms withRates(String type, Consumer<NavigableMap<LocalDate, Money>> change) {
            NavigableMap<LocalDate, Money> ofType = new TreeMap<>(rates.getOrDefault(type, new TreeMap<>()));
            change.accept(ofType);
            Map<String, NavigableMap<LocalDate, Money>> changed = new HashMap<>(rates);
            changed.put(type, ofType);
            return new Terms(changed, restrictions);
        }
    }

    private static final Terms NONE = new Terms(Map.of(), List.of());

    @Override
    public void setRate(HotelId hotel, String type, Stay nights, Money rate) {
        changeRates(hotel, type, rates -> nights.nights().forEach(night -> rates.put(night, rate)));
    }

    @Override
    public void clearRates(HotelId hotel, String type, Stay nights) {
        changeRates(
                hotel,
                type,
                rates -> rates.subMap(nights.arrival(), nights.departure()).clear());
    }

    private void changeRates(HotelId hotel, String type, Consumer<NavigableMap<LocalDate, Money>> change) {
        change(hotel, present -> present.withRates(type, change));
    }

    private void change(HotelId hotel, UnaryOperator<Terms> change) {
        terms.compute(hotel, (id, present) -> change.apply(present == null ? NONE : present));
    }

    @Override
    public void add(HotelRestriction restriction) {
        change(restriction.hotel(), present -> {
            List<HotelRestriction> more = new ArrayList<>(present.restrictions());
            more.add(restriction);
            more.sort(Comparator.comparing(each -> each.id().value(), MemoryBookings.BY_BYTES));
            return new Terms(present.rates(), List.copyOf(more));
        });
    }

    @Override
    public List<HotelRestriction> restrictions(HotelId hotel) {
        return terms.getOrDefault(hotel, NONE).restrictions();
    }

    @Override
    public boolean remove(HotelId hotel, RestrictionId restriction) {
        AtomicBoolean removed = new AtomicBoolean();
        terms.computeIfPresent(hotel, (id, present) -> {
            List<HotelRestriction> fewer = new ArrayList<>(present.restrictions());
            removed.set(fewer.removeIf(each -> each.id().equals(restriction)));
            return new Terms(present.rates(), List.copyOf(fewer));
        });
        return removed.get();
    }

    @Override
    public Map<HotelId, Tariff> find(Collection<HotelId> hotels, Stay stay) {
        Map<HotelId, Tariff> found = new HashMap<>();
        hotels.forEach(hotel -> found.put(hotel, terms.getOrDefault(hotel, NONE).of(stay)));
        return found;
    }
}
