package io.innkeeper.booking.account;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stored hash, taken apart: parameters, salt and hash of the PHC string format (github.com/P-H-C/phc-string-format).
 * Immutable as long as nobody writes to the arrays that it hands out.
 *
 * <p>The parser takes the one text that the format prescribes for a value, and no other: parameters complete and in
 * order, decimals without sign and leading zero, Base64 without padding and without stray bits. What it returns has
 * small parts, however long and hostile the text was; what the parameters would cost is for the algorithm to judge.
 */
final class PhcString {

    /** Longest text that is looked at; the longest that the hashers here write has under 120 characters. */
    private static final int LONGEST_TEXT = 256;

    // Argon2's own bounds in the format's text; ten bytes of hash are the least that it allows for passwords.
    private static final int SHORTEST_SALT = 8;
    private static final int LONGEST_SALT = 48;
    private static final int SHORTEST_HASH = 16;
    private static final int LONGEST_HASH = 64;

    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,8}");

    private final List<Integer> values;
    private final byte[] salt;
    private final byte[] hash;

    private PhcString(List<Integer> values, byte[] salt, byte[] hash) {
        this.values = values;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * How one algorithm writes its hashes.
     *
     * @param prefix what they begin with: the algorithm and, where it has one, the version, with all the dollar signs
     * @param parameters names of the parameters in order; each value is a whole number from 1 to 999,999,999
     */
    record Format(String prefix, List<String> parameters) {

        /** The text for these values, one for each parameter. */
        String write(List<Integer> values, byte[] salt, byte[] hash) {
            StringBuilder text = new StringBuilder(prefix);
            for (int i = 0; i < parameters.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(parameters.get(i))
                        .append('=')
                        .append(values.get(i));
            }
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return text.append('$')
                    .append(base64.encodeToString(salt))
                    .append('$')
                    .append(base64.encodeToString(hash))
                    .toString();
        }

        /** The parts of a text in this format, or empty if it is anything else. Never throws. */
        Optional<PhcString> parse(String text) {
            if (text.length() > LONGEST_TEXT || !text.startsWith(prefix)) {
                return Optional.empty();
            }
            String[] fields = text.substring(prefix.length()).split("\\$", -1);
            if (fields.length != 3) {
                return Optional.empty();
            }
            Optional<List<Integer>> values = values(fields[0]);
            Optional<byte[]> salt = bytes(fields[1], SHORTEST_SALT, LONGEST_SALT);
            Optional<byte[]> hash = bytes(fields[2], SHORTEST_HASH, LONGEST_HASH);
            if (values.isEmpty() || salt.isEmpty() || hash.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new PhcString(values.get(), salt.get(), hash.get()));
        }

        private Optional<List<Integer>> values(String field) {
            String[] pairs = field.split(",", -1);
            if (pairs.length != parameters.size()) {
                return Optional.empty();
            }
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < pairs.length; i++) {
                String start = parameters.get(i) + "=";
                if (!pairs[i].startsWith(start)
                        || !DECIMAL.matcher(pairs[i].substring(start.length())).matches()) {
                    return Optional.empty();
                }
                values.add(Integer.valueOf(pairs[i].substring(start.length())));
            }
            return Optional.of(List.copyOf(values));
        }

        private static Optional<byte[]> bytes(String field, int shortest, int longest) {
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(field);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
            // Java's decoder forgives padding and stray bits at the end; only the text that we would write is taken.
            boolean strict =
                    Base64.getEncoder().withoutPadding().encodeToString(decoded).equals(field);
            return strict && decoded.length >= shortest && decoded.length <= longest
                    ? Optional.of(decoded)
                    : Optional.empty();
        }
    }

    /** The parameters' values, in the order of the format. */
    List<Integer> values() {
        return values;
    }

    /** The salt: 8 to 48 bytes. Not a copy. */
    byte[] salt() {
        return salt;
    }

    /** The hash: 16 to 64 bytes. Not a copy. */
    byte[] hash() {
        return hash;
    }

    /** The parameters; never salt or hash. */
    @Override
    public String toString() {
        return "PhcString" + values;
    }
}
