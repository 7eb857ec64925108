package io.innkeeper.booking.account;

/**
 * Turns passwords into texts that can be stored, and checks passwords against them. A host may implement it, for
 * example to read the hashes of a system that it replaces; most take one from here:
 *
 * <pre>{@code
 * PasswordHasher hasher = PasswordHasher.argon2id()
 *         .orElse(PasswordHasher.pbkdf2())
 *         .atMost(Runtime.getRuntime().availableProcessors());
 * }</pre>
 *
 * <p><b>What an implementation promises.</b> It is immutable and safe for use by many threads. Passwords come as they
 * were typed; it brings them into Unicode NFKC itself (NIST SP 800-63B-4, section 3.1.1.2) and changes nothing else
 * about them (OWASP ASVS 5.0, 6.2.8). Every hash has a random salt of its own, so hashing a password twice gives two
 * texts. A stored text is at most 255 characters of printable ASCII and says which algorithm made it, with which
 * parameters. Neither password nor stored text is ever part of a log line, an exception's message or {@code
 * toString()}. No argument may be null.
 *
 * <p><b>The built-in hashers</b> write the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash} and
 * {@code $pbkdf2-sha256$i=600000$salt$hash}, salt and hash in Base64 without padding, where {@code m} is memory in KiB,
 * {@code t} and {@code i} are iterations and {@code p} is the number of lanes. They are strict with what they read: a
 * stored text with anything else in it, or with parameters above their limits, is not theirs, and costs nothing. They
 * take passwords of 1 to 4096 UTF-16 code units without NUL and without halves of surrogate pairs; anything that
 * {@link PasswordPolicy} accepts is among them.
 */
public interface PasswordHasher {

    /**
     * Makes the text to store for a password. Slow on purpose.
     *
     * @param password the password as typed
     * @return what to store
     * @throws IllegalArgumentException if no hash can be made of it: it is empty, longer than 4096 UTF-16 code units,
     *     or contains NUL or half of a surrogate pair. A {@link PasswordPolicy} refuses such passwords before
     */
    String hash(String password);

    /**
     * Checks a password. Slow on purpose if the text is {@linkplain #recognises recognised}, and then in a time that
     * does not depend on where the hashes differ.
     *
     * @param password the password as typed, by anyone: whatever it is, this does not throw
     * @param encoded the stored text
     * @return whether it is the password; false if the stored text is not recognised, which {@link #recognises} tells
     *     apart, and false for a password of which no hash can be made
     */
    boolean matches(String password, String encoded);

    /**
     * Whether a stored text is one that this hasher can check passwords against. Cheap.
     *
     * @param encoded any text
     */
    boolean recognises(String encoded);

    /**
     * Whether a password should be hashed anew when it is next given rightly: the stored text is weaker than what
     * {@link #hash} makes now, or not of its algorithm. Cheap.
     *
     * <p>A stored text that is stronger is not outdated. What {@link #hash} has just made is never outdated, and of two
     * hashers of one algorithm at most one calls the other's texts outdated; so two instances of an application with
     * different settings do not undo each other's work. Argon2id is judged by memory times iterations, PBKDF2 by
     * iterations; salts under 16 bytes and hashes under 32 are outdated too.
     *
     * @param encoded any text
     */
    boolean isOutdated(String encoded);

    /**
     * This hasher, which also checks passwords against the texts of an older one. They count as outdated, so that users
     * move to this hasher as they log in.
     *
     * @param older whose texts are still stored somewhere
     */
    default PasswordHasher orElse(PasswordHasher older) {
        return new MigratingHasher(this, older);
    }

    /**
     * This hasher, which computes at most so many hashes at once, so that a flood of logins cannot take all memory and
     * processors: Argon2id takes its memory for each hash. Others wait, the first to come first; texts that are not
     * recognised are answered at once. The bound is of the returned object: share it.
     *
     * <p>Waiting does not end with an interrupt, whose flag is kept: it is bounded by the hashes before it, and giving
     * up would need an answer other than yes and no.
     *
     * @param concurrentHashes at least 1; the number of processors is a good start
     * @throws IllegalArgumentException if it is less than 1
     */
    default PasswordHasher atMost(int concurrentHashes) {
        return new BoundedHasher(this, concurrentHashes);
    }

