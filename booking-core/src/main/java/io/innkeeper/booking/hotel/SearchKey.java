package io.innkeeper.booking.hotel;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The form in which names and cities are searched and sorted: without case, accents and surrounding space, at most 200
 * characters. Every storage uses this one, so that all of them find the same hotels in the same order.
 *
 * @param value the folded text
 */
public record SearchKey(String value) implements Comparable<SearchKey> {

    private static final int LONGEST = 200;
    private static final Pattern MARKS = Pattern.compile("(?<=[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}])\\p{M}+");

    /** Checks that the value is not null. */
    public SearchKey {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Folds a text: NFKD, no marks on Latin, Greek and Cyrillic letters (elsewhere they are letters of their own), no case.
     */
    public static SearchKey of(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        // Up before down, since some letters are alike only in upper case. Stripped last: folding makes plain spaces of
        // other ones, and a database may ignore those at the end.
        String folded = plain.toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03c2', '\u03c3') // final sigma
                .replace('\u0142', 'l') // l, o and d with a stroke, which are not made of letter and mark
                .replace('\u00f8', 'o')
                .replace('\u0111', 'd')
                .strip();
        int length = folded.codePointCount(0, folded.length());
        return new SearchKey(
                length <= LONGEST
                        ? folded
                        : folded.substring(0, folded.offsetByCodePoints(0, LONGEST))
                                .strip());
    }

    /** By code point, which is how a binary collation of a database sorts. */
    @Override
    public int compareTo(SearchKey other) {
        return Arrays.compareUnsigned(
                value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The folded text. */
    @Override
    public String toString() {
        return value;
    }
}
