package io.innkeeper.booking.hotel;

import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * On what terms a hotel sells some nights, as they were looked up. Immutable.
 *
 * @param rates by type of room the nights that have a rate of their own
 * @param restrictions what is asked of stays that have some of the nights, or end after the last of them
 */
public record Tariff(Map<String, Map<LocalDate, Money>> rates, List<Restriction> restrictions) {

    private static final Tariff NONE = new Tariff(Map.of(), List.of());

    /** Makes the maps and the list unmodifiable. */
    public Tariff {
        rates = rates.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
        restrictions = List.copyOf(restrictions);
    }

    /** Every night at the room's own rate, to whoever wants it. */
    public static Tariff none() {
        return NONE;
    }

    /** What a night costs in a room of the type that has this rate of its own. */
    public Money rate(String type, Money ownRate, LocalDate night) {
        return rates.getOrDefault(type, Map.of()).getOrDefault(night, ownRate);
    }

    /** What each night of a stay costs in a room, in their order. */
    public List<Money> nightly(Room room, Stay stay) {
        RoomDetails details = room.details();
        return stay.nights().stream()
                .map(night -> rate(details.type(), details.nightlyRate(), night))
                .toList();
    }

    /** What a stay costs in a room of the type that has this rate of its own: the sum over its nights. */
    public Money total(String type, Money ownRate, Stay stay) {
        if (!rates.containsKey(type)) {
            return ownRate.times(stay.length());
        }
        return stay.nights().stream().map(night -> rate(type, ownRate, night)).reduce(ownRate.times(0), Money::plus);
    }

    /** What a stay costs in a room. */
    public Money total(Room room, Stay stay) {
        return total(room.details().type(), room.details().nightlyRate(), stay);
    }

    /** What is asked of a stay in a room of a type. */
    public List<Restriction> restrictions(String type) {
        return restrictions.stream()
                .filter(restriction -> restriction.isFor(type))
                .toList();
    }

    /** Whether a night is not sold in rooms of a type. */
    public boolean isStopped(String type, LocalDate night) {
        return restrictions(type).stream().anyMatch(restriction -> restriction.stops(night));
    }
}
