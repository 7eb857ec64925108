package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.examples.web.page.WallMonth;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
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

    static Month of(YearMonth month, List<CalendarNight> nights, LocalDate today) {
        YearMonth first = YearMonth.from(today);
        return new Month(
                month,
                WallMonth.weeks(month, nights),
                month.isAfter(first) ? month.minusMonths(1) : null,
                month.isBefore(first.plusMonths(MONTHS_AHEAD)) ? month.plusMonths(1) : null);
    }
}
