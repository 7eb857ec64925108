package io.innkeeper.booking.account;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-256, computed by the Java runtime. */
final class Pbkdf2Hasher extends PhcHasher {

    /** OWASP Password Storage Cheat Sheet, PBKDF2 with HMAC-SHA256. */
    static final int ITERATIONS = 600_000;

    /** Some seconds of one core. */
    static final int MOST_ITERATIONS = 10_000_000;

    private static final PhcString.Format FORMAT = new PhcString.Format("$pbkdf2-sha256$", List.of("i"));

    Pbkdf2Hasher(int iterations) {
        super("pbkdf2-sha256", FORMAT, iterations);
        if (!isAffordable(List.of(iterations))) {
            throw new IllegalArgumentException(
                    "PBKDF2 takes 1 to " + MOST_ITERATIONS + " iterations, not " + iterations);
        }
    }

    @Override
    byte[] derive(String password, byte[] salt, List<Integer> parameters, int length) {
        return derive("PBKDF2WithHmacSHA256", password, salt, parameters.get(0), length);
    }

    /** PBKDF2 by one of the runtime's names for it, which say the hash function. */
    static byte[] derive(String algorithm, String password, byte[] salt, int iterations, int length) {
        char[] characters = password.toCharArray();
        // The runtime encodes them in UTF-8, as RFC 8018 suggests.
        PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot compute " + algorithm, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    long work(List<Integer> parameters) {
        return parameters.get(0);
    }

    @Override
    boolean isAffordable(List<Integer> parameters) {
        return parameters.get(0) >= 1 && parameters.get(0) <= MOST_ITERATIONS;
    }
}
