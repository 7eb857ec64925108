package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How statements ask for the nights of a stay: each night is looked up by the whole primary key of {@code room_night}. A
 * range of nights would have the server read all nights that a room was ever sold for, since what it takes from another
 * table it can use for equality only. Dates go to the server as text, so that no time zone of a driver or a session can
 * move them.
 */
final class FreeNights {

    /**
     * The nights of a stay as a table; its parameter is {@link #parameter}. A driver that may not escape quotes sends a text
     * with them as bytes, and MySQL takes no JSON from bytes.
     */
    static final String STAY = "json_table(convert(? using utf8mb4), '$[*]' columns (night date path '$')) stay";

    /**
     * Whether the room {@code r} is free; one parameter, as in {@link #STAY}. A scalar subquery that ends with the first
     * night that is taken, and not {@code not exists}, since MySQL would turn that into a join, and then group all hotels
     * of a city before it gives the first.
     */
    static final String IS_FREE = "(select 1 from " + STAY + """
                       straight_join room_night n on n.room_id = r.id and n.hotel_id = r.hotel_id and n.night = stay.night
                      where n.expires_at is null or n.expires_at > utc_timestamp(6) limit 1) is null
                    """;

    /**
     * The number of the first night of those in its parameter, {@link #before} or {@link #after}, on which the room {@code c}
     * is taken or held, expired or not; NULL if it is on none.
     */
    static final String FIRST_TAKEN = """
            (select min(near.place)
             from json_table(convert(? using utf8mb4), '$[*]' columns (place for ordinality, night date path '$')) near
             straight_join room_night n on n.room_id = c.id and n.hotel_id = c.hotel_id and n.night = near.night)
            """;

    /** With the night {@code #}, if it is taken; its parameter is the date. */
    private static final String JOIN_NIGHT = """
             left join room_night # on #.room_id = r.id and #.hotel_id = r.hotel_id and #.night = ?
                                   and (#.expires_at is null or #.expires_at > utc_timestamp(6))
            """;

    /** A longer stay is not joined night by night: the server takes a few tens of tables, and ever longer to plan them. */
    private static final int MOST_JOINED = 14;

    /**
     * How a statement finds out whether the room {@code r} is free for a stay.
     *
     * @param joins comes behind the room {@code r} among the tables
     * @param joined its parameters
     * @param isFree a condition on what was joined
     * @param asked the condition's parameters
     */
    record Look(String joins, List<String> joined, String isFree, List<String> asked) {}

    private FreeNights() {}

    /**
     * The fastest way to look at many rooms. Each night of a short stay is a table of its own, joined by a constant: which
     * costs less than any subquery, and lets the server stop at the first night that is taken.
     */
    static Look look(Stay stay) {
        if (stay.length() > MOST_JOINED) {
            return new Look("", List.of(), IS_FREE, List.of(parameter(stay)));
        }
        List<String> nights = text(stay.nights().stream()).toList();
        StringBuilder joins = new StringBuilder();
        StringBuilder isFree = new StringBuilder("true");
        for (int i = 1; i <= nights.size(); i++) {
            joins.append(JOIN_NIGHT.replace("#", "n" + i));
            isFree.append(" and n").append(i).append(".room_id is null");
        }
        return new Look(joins.toString(), nights, isFree.append('\n').toString(), List.of());
    }

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
        return text(nights).map(night -> '"' + night + '"').collect(joining(",", "[", "]"));
    }

    /** Those that the server knows. */
    private static Stream<String> text(Stream<LocalDate> nights) {
        return nights.filter(night -> night.getYear() >= 1 && night.getYear() <= 9999)
                .map(LocalDate::toString);
    }
}
