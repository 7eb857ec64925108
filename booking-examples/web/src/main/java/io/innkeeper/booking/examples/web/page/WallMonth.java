package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.stay.Stay;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A month as it hangs on a wall: a row for each week. */
public final class WallMonth {

    private static final int DAYS = 7;

    private WallMonth() {}

    /** The nights of a month. */
    public static Stay nights(YearMonth month) {
        return new Stay(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * What there is of each day, from Monday to Sunday; null for days of other months.
     *
     * @param days one for each day of the month
     */
    public static <T> List<List<@Nullable T>> weeks(YearMonth month, List<T> days) {
        List<@Nullable T> all = new ArrayList<>(
                Collections.nCopies(month.atDay(1).getDayOfWeek().getValue() - 1, null));
        all.addAll(days);
        while (all.size() % DAYS != 0) {
            all.add(null);
        }
        List<List<@Nullable T>> weeks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += DAYS) {
            weeks.add(all.subList(from, from + DAYS));
        }
        return weeks;
    }
}
