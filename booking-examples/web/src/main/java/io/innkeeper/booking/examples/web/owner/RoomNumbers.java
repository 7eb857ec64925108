package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.page.Form;
import io.innkeeper.booking.hotel.Hotels;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Counts on from the number of a room: 101, 102 and so on, or A09, A10. */
final class RoomNumbers {

    private static final Pattern DIGITS_AT_THE_END = Pattern.compile("(.*?)([0-9]{1,20})");

    private RoomNumbers() {}

    /** So many numbers as a form says, from the one on that it says; what is wrong with that is noted there. */
    static List<String> from(Form form) {
        String first = form.text("number");
        int count = form.number("count", 1);
        if (count < 1 || count > Hotels.MOST_ROOMS) {
            form.refused("count", "must be 1 to " + Hotels.MOST_ROOMS);
            return List.of();
        }
        if (count == 1) {
            return List.of(first);
        }
        Matcher parts = DIGITS_AT_THE_END.matcher(first);
        if (!parts.matches()) {
            form.refused("number", "must end in a digit, to count on from there");
            return List.of();
        }
        String prefix = parts.group(1);
        String digits = parts.group(2);
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + padded(new BigInteger(digits).add(BigInteger.valueOf(i)), digits.length()))
                .toList();
    }

    private static String padded(BigInteger number, int length) {
        String text = number.toString();
        return "0".repeat(Math.max(0, length - text.length())) + text;
    }
}
