package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A trace of the shape of a resort's real one, for when no file is given: what is rounded here was counted in that file. Made
 * by a seed, so that it is the same each time.
 */
final class GeneratedTrace {

    private static final LocalDate FIRST_ARRIVAL = LocalDate.of(2015, 7, 1);
    private static final int DAYS = 793;

    /** Of 100 reservations. */
    private static final int CANCELLED = 27;

    private static final List<String> TYPES = List.of("A", "D", "E", "G", "F", "C", "H");
    private static final int[] TYPE_WEIGHTS = {584, 186, 124, 40, 28, 23, 15};

    /** From January on. */
    private static final int[] MONTH_WEIGHTS = {54, 77, 83, 90, 88, 75, 113, 121, 78, 88, 60, 65};

    private static final int[] NIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 21, 28};
    private static final int[] NIGHT_WEIGHTS = {193, 155, 142, 120, 69, 45, 164, 19, 16, 23, 8, 26, 2, 1};

    /** The tenths of all lead times, in days. */
    private static final int[] LEAD_TIMES = {0, 1, 6, 17, 34, 58, 91, 131, 178, 239, 400};

    private final SplittableRandom random;

    private GeneratedTrace(long seed) {
        random = new SplittableRandom(seed);
    }

    /** So many reservations. */
    static Trace of(long seed, int reservations) {
        GeneratedTrace generated = new GeneratedTrace(seed);
        List<Reservation> all = new ArrayList<>();
        for (int i = 0; i < reservations; i++) {
            all.add(generated.next());
        }
        return Trace.of("generated with seed " + seed + " (" + reservations + " reservations)", all);
    }

    private Reservation next() {
        LocalDate arrival = arrival();
        int tenth = random.nextInt(LEAD_TIMES.length - 1);
        int lead = LEAD_TIMES[tenth] + random.nextInt(LEAD_TIMES[tenth + 1] - LEAD_TIMES[tenth]);
        Stay stay = Stay.of(arrival, NIGHTS[index(NIGHT_WEIGHTS)]);
        return new Reservation(TYPES.get(index(TYPE_WEIGHTS)), arrival.minusDays(lead), stay, cancelled(arrival, lead));
    }

    private @Nullable LocalDate cancelled(LocalDate arrival, int lead) {
        return random.nextInt(100) < CANCELLED ? arrival.minusDays(random.nextInt(lead + 1)) : null;
    }

    /** Days of busy months are taken more often. */
    private LocalDate arrival() {
        int busiest = 121;
        while (true) {
            LocalDate day = FIRST_ARRIVAL.plusDays(random.nextInt(DAYS));
            if (random.nextInt(busiest) < MONTH_WEIGHTS[day.getMonthValue() - 1]) {
                return day;
            }
        }
    }

    private int index(int[] weights) {
        int all = 0;
        for (int weight : weights) {
            all += weight;
        }
        int at = random.nextInt(all);
        int index = 0;
        while (at >= weights[index]) {
            at -= weights[index++];
        }
        return index;
    }
}
