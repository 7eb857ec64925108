package io.innkeeper.booking.availability;

import java.time.Duration;

/**
 * An index in memory of what is free, by which {@link Availability} answers without asking the database. It is switched on by
 * {@code builder.availabilityIndex(AvailabilityIndex.standard())}; booking goes on being decided by the database. Immutable.
 *
 * <p>A thread looks {@link #every} so often what was committed. How long an answer may not know of a change:
 *
 * <ul>
 *   <li>bookings, holds, cancellations and whatever else has an event, by any application: until the next look, and never
 *       longer than {@link #atMostOld}: an index that could not look for so long is not asked, but the database;
 *   <li>a hold that ends and that nobody has extended: not at all. One that is extended or confirmed at the last moment may be
 *       thought free until the next look;
 *   <li>hotels, rooms, rates and restrictions, closings and stop-sells included: until the next look if they were changed
 *       through this {@link io.innkeeper.booking.Innkeeper}, and otherwise {@link #termsWithin};
 *   <li>what was written past the library, or in a transaction that went on for longer than {@link #overlap}:
 *       {@link #rereadWithin}.
 * </ul>
 *
 * @param daysAhead for how many days from today on nights are known, 1 to 3,660; later ones are asked for in the database
 * @param every how long it waits from one look to the next, 10 milliseconds to 1 hour
 * @param atMostOld how old an answer may be, at most 1 day
 * @param termsWithin within which time all hotels are looked through for changes to hotels, rooms, rates and restrictions, at
 *     most 1 day
 * @param rereadWithin within which time all hotels are read anew, at most 30 days
 * @param overlap how far back in time it looks for events: longer than a transaction that writes one takes, and the clocks of
 *     applications differ, together, at most 1 day; never less than a minute and twice the time within which
 *     this {@link io.innkeeper.booking.Innkeeper} wants answers
 * @param refusesSoldOut whether who wants to book or hold any room of a type that is known to be sold out is told so without asking
 *     the database. What another application has cancelled is refused for {@link #atMostOld} at most, and a room that
 *     another one has added or opened, for {@link #termsWithin}
 */
public record AvailabilityIndex(
        int daysAhead,
        Duration every,
        Duration atMostOld,
        Duration termsWithin,
        Duration rereadWithin,
        Duration overlap,
        boolean refusesSoldOut) {

    private static final int MOST_DAYS = 3660;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    /**
     * Checks that all are in range.
     *
     * @throws IllegalArgumentException if one is not
     */
    public AvailabilityIndex {
        if (daysAhead < 1 || daysAhead > MOST_DAYS) {
            throw new IllegalArgumentException("daysAhead must be 1 to " + MOST_DAYS + ", and not " + daysAhead);
        }
        check("every", every, SHORTEST_WAIT, Duration.ofHours(1));
        check("atMostOld", atMostOld, SHORTEST_WAIT, DAY);
        check("termsWithin", termsWithin, SHORTEST_WAIT, DAY);
        check("rereadWithin", rereadWithin, SHORTEST_WAIT, Duration.ofDays(30));
        check("overlap", overlap, Duration.ZERO, DAY);
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", and not " + value);
        }
    }

    /** 540 days; a look each second; at most 10 seconds old; terms within a minute; all anew within an hour; it refuses nothing. */
    public static AvailabilityIndex standard() {
        return new AvailabilityIndex(
                540,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofMinutes(2),
                false);
    }

    /** The same for so many days. */
    public AvailabilityIndex daysAhead(int value) {
        return new AvailabilityIndex(value, every, atMostOld, termsWithin, rereadWithin, overlap, refusesSoldOut);
    }

    /** The same with another time between looks. */
    public AvailabilityIndex every(Duration value) {
        return new AvailabilityIndex(daysAhead, value, atMostOld, termsWithin, rereadWithin, overlap, refusesSoldOut);
    }

    /** The same with answers that are at most so old. */
    public AvailabilityIndex atMostOld(Duration value) {
        return new AvailabilityIndex(daysAhead, every, value, termsWithin, rereadWithin, overlap, refusesSoldOut);
    }

    /** The same with changes to hotels and terms seen within so much time. */
    public AvailabilityIndex termsWithin(Duration value) {
        return new AvailabilityIndex(daysAhead, every, atMostOld, value, rereadWithin, overlap, refusesSoldOut);
    }

    /** The same with everything read anew within so much time. */
    public AvailabilityIndex rereadWithin(Duration value) {
        return new AvailabilityIndex(daysAhead, every, atMostOld, termsWithin, value, overlap, refusesSoldOut);
    }

    /** The same, looking so far back. */
    public AvailabilityIndex overlap(Duration value) {
        return new AvailabilityIndex(daysAhead, every, atMostOld, termsWithin, rereadWithin, value, refusesSoldOut);
    }

    /** The same, refusing what is known to be sold out without asking the database. */
    public AvailabilityIndex refusingSoldOut() {
        return new AvailabilityIndex(daysAhead, every, atMostOld, termsWithin, rereadWithin, overlap, true);
    }
}
