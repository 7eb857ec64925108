package io.innkeeper.booking.internal;

import static java.util.stream.Collectors.groupingBy;

import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Puts a calendar together from what is free by type, and on what terms. */
final class Calendar {

    private Calendar() {}

    static List<CalendarNight> of(Stay nights, List<FreeNight> free, Tariff tariff, LocalDate today) {
        Map<LocalDate, List<FreeNight>> byNight = free.stream()
                .filter(each -> !each.night().isBefore(today) && !tariff.isStopped(each.type(), each.night()))
                .collect(groupingBy(FreeNight::night));
        return nights.nights().stream()
                .map(night -> night(night, byNight.getOrDefault(night, List.of()), tariff))
                .toList();
    }

    private static CalendarNight night(LocalDate night, List<FreeNight> free, Tariff tariff) {
        int rooms = free.stream().mapToInt(FreeNight::rooms).sum();
        Money lowest = free.stream()
                .map(each -> tariff.rate(each.type(), each.lowestRate(), night))
                .min(Comparator.comparing(Money::amount))
                .orElse(null);
        return new CalendarNight(night, rooms, lowest);
    }
}
