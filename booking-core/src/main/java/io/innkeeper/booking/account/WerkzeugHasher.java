package io.innkeeper.booking.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the hashes of Werkzeug, whose format is {@code method$salt$hash}: the salt is the text itself, and no Base64 of
 * anything.
 */
final class WerkzeugHasher implements PasswordHasher {

    /** What a method without parameters meant, in one release or another, from 0.9 to 3.1. */
    private static final List<Integer> DEFAULT_ITERATIONS = List.of(1000, 50_000, 150_000, 260_000, 600_000, 1_000_000);

    /** 256 MiB in units of 128 bytes, as the cost times the block size count it: 8 times Werkzeug's default. */
    private static final int MOST_SCRYPT_MEMORY = 1 << 21;

    /** 1 GiB in the same units: 32 times Werkzeug's default, some seconds of one core. */
    private static final int MOST_SCRYPT_WORK = 1 << 23;

    /** Far above what anybody sets, and low enough that a hostile text costs no more memory than the cost says. */
    private static final int MOST_SCRYPT_BLOCKS = 64;

    private static final int SCRYPT_HASH_BYTES = 64;

    private static final int LONGEST_TEXT = 255;

    private static final String SALT_AND_HASH = "\\$([A-Za-z0-9]{1,64})\\$((?:[0-9a-f]{2}){20,64})";

    private static final String NUMBER = "([1-9][0-9]{0,7})";

    private static final Pattern SCRYPT =
            Pattern.compile("scrypt(?::" + NUMBER + ":" + NUMBER + ":" + NUMBER + ")?" + SALT_AND_HASH);

    private static final Pattern PBKDF2 =
            Pattern.compile("pbkdf2(?::([a-z0-9]{4,6})(?::" + NUMBER + ")?)?" + SALT_AND_HASH);

    private static final Map<String, Pbkdf2> FUNCTIONS = Map.of(
            "sha1", new Pbkdf2("PBKDF2WithHmacSHA1", 20),
            "sha224", new Pbkdf2("PBKDF2WithHmacSHA224", 28),
            "sha256", new Pbkdf2("PBKDF2WithHmacSHA256", 32),
            "sha384", new Pbkdf2("PBKDF2WithHmacSHA384", 48),
            "sha512", new Pbkdf2("PBKDF2WithHmacSHA512", 64));

    WerkzeugHasher() {
        requireBouncyCastle();
    }

    /** Fails now rather than at the first login. */
    private static void requireBouncyCastle() {
        try {
            BouncyCastle.scrypt(new byte[1], new byte[1], 2, 1, 1, 16);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "Werkzeug's hashes need Bouncy Castle, which was not found or is too old, for scrypt: add"
                            + " org.bouncycastle:bcprov-jdk18on",
                    e);
        }
    }

    /** How one kind of hash is made; the text says with which parameters. */
    private interface Method {

        /** Whether a password with this salt has this hash. */
        boolean matches(String password, byte[] salt, byte[] hash);
    }

    /**
     * PBKDF2.
     *
     * @param algorithm the Java runtime's name for it
     * @param bytes of a hash
     */
    private record Pbkdf2(String algorithm, int bytes) {

        Method with(List<Integer> iterations) {
            return (password, salt, hash) -> {
                boolean matches = false;
                for (int number : iterations) {
                    byte[] derived = Pbkdf2Hasher.derive(algorithm, password, salt, number, bytes);
                    matches |= MessageDigest.isEqual(derived, hash);
                }
                return matches;
            };
        }
    }

    /** The check of passwords that a stored text asks for; null if it is not one of Werkzeug's, or too dear. */
    private static @Nullable Predicate<String> parse(String encoded) {
        if (encoded.length() > LONGEST_TEXT) {
            return null;
        }
        Matcher scrypt = SCRYPT.matcher(encoded);
        if (scrypt.matches()) {
            boolean bare = scrypt.group(1) == null;
            int cost = bare ? 32_768 : Integer.parseInt(scrypt.group(1));
            int blockSize = bare ? 8 : Integer.parseInt(scrypt.group(2));
            int parallelism = bare ? 1 : Integer.parseInt(scrypt.group(3));
            return check(scrypt(cost, blockSize, parallelism), scrypt.group(4), scrypt.group(5), SCRYPT_HASH_BYTES);
        }
        Matcher pbkdf2 = PBKDF2.matcher(encoded);
        if (pbkdf2.matches()) {
            String name = pbkdf2.group(1) == null ? "sha256" : pbkdf2.group(1);
            Pbkdf2 function = FUNCTIONS.get(name);
            List<Integer> iterations =
                    pbkdf2.group(2) == null ? DEFAULT_ITERATIONS : List.of(Integer.valueOf(pbkdf2.group(2)));
            if (function != null && iterations.get(0) <= Pbkdf2Hasher.MOST_ITERATIONS) {
                return check(function.with(iterations), pbkdf2.group(3), pbkdf2.group(4), function.bytes());
            }
        }
        return null;
    }

    /** Null for a hash that was cut: the fewer bytes there are, the more passwords match it. */
    private static @Nullable Predicate<String> check(@Nullable Method method, String salt, String hash, int bytes) {
        if (method == null || hash.length() != 2 * bytes) {
            return null;
        }
        return password -> method.matches(
                password,
                salt.getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex(hash));
    }

    /** Null if the parameters are none of scrypt (RFC 7914, section 2), or too dear. */
    private static @Nullable Method scrypt(int cost, int blockSize, int parallelism) {
        boolean isPowerOfTwo = cost > 1 && Integer.bitCount(cost) == 1;
        boolean fitsTheBlocks = blockSize > 1 || cost < 1 << 16;
        boolean isAffordable = blockSize <= MOST_SCRYPT_BLOCKS
                && parallelism <= MOST_SCRYPT_BLOCKS
                && (long) cost * blockSize <= MOST_SCRYPT_MEMORY
                && (long) cost * blockSize * parallelism <= MOST_SCRYPT_WORK;
        if (!isPowerOfTwo || !fitsTheBlocks || !isAffordable) {
            return null;
        }
        return (password, salt, hash) -> {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            try {
                return MessageDigest.isEqual(
                        BouncyCastle.scrypt(bytes, salt, cost, blockSize, parallelism, SCRYPT_HASH_BYTES), hash);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        };
    }

    @Override
    public String hash(String password) {
        throw new UnsupportedOperationException(
                "this hasher only reads what another system has stored: put it behind one"
                        + " that makes hashes, as in PasswordHasher.argon2id().orElse(PasswordHasher.werkzeug())");
    }

    @Override
    public boolean matches(String password, String encoded) {
        Objects.requireNonNull(password, "password");
        Predicate<String> check = parse(encoded);
        return check != null && PasswordText.isHashable(password) && check.test(password);
    }

    @Override
    public boolean recognises(String encoded) {
        return parse(encoded) != null;
    }

    @Override
    public boolean isOutdated(String encoded) {
        return true;
    }

    @Override
    public String toString() {
        return "werkzeug";
    }
}
