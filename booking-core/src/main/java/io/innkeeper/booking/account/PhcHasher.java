package io.innkeeper.booking.account;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the built-in hashers have in common: normalisation, salts, the text that is stored, comparison in constant time,
 * and the judgement of what is outdated. An algorithm adds how a hash is made, what it costs, and what is too dear.
 */
abstract class PhcHasher implements PasswordHasher {

    /** 128 bits, the default of the PHC string format and what RFC 9106, section 3.1, recommends for passwords. */
    private static final int SALT_BYTES = 16;

    /** 256 bits, the default of the PHC string format. */
    private static final int HASH_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final PhcString.Format format;
    private final List<Integer> parameters;

    PhcHasher(String name, PhcString.Format format, Integer... parameters) {
        this.name = name;
        this.format = format;
        this.parameters = List.of(parameters);
    }

    /**
     * Makes the hash of a normalised password.
     *
     * @param parameters affordable ones, in the order of the format
     * @param length of the hash in bytes
     */
    abstract byte[] derive(String password, byte[] salt, List<Integer> parameters, int length);

    /** How much work the parameters are for whoever guesses. Only comparison has a meaning. */
    abstract long work(List<Integer> parameters);

    /** Whether one hash with these parameters is something that a process may be asked to compute. */
    abstract boolean isAffordable(List<Integer> parameters);

    @Override
    public final String hash(String password) {
        if (!PasswordText.isHashable(password)) {
            throw new IllegalArgumentException("a password must have 1 to " + PasswordText.LONGEST
                    + " characters, none of them NUL or half of a surrogate pair");
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = derive(PasswordText.normalise(password), salt, parameters, HASH_BYTES);
        return format.write(parameters, salt, hash);
    }

    @Override
    public final boolean matches(String password, String encoded) {
        Objects.requireNonNull(password, "password");
        PhcString stored = parse(encoded);
        if (stored == null || !PasswordText.isHashable(password)) {
            return false;
        }
        byte[] hash = derive(PasswordText.normalise(password), stored.salt(), stored.values(), stored.hash().length);
        return MessageDigest.isEqual(hash, stored.hash());
    }

    @Override
    public final boolean recognises(String encoded) {
        return parse(encoded) != null;
    }

    @Override
    public final boolean isOutdated(String encoded) {
        PhcString stored = parse(encoded);
        return stored == null
                || work(stored.values()) < work(parameters)
                || stored.salt().length < SALT_BYTES
                || stored.hash().length < HASH_BYTES;
    }

    private @Nullable PhcString parse(String encoded) {
        return format.parse(encoded)
                .filter(stored -> isAffordable(stored.values()))
                .orElse(null);
    }

    /** The algorithm and its parameters. */
    @Override
    public final String toString() {
        return name + parameters;
    }
}
