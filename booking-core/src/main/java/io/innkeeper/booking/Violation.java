package io.innkeeper.booking;

import java.io.Serializable;
import java.util.Objects;

/**
 * One thing that is wrong with one field of a request.
 *
 * @param field path of the field from the request's root, for example {@code nightlyRate.amount}
 * @param message what the field must be, in English, to be read after the field's name
 * @param value the refused value as text: shortened, control characters made visible, and {@code (hidden)} where the
 *     field is a secret
 */
public record Violation(String field, String message, String value) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 80;

    /** Checks that no part is null. */
    public Violation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(value, "value");
    }

    /** A violation that shows {@code value}, made safe to print: at most 80 characters, none of them a control. */
    public static Violation of(String field, String message, Object value) {
        return new Violation(field, message, printable(String.valueOf(value)));
    }

    /** A violation that does not show its value, for passwords and tokens. */
    public static Violation secret(String field, String message) {
        return new Violation(field, message, "(hidden)");
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        int[] codePoints = text.codePoints().limit(LONGEST_VALUE).toArray();
        for (int codePoint : codePoints) {
            if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", codePoint));
            } else {
                shown.appendCodePoint(codePoint);
            }
        }
        int left = text.codePointCount(0, text.length()) - codePoints.length;
        return left == 0 ? shown.toString() : shown + "... (" + left + " more characters)";
    }

    @Override
    public String toString() {
        return field + " " + message + " (was: " + value + ")";
    }
}
