package io.innkeeper.booking.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which new passwords are acceptable. Immutable and safe for use by many threads.
 *
 * <p>It follows NIST SP 800-63B-4, section 3.1.1.2, and OWASP ASVS 5.0, V6.2: length is what counts, and a password
 * must not be one that an attacker tries first. It asks for no mixture of characters and lets passwords grow as old as
 * they like. Any character will do, space, emoji and other scripts included, except NUL and halves of surrogate pairs,
 * which cannot be hashed faithfully. Length is counted in Unicode code points after normalisation to NFKC, the form
 * that is hashed.
 *
 * <p>A policy judges passwords that are being set. It is not asked when a user logs in, so a stricter policy locks
 * nobody out.
 */
public final class PasswordPolicy {

    /** NIST SP 800-63B-4, section 3.1.1.2, for a password that is the only factor; ASVS 6.2.1 recommends the same. */
    private static final int MINIMUM = 15;

    /** The least that NIST allows beside a second factor, and that ASVS 6.2.1 allows at all. */
    private static final int LEAST_MINIMUM = 8;

    private static final int MAXIMUM = 256;

    /** Twice the 64 that NIST and ASVS 6.2.9 want to be permitted. */
    private static final int LEAST_MAXIMUM = 128;

    private static final int MOST_MAXIMUM = 1024;

    private static final PasswordPolicy STANDARD = new PasswordPolicy(MINIMUM, MAXIMUM);

    private final int minimumLength;
    private final int maximumLength;

    private PasswordPolicy(int minimumLength, int maximumLength) {
        this.minimumLength = minimumLength;
        this.maximumLength = maximumLength;
    }

    /** At least 15 and at most 256 characters: the lengths for a password that is the only factor. */
    public static PasswordPolicy standard() {
        return STANDARD;
    }

    /**
     * This policy with another minimum length. Under 15 is meant for hosts that ask for a second factor. The list of
     * common passwords is made for minimum lengths from 8 to 15 (ASVS 6.2.4); above that it is shorter than ASVS asks
     * for.
     *
     * @param codePoints at least 8, at most the {@linkplain #maximumLength() maximum length}
     * @throws IllegalArgumentException if it is out of this range
     */
    public PasswordPolicy withMinimumLength(int codePoints) {
        if (codePoints < LEAST_MINIMUM || codePoints > maximumLength) {
            throw new IllegalArgumentException("the minimum length of a password is at least " + LEAST_MINIMUM
                    + " and at most its maximum length, " + maximumLength + "; not " + codePoints);
        }
        return new PasswordPolicy(codePoints, maximumLength);
    }

    /**
     * This policy with another maximum length. It is there to bound work, not to shorten passwords.
     *
     * @param codePoints from 128 to 1024, and at least the {@linkplain #minimumLength() minimum length}
     * @throws IllegalArgumentException if it is out of this range
     */
    public PasswordPolicy withMaximumLength(int codePoints) {
        if (codePoints < Math.max(LEAST_MAXIMUM, minimumLength) || codePoints > MOST_MAXIMUM) {
            throw new IllegalArgumentException("the maximum length of a password is at least " + LEAST_MAXIMUM
                    + " and its minimum length, " + minimumLength + ", and at most " + MOST_MAXIMUM + "; not "
                    + codePoints);
        }
        return new PasswordPolicy(minimumLength, codePoints);
    }

    /** Shortest acceptable password, in code points. */
    public int minimumLength() {
        return minimumLength;
    }

    /** Longest acceptable password, in code points. */
    public int maximumLength() {
        return maximumLength;
    }

    /**
     * What is wrong with a new password: its length, a character that cannot be hashed, that it is among the most
     * common ones, that it is one character repeated, or that it is one of the given words. Common passwords and words
     * are compared with the whole password, as NIST wants it, without regard to case; for words, white space does not
     * count either, and an e-mail address stands for the part before its {@code @} too.
     *
     * @param password the new password as typed
     * @param contextWords what an attacker would guess for this account: the user's e-mail address and name, and
     *     perhaps the name of the hotel or the site (ASVS 6.2.11). Blank ones count for nothing
     * @return messages in English to be read after the field's name, as "must have at least 15 characters"; empty if
     *     the password is acceptable. They never contain the password or a word of it
     * @throws NullPointerException if the password or a word is null
     */
    public List<String> problems(String password, String... contextWords) {
        List<String> problems = new ArrayList<>();
        String tooLong = "must have at most " + maximumLength + " characters";
        if (password.length() > PasswordText.LONGEST) {
            return List.of(tooLong); // and nobody has to normalise a book
        }
        String normalised = PasswordText.normalise(password);
        int length = normalised.codePointCount(0, normalised.length());
        if (length < minimumLength) {
            problems.add("must have at least " + minimumLength + " characters");
        }
        if (length > maximumLength) {
            problems.add(tooLong);
        }
        if (!PasswordText.isWellFormed(password)) {
            problems.add("must not contain the character NUL or half of a surrogate pair");
        }
        String folded = PasswordText.fold(password);
        if (CommonPasswords.contains(folded)) {
            problems.add("must not be one of the most common passwords");
        }
        if (length > 1 && folded.codePoints().distinct().count() == 1) {
            problems.add("must not be one character repeated");
        }
        if (isOneOf(folded, contextWords)) {
            problems.add("must not be the e-mail address, a name or another word that belongs to the account");
        }
        return List.copyOf(problems);
    }

    private static boolean isOneOf(String folded, String... words) {
        String password = withoutSpace(folded);
        return !password.isEmpty()
                && Stream.of(words)
                        .flatMap(PasswordPolicy::withLocalPart)
                        .anyMatch(word -> withoutSpace(PasswordText.fold(word)).equals(password));
    }

    private static Stream<String> withLocalPart(String word) {
        Objects.requireNonNull(word, "contextWords");
        int at = word.lastIndexOf('@');
        return at < 0 ? Stream.of(word) : Stream.of(word, word.substring(0, at));
    }

    private static String withoutSpace(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The lengths. */
    @Override
    public String toString() {
        return "PasswordPolicy[" + minimumLength + " to " + maximumLength + " characters]";
    }
}
