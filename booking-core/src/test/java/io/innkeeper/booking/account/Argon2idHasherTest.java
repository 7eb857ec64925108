package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idHasherTest {

    private static final String SALT = "c29tZXNhbHQxNmJ5dGVz"; // 15 bytes
    private static final String HASH = "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private final PasswordHasher smallest = PasswordHasher.argon2id(8, 1, 1);

    /** Test vectors of the reference implementation, phc-winner-argon2, src/test.c, "Argon2id test". */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "password $argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg",
                "password $argon2id$v=19$m=65536,t=4,p=1$c29tZXNhbHQ$kCXUjmjvc5XMqQedpMTsOv+zyJEf5PhtGiUghW9jFyw",
                "differentpassword $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94",
                "password $argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw",
            })
    void agreesWithTheReferenceImplementation(String password, String encoded) {
        assertThat(smallest.matches(password, encoded)).isTrue();
    }

    /** The library underneath, with the secret and the associated data that this hasher does without. */
    @Test
    void bouncyCastleComputesTheVectorOfRfc9106Section53() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(filled(32, 1), tag);

        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void byDefaultItUsesWhatOwaspRecommendsAsTheMinimum() {
        PasswordHasher hasher = PasswordHasher.argon2id();
        String encoded = hasher.hash("correct horse battery staple");

        assertThat(encoded).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.matches("correct horse battery staple", encoded)).isTrue();
        assertThat(hasher).hasToString("argon2id[19456, 2, 1]");
    }

    @ParameterizedTest
    @CsvSource({
        "18432, 2, 1, true", // less memory
        "19456, 1, 1, true", // fewer iterations
        "19456, 2, 4, false", // other lanes, same work
        "19456, 3, 1, false", // stronger
        "65536, 3, 4, false", // stronger
        "47104, 1, 1, false", // OWASP's equivalent with more memory
    })
    void onlyWeakerParametersAreOutdated(int memoryKib, int iterations, int parallelism, boolean outdated) {
        String stored = "$argon2id$v=19$m=%d,t=%d,p=%d$c29tZXNhbHRzb21lc2FsdA$%s"
                .formatted(memoryKib, iterations, parallelism, HASH);

        assertThat(PasswordHasher.argon2id().recognises(stored)).isTrue();
        assertThat(PasswordHasher.argon2id().isOutdated(stored)).isEqualTo(outdated);
    }

    @Test
    void twoHashersNeverCallEachOthersTextsOutdated() {
        int[][] settings = {{64, 1, 1}, {32, 2, 1}, {16, 3, 1}, {8, 9, 1}, {64, 1, 8}, {8, 1, 1}};
        for (int[] a : settings) {
            for (int[] b : settings) {
                PasswordHasher one = PasswordHasher.argon2id(a[0], a[1], a[2]);
                PasswordHasher other = PasswordHasher.argon2id(b[0], b[1], b[2]);

                assertThat(one.isOutdated(other.hash("password")) && other.isOutdated(one.hash("password")))
                        .as("%s and %s", one, other)
                        .isFalse();
            }
        }
    }

    @Test
    void aShortSaltOrHashIsOutdated() {
        assertThat(smallest.isOutdated("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$" + HASH))
                .isTrue();
        assertThat(smallest.isOutdated("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZXNhbHRzb21lc2FsdA"))
                .isTrue();
        assertThat(smallest.isOutdated("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + HASH))
                .isFalse();
    }

    /** 262144 KiB is the most; a text that asks for more must not make the process try. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=262145,t=1,p=1",
                "m=999999999,t=1,p=1",
                "m=4294967295,t=1,p=1",
                "m=99999999999999999999,t=1,p=1",
                "m=262144,t=17,p=1",
                "m=8,t=524289,p=1",
                "m=256,t=999999999,p=1",
                "m=7,t=1,p=1",
                "m=15,t=1,p=2",
                "m=999999,t=1,p=256",
                "m=0,t=1,p=1",
                "m=256,t=0,p=1",
                "m=256,t=2,p=0",
                "m=-256,t=2,p=1",
                "m=+256,t=2,p=1",
                "m=0256,t=2,p=1",
                "m=256.0,t=2,p=1",
                "m=256,t=2",
                "m=256,t=2,p=1,",
                "m=256,t=2,p=1,keyid=AAAA",
                "t=2,m=256,p=1",
                "m=256, t=2, p=1",
                "M=256,t=2,p=1",
                "m=256,t=2,p=\u0661",
                "m=,t=2,p=1",
                "",
            })
    void parametersThatAreTooDearOrMalformedAreNotRecognised(String parameters) {
        String stored = "$argon2id$v=19$" + parameters + "$" + SALT + "$" + HASH;

        assertThat(smallest.recognises(stored)).isFalse();
        assertThat(smallest.isOutdated(stored)).isTrue();
        assertThat(smallest.matches("password", stored)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2i$v=19$m=256,t=2,p=1$",
                "$argon2d$v=19$m=256,t=2,p=1$",
                "$argon2id$v=16$m=256,t=2,p=1$",
                "$argon2id$m=256,t=2,p=1$",
                "argon2id$v=19$m=256,t=2,p=1$",
                " $argon2id$v=19$m=256,t=2,p=1$",
                "{argon2}$argon2id$v=19$m=256,t=2,p=1$",
            })
    void otherAlgorithmsAndVersionsAreNotRecognised(String start) {
        assertThat(smallest.recognises(start + SALT + "$" + HASH)).isFalse();
    }

    @Test
    void theLargestSettingsAreAccepted() {
        assertThat(smallest.recognises("$argon2id$v=19$m=262144,t=16,p=255$" + SALT + "$" + HASH))
                .isTrue();
        assertThat(PasswordHasher.argon2id(262_144, 16, 255)).hasToString("argon2id[262144, 16, 255]");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1, 1",
        "8, 0, 1",
        "8, 1, 0",
        "15, 1, 2",
        "262145, 1, 1",
        "262144, 17, 1",
        "4096, 1, 256",
        "-8, -1, 1"
    })
    void settingsOutOfRangeAreRefused(int memoryKib, int iterations, int parallelism) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHasher.argon2id(memoryKib, iterations, parallelism))
                .withMessageContaining("m=" + memoryKib + ", t=" + iterations + ", p=" + parallelism);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
