package io.innkeeper.booking.input;

import java.util.Locale;

/** The form in which text from outside is kept. */
public final class Text {

    private Text() {}

    /** Whether the text has no half of a surrogate pair, so that it can be written as UTF-8. */
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(each -> Character.getType(each) == Character.SURROGATE);
    }

    /** Without surrounding space. Null stays null: what must be given is for validation to say. */
    @SuppressWarnings("NullAway") // null comes from outside, past the annotations, and is refused later
    public static String strip(String text) {
        return text == null ? null : text.strip();
    }

    /** The form in which e-mail addresses are compared. Null stays null. */
    @SuppressWarnings("NullAway") // as above
    public static String email(String address) {
        return address == null ? null : address.strip().toLowerCase(Locale.ROOT);
    }
}