    /**
     * Argon2id (RFC 9106) with the minimum that the OWASP Password Storage Cheat Sheet recommends: 19 MiB of memory, 2
     * iterations, 1 lane. The first choice. Needs the artifact {@code org.bouncycastle:bcprov-jdk18on}.
     *
     * @throws IllegalStateException if Bouncy Castle is neither on the class path nor on the module path
     */
    static PasswordHasher argon2id() {
        return argon2id(Argon2idHasher.MEMORY_KIB, Argon2idHasher.ITERATIONS, Argon2idHasher.PARALLELISM);
    }

    /**
     * Argon2id with other parameters. Less than {@link #argon2id()} is for tests. More memory before more iterations:
     * it is what makes guessing on special hardware dear.
     *
     * @param memoryKib memory of one hash in KiB: from 8 for each lane up to 262144 (256 MiB)
     * @param iterations passes over the memory: at least 1, and together with the memory at most 4 GiB ({@code
     *     memoryKib * iterations <= 4194304})
     * @param parallelism lanes, 1 to 255. They are computed one after another, so more of them save no time here
     * @throws IllegalArgumentException if a parameter is out of its range. The upper limits are this library's, and
     *     hold for stored texts too, so that nobody who can write one makes a server allocate what it asks for
     * @throws IllegalStateException if Bouncy Castle is neither on the class path nor on the module path
     */
    static PasswordHasher argon2id(int memoryKib, int iterations, int parallelism) {
        return new Argon2idHasher(memoryKib, iterations, parallelism);
    }

    /**
     * PBKDF2 with HMAC-SHA-256 and the 600,000 iterations that the OWASP Password Storage Cheat Sheet recommends. For
     * hosts that must stay with algorithms approved by FIPS 140, or want no further dependency: the Java runtime
     * computes it.
     */
    static PasswordHasher pbkdf2() {
        return pbkdf2(Pbkdf2Hasher.ITERATIONS);
    }

    /**
     * PBKDF2 with HMAC-SHA-256 and another number of iterations. Less than {@link #pbkdf2()} is for tests.
     *
     * @param iterations 1 to 10,000,000; the upper limit is this library's and holds for stored texts too
     * @throws IllegalArgumentException if it is out of this range
     */
    static PasswordHasher pbkdf2(int iterations) {
        return new Pbkdf2Hasher(iterations);
    }

    /**
     * Checks passwords against what {@code werkzeug.security.generate_password_hash} has stored, as applications on Flask
     * have it, and makes no hashes: it is for {@link #orElse}, so that the users of such an application go on logging in
     * and move to the hasher before it as they do.
     *
     * <pre>{@code
     * PasswordHasher hasher = PasswordHasher.argon2id().orElse(PasswordHasher.werkzeug());
     * }</pre>
     *
     * <p>It knows {@code scrypt:32768:8:1$salt$hash} and {@code pbkdf2:sha256:600000$salt$hash}, with other parameters as
     * well, with SHA-1, SHA-224, SHA-384 and SHA-512, and with parameters left out, which stand for Werkzeug's defaults (of
     * iterations it had several over the years: a password is checked with each). Salts are 1 to 64 letters and digits,
     * hashes are in small hexadecimal digits and complete. At most 10,000,000 iterations are computed, and scrypt up to 256
     * MiB of memory and 32 times the work of Werkzeug's default; texts beyond that are not recognised. Its older
     * formats ({@code md5$}, {@code sha1$}, {@code plain$}) are not recognised either; such users ask for a new password.
     *
     * <p>Other than the hashers that make hashes, it takes passwords in the very characters that were typed, since
     * Werkzeug does.
     *
     * <p>{@link #hash} throws an {@link UnsupportedOperationException}.
     *
     * @throws IllegalStateException if Bouncy Castle, which computes scrypt, is neither on the class path nor on the module
     *     path: it is the artifact {@code org.bouncycastle:bcprov-jdk18on}
     */
    static PasswordHasher werkzeug() {
        return new WerkzeugHasher();
    }
}
