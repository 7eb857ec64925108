package io.innkeeper.booking.account;

import io.innkeeper.booking.input.Text;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The one form in which passwords are counted, compared and hashed: Unicode NFKC, so that a letter typed with a
 * combining accent on one keyboard and as one character on another is the same letter (NIST SP 800-63B-4, section
 * 3.1.1.2; Unicode Standard Annex 15). Nothing else about a password is changed: no case, no space, no length.
 *
 * <p>NFKC is idempotent, so a text that comes here twice is the same as one that came once. A character that this Java
 * runtime does not know yet stays as it is, now and in later versions of Unicode, unless it is composed of others.
 */
final class PasswordText {

    /** Longest text that is normalised or hashed at all, in UTF-16 code units as typed: a bound on work, not a rule. */
    static final int LONGEST = 4096;

    private PasswordText() {}

    /** The text in NFKC. */
    static String normalise(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** The normalised text without difference of case, for comparison only. */
    static String fold(String text) {
        // Upper case first: it takes apart what has no single capital (the German sharp s) and joins what has two small
        // forms (the Greek final sigma).
        return normalise(normalise(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a text has no NUL and no half of a surrogate pair. HMAC fills short keys up with zero bytes (RFC 2104,
     * section 2), so with PBKDF2 a password and the same with a NUL after it have one hash; half a pair has no UTF-8.
     */
    static boolean isWellFormed(String text) {
        return text.indexOf(0) < 0 && Text.isWellFormed(text);
    }

    /** Whether a hash can be made of it: not empty, not longer than {@link #LONGEST}, well-formed. */
    static boolean isHashable(String password) {
        return !password.isEmpty() && password.length() <= LONGEST && isWellFormed(password);
    }
}
