package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.page.WallMonth;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the nights of a month cost in rooms of one type, as a calendar on a wall.
 *
 * @param month the month
 * @param weeks from Monday to Sunday; null for days of other months
 */
record RateMonth(YearMonth month, List<List<@Nullable Night>> weeks) {

    /**
     * A night.
     *
     * @param date the night
     * @param lowest what it costs in the cheapest room
     * @param highest what it costs in the dearest one
     * @param isSet whether it was given a rate of its own
     */
    record Night(LocalDate date, Money lowest, Money highest, boolean isSet) {

        /** Whether all rooms cost the same then. */
        public boolean isOneRate() {
            return lowest.equals(highest);
        }
    }

    /**
     * Puts it together.
     *
     * @param rooms those of the type, at least one
     * @param rates what nights were given
     */
    static RateMonth of(YearMonth month, List<Room> rooms, Map<LocalDate, Money> rates) {
        Comparator<Money> byAmount = Comparator.comparing(Money::amount);
        List<Money> own = rooms.stream()
                .map(room -> room.details().nightlyRate())
                .sorted(byAmount)
                .toList();
        List<Night> days = new ArrayList<>();
        for (LocalDate date : WallMonth.nights(month).nights()) {
            Money rate = rates.get(date);
            days.add(
                    rate != null
                            ? new Night(date, rate, rate, true)
                            : new Night(date, own.get(0), own.get(own.size() - 1), false));
        }
        return new RateMonth(month, WallMonth.weeks(month, days));
    }
}
