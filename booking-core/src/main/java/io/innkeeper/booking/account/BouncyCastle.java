package io.innkeeper.booking.account;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The only class that refers to Bouncy Castle, which is an optional dependency. */
final class BouncyCastle {

    private BouncyCastle() {}

    /**
     * Argon2id, version 19, without secret and associated data. Allocates the memory anew, so it can run in parallel.
     */
    static byte[] argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int parallelism, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }

    /**
     * scrypt (RFC 7914). Allocates the memory anew, so it can run in parallel.
     *
     * @param cost a power of two above 1, under 65536 where the block size is 1
     */
    static byte[] scrypt(byte[] password, byte[] salt, int cost, int blockSize, int parallelism, int length) {
        return SCrypt.generate(password, salt, cost, blockSize, parallelism, length);
    }
}
