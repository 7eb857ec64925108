package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.stay.Stay;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A month of a hotel, as it hangs on a wall.
 *
 * @param month the month
 * @param weeks from Monday to Sunday; null for days of other months
 * @param previous the month before, or null if that is over
 * @param next the month after, or null if it is too far away
 */
record Month(
        YearMonth month,
        List<List<@Nullable CalendarNight>> weeks,
        @Nullable YearMonth previous,
        @Nullable YearMonth next) {

    private static final int MONTHS_AHEAD = 24;
    private static final int DAYS = 7;

    /** The month that was asked for, or the one of a date if it was none that can be shown. */
    static YearMonth wanted(String text, LocalDate otherwise, LocalDate today) {
        try {
            YearMonth asked = text.isEmpty() ? YearMonth.from(otherwise) : YearMonth.parse(text);
            YearMonth first = YearMonth.from(today);
            return asked.isBefore(first) || asked.isAfter(first.plusMonths(MONTHS_AHEAD)) ? first : asked;
        } catch (DateTimeException e) {
            return YearMonth.from(today);
        }
    }

    static Stay nights(YearMonth month) {
        return new Stay(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    static Month of(YearMonth month, List<CalendarNight> nights, LocalDate today) {
        YearMonth first = YearMonth.from(today);
        List<@Nullable CalendarNight> days = new ArrayList<>(
                Collections.nCopies(month.atDay(1).getDayOfWeek().getValue() - 1, null));
        days.addAll(nights);
        while (days.size() % DAYS != 0) {
            days.add(null);
        }
        List<List<@Nullable CalendarNight>> weeks = new ArrayList<>();
        for (int from = 0; from < days.size(); from += DAYS) {
            weeks.add(days.subList(from, from + DAYS));
        }
        return new Month(
                month,
                weeks,
                month.isAfter(first) ? month.minusMonths(1) : null,
                month.isBefore(first.plusMonths(MONTHS_AHEAD)) ? month.plusMonths(1) : null);
    }
}
