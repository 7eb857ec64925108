package io.innkeeper.booking.internal;

import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On what terms a hotel sells the nights of a long time, in little memory: a rate that many nights have is kept once. Immutable. */
final class HotelTerms {

    private static final HotelTerms NONE = new HotelTerms(LocalDate.EPOCH, Map.of(), new Money[0], List.of());

    private final LocalDate first;

    /** By type, for each night the number of its rate from 1 on, or 0. */
    private final Map<String, char[]> rateNumbers;

    private final Money[] rates;
    private final List<Restriction> restrictions;

    private HotelTerms(
            LocalDate first, Map<String, char[]> rateNumbers, Money[] rates, List<Restriction> restrictions) {
        this.first = first;
        this.rateNumbers = rateNumbers;
        this.rates = rates;
        this.restrictions = restrictions;
    }

    /** Of a tariff that was looked up for some nights. */
    static HotelTerms of(Tariff tariff, Stay nights) {
        if (tariff.rates().isEmpty() && tariff.restrictions().isEmpty()) {
            return NONE;
        }
        List<Money> rates = new ArrayList<>();
        Map<Money, Integer> numbers = new HashMap<>();
        Map<String, char[]> rateNumbers = new HashMap<>();
        tariff.rates().forEach((type, byNight) -> {
            char[] numberOf = new char[nights.length()];
            byNight.forEach((night, rate) -> {
                int number = numbers.computeIfAbsent(rate, each -> {
                    rates.add(each);
                    return rates.size();
                });
                numberOf[(int) ChronoUnit.DAYS.between(nights.arrival(), night)] = (char) number;
            });
            rateNumbers.put(type, numberOf);
        });
        return new HotelTerms(
                nights.arrival(), Map.copyOf(rateNumbers), rates.toArray(Money[]::new), tariff.restrictions());
    }

    /** What concerns a stay, all of whose nights are among those that it was made for. */
    Tariff of(Stay stay) {
        if (rateNumbers.isEmpty() && restrictions.isEmpty()) {
            return Tariff.none();
        }
        Map<String, Map<LocalDate, Money>> found = new HashMap<>();
        int from = (int) ChronoUnit.DAYS.between(first, stay.arrival());
        rateNumbers.forEach((type, numberOf) -> {
            Map<LocalDate, Money> byNight = new HashMap<>();
            for (int i = 0; i < stay.length(); i++) {
                int number = numberOf[from + i];
                if (number > 0) {
                    byNight.put(stay.arrival().plusDays(i), rates[number - 1]);
                }
            }
            if (!byNight.isEmpty()) {
                found.put(type, byNight);
            }
        });
        return new Tariff(
                found, restrictions.stream().filter(each -> each.concerns(stay)).toList());
    }

    /** How many bytes of memory it needs, about. */
    long bytes() {
        long nights = rateNumbers.values().stream()
                .mapToLong(each -> each.length * 2L + 64)
                .sum();
        return nights + rates.length * 88L + restrictions.size() * 96L;
    }
}
