package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How statements ask for the nights of a stay: each night is looked up by the whole primary key of {@code room_night}. A
 * range of nights would have the server read all nights that a room was ever sold for, since what it takes from another
 * table it can use for equality only. Dates go to the server as text, so that no time zone of a driver or a session can
 * move them.
 */
final class FreeNights {

    /** The nights of a stay as a table; its parameter is {@link #parameter}. */
    static final String STAY = "json_table(?, '$[*]' columns (night date path '$')) stay";

    /**
     * Whether the room {@code r} is free; one parameter, as in {@link #STAY}. A scalar subquery that ends with the first
     * night that is taken, and not {@code not exists}, since MySQL would turn that into a join, and then group all hotels
     * of a city before it gives the first.
     */
    static final String IS_FREE = "(select 1 from " + STAY + """
                       straight_join room_night n on n.room_id = r.id and n.night = stay.night
                      where n.expires_at is null or n.expires_at > utc_timestamp(6) limit 1) is null
                    """;

    /**
     * The number of the first night of those in its parameter, {@link #before} or {@link #after}, on which the room {@code c}
     * is taken or held, expired or not; NULL if it is on none.
     */
    static final String FIRST_TAKEN = """
            (select min(near.place)
             from json_table(?, '$[*]' columns (place for ordinality, night date path '$')) near
             straight_join room_night n on n.room_id = c.id and n.night = near.night)
            """;

    private FreeNights() {}

    /** As JSON: one parameter, however many they are. */
    static String parameter(Stay stay) {
        return json(stay.nights().stream());
    }

    /** The nights before a stay that a policy wants to know of, the nearest first. */
    static String before(Stay stay) {
        return json(near().mapToObj(i -> stay.arrival().minusDays(i)));
    }

    /** The nights after a stay that a policy wants to know of, the nearest first. */
    static String after(Stay stay) {
        return json(near().mapToObj(i -> stay.departure().plusDays(i - 1L)));
    }

    private static IntStream near() {
        return IntStream.rangeClosed(1, AllocationPolicy.MOST_NIGHTS);
    }

    private static String json(Stream<LocalDate> nights) {
        return nights.filter(night -> night.getYear() >= 1 && night.getYear() <= 9999)
                .map(night -> '"' + night.toString() + '"')
                .collect(joining(",", "[", "]"));
    }
}
