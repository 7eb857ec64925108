package io.innkeeper.booking.input;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/** The form in which text from outside is kept. */
public final class Text {

    /** RFC 1035, section 2.3.4. */
    private static final int LONGEST_DOMAIN = 255;

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

    /**
     * The form in which e-mail addresses are compared: composed (NFC), lower case, the domain in ASCII (IDNA). Null stays
     * null.
     */
    @SuppressWarnings("NullAway") // as above
    public static String email(String address) {
        if (address == null) {
            return null;
        }
        String composed =
                Normalizer.normalize(address, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
        int at = composed.lastIndexOf('@');
        return composed.substring(0, at + 1) + asciiDomain(composed.substring(at + 1));
    }

    /** What is no domain stays as it is, for validation to refuse. */
    private static String asciiDomain(String domain) {
        try {
            return domain.length() > LONGEST_DOMAIN
                    ? domain
                    : IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }
}
