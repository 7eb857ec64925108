package io.innkeeper.booking.account;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Argon2id, version 19 (RFC 9106), computed by Bouncy Castle. */
final class Argon2idHasher extends PhcHasher {

    /** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
    static final int MEMORY_KIB = 19_456;

    static final int ITERATIONS = 2;
    static final int PARALLELISM = 1;

    /** 256 MiB: 13 times OWASP's minimum, and still something that a server survives if a stored text asks for it. */
    static final int MOST_MEMORY_KIB = 256 * 1024;

    /** 4 GiB written in all passes together: some seconds of one core. */
    static final long MOST_WORK_KIB = 4L * 1024 * 1024;

    /** PHC string format, Argon2 encoding. */
    static final int MOST_PARALLELISM = 255;

    private static final PhcString.Format FORMAT = new PhcString.Format("$argon2id$v=19$", List.of("m", "t", "p"));

    Argon2idHasher(int memoryKib, int iterations, int parallelism) {
        super("argon2id", FORMAT, memoryKib, iterations, parallelism);
        if (!isAffordable(List.of(memoryKib, iterations, parallelism))) {
            throw new IllegalArgumentException("Argon2id takes 1 to " + MOST_PARALLELISM + " lanes, 8 KiB a lane to "
                    + MOST_MEMORY_KIB + " KiB of memory, and iterations that fill at most " + MOST_WORK_KIB
                    + " KiB together; not m=" + memoryKib + ", t=" + iterations + ", p=" + parallelism);
        }
        requireBouncyCastle();
    }

    /** Fails now rather than at the first login. */
    private static void requireBouncyCastle() {
        try {
            BouncyCastle.argon2id(new byte[1], new byte[8], 8, 1, 1, 16);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "Argon2id needs Bouncy Castle, which was not found or is too old: add"
                            + " org.bouncycastle:bcprov-jdk18on, or hash with PasswordHasher.pbkdf2()",
                    e);
        }
    }

    @Override
    byte[] derive(String password, byte[] salt, List<Integer> parameters, int length) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        try {
            return BouncyCastle.argon2id(bytes, salt, parameters.get(0), parameters.get(1), parameters.get(2), length);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Memory times passes: the settings that OWASP calls equivalent (46 MiB once, 19 MiB twice, 12 MiB three times,
     * down to 7 MiB five times) are close to one another in it. One number, so that of two settings never each calls
     * the other outdated.
     */
    @Override
    long work(List<Integer> parameters) {
        return (long) parameters.get(0) * parameters.get(1);
    }

    @Override
    boolean isAffordable(List<Integer> parameters) {
        int memoryKib = parameters.get(0);
        int parallelism = parameters.get(2);
        return parallelism >= 1
                && parallelism <= MOST_PARALLELISM
                && memoryKib >= 8 * parallelism // RFC 9106, section 3.1
                && memoryKib <= MOST_MEMORY_KIB
                && parameters.get(1) >= 1
                && work(parameters) <= MOST_WORK_KIB;
    }
}
