package io.innkeeper.booking.examples.faults.history;

import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Begun;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.StoredNights;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A made-up history. Times are seconds, nights are days of one month, and an event has the id {@code "event of"} and its key. */
final class Story {

    static final String GUEST = "guest";

    private static final long SECOND = 1_000_000;

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();

    private Story(long lag, @Nullable Long longest) {
        add(Line.of(new Begun("none", 1, "none", lag * SECOND, longest == null ? null : longest * SECOND)));
    }

    static Story begins() {
        return new Story(0, null);
    }

    static Story withLag(long lag) {
        return new Story(lag, null);
    }

    static Story withLongest(long longest) {
        return new Story(0, longest);
    }

    static Nights nights(String room, int arrival, int departure) {
        return new Nights(room, date(arrival), date(departure));
    }

    static Seen confirmed(String booking, int version, Nights nights) {
        return new Seen(booking, version, "CONFIRMED", nights, null);
    }

    static Seen cancelled(String booking, int version, Nights nights) {
        return new Seen(booking, version, "CANCELLED", nights, null);
    }

    static Seen held(String booking, int version, Nights nights, long until) {
        return new Seen(booking, version, "HELD", nights, until * SECOND);
    }

    private static String date(int day) {
        return String.format("2027-05-%02d", day);
    }

    Story add(Line line) {
        lines.add(line);
        return this;
    }

    /** It is asked for, once or again. */
    Story asks(String key, long at) {
        return asks(key, at, null, null);
    }

    Story asks(String key, long at, @Nullable String booking, @Nullable Nights wanted) {
        return asks(key, at, "something", booking, wanted);
    }

    Story asksWhatBecameOf(String key, long at) {
        return asks(key, at, "resolve", null, null);
    }

    private Story asks(String key, long at, String what, @Nullable String booking, @Nullable Nights wanted) {
        int attempt = attempts.merge(key, 1, Integer::sum);
        return add(Line.of(new Asked(key, attempt, at * SECOND, what, GUEST, "hotel", booking, wanted)));
    }

    /** It is asked for and answered in one moment, which is given in microseconds. */
    Story hearsAt(
            String key, long micros, @Nullable String booking, @Nullable Nights wanted, String answer, int night) {
        add(Line.of(new Asked(key, 1, micros, "something", GUEST, "hotel", booking, wanted)));
        return add(Line.of(new Told(key, 1, micros, answer, List.of(), List.of(date(night)), null)));
    }

    /** The last attempt at it is acknowledged. */
    Story hears(String key, long at, Seen... done) {
        return add(Line.of(
                new Told(key, attempts.getOrDefault(key, 1), at * SECOND, "Done", List.of(done), List.of(), null)));
    }

    /** The last attempt at it is answered otherwise. */
    Story hears(String key, long at, String answer, int... taken) {
        List<String> dates = Arrays.stream(taken).mapToObj(Story::date).toList();
        return add(Line.of(new Told(key, attempts.get(key), at * SECOND, answer, List.of(), dates, null)));
    }

    Story event(@Nullable String key, String type, Seen after) {
        return add(Line.of(new StoredEvent("event of " + key, GUEST, key, List.of(), type, after)));
    }

    /** A group of two. */
    Story groupEvents(String key, Seen one, Seen other) {
        String with = "event with " + key;
        add(Line.of(new StoredEvent("event of " + key, GUEST, key, List.of(with), "BOOKED", one)));
        return add(Line.of(new StoredEvent(with, GUEST, null, List.of(), "BOOKED", other)));
    }

    Story givenUp(String key) {
        return add(Line.of(new StoredEvent("end of " + key, GUEST, key, List.of(), "GIVEN_UP", null)));
    }

    /** It is asked for, acknowledged, and there is an event of it. */
    Story does(String key, long from, long to, String type, Seen done) {
        return asks(key, from).hears(key, to, done).event(key, type, done);
    }

    Story booked(String key, long from, long to, Seen done) {
        return does(key, from, to, "BOOKED", done);
    }

    /** What bookings are in the end, with all nights that they should have. */
    Story ends(Seen... bookings) {
        for (Seen booking : bookings) {
            row(booking);
            if (!booking.isOver()) {
                stock(booking.id(), booking.nights());
            }
        }
        return this;
    }

    Story row(Seen booking) {
        return add(Line.of(booking));
    }

    Story stock(String booking, Nights nights) {
        return add(Line.of(new StoredNights(booking, nights.room(), nights.dates())));
    }

    List<Line> lines() {
        return lines;
    }

    List<Finding> findings() {
        return Checker.check(lines).findings();
    }
}
