package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against texts that others have made. Those of {@link #whatWerkzeugHasStoredIsChecked} are from Werkzeug 3.1.9, by {@code
 * generate_password_hash(password, method)}; all others were computed by Python's {@code hashlib.pbkdf2_hmac} and {@code
 * hashlib.scrypt}, with the salt as ASCII and the password as UTF-8.
 */
class WerkzeugHasherTest {

    private static final String PASSWORD = "correct horse battery staple";

    private static final String KEY = "Schl\u00fcssel \ud83d\udd11";

    private static final String SHA256 = "cf34d5364a5d9c3b1059996837fccff2f514ef80426c70ffb434974b8cd73d2b";

    private static final String SHA512 = "d4fa6749a5a34fb2668c9dbee9aaf132651ca225fb62c949fc022c4aeb3cfead"
            + "273b0fd6cd8ad2dc635e9bb561482869f0b295e6a8cf65cd817cd581ba056939";

    private static final String SCRYPT = "943e0225b8fc8c68c46204433c38a16b7313f53c1160f4f29459ebbd1bedb4d9"
            + "ad06b695c9b24080e521fe0390607df8245256f6add282cf88fbf5f50f6289df";

    private final PasswordHasher hasher = PasswordHasher.werkzeug();

    @ParameterizedTest
    @CsvSource({
        PASSWORD
                + ", scrypt:32768:8:1$UGAFsglW6ijRqiGj$2bf82f8712f7fea1f2f6d9e58b5e86cb4399f976c7b48a3195141a3f17e53ca6"
                + "ddd3b8055ea1e89aa68f7c97f6742b0c0f642725409d5a57a993c5787a5b492b",
        KEY + ", scrypt:32768:8:1$wm9eyfCiYqEqEVmn$8d5b667b98d96f7ff61e3e9c193f788ab55fcdf141288cd418f97aa26389184f"
                + "377114c69c6d4fe7f48a56c000a144f012fd8fe78c52b97620eaff51c3ae2599",
        PASSWORD + ", scrypt:1024:8:2$ZT2UU6L7bQSZYBvn$189f3ed98bb78cf8112a6e5d5ef76593b9a793a6b03968fb2e84faf658b87a49"
                + "f74cc509b3b6a9bafa2d28e11fa7d86fab912bbfeeea16b0917d76417e3b96ab",
        PASSWORD
                + ", pbkdf2:sha256:1000000$6pyiI46qmueFbvAJ$4a6381ed2117bc15043265f7f4198542bf98998143d3af5012649adeca899b4e",
        KEY + ", pbkdf2:sha256:50000$A7OPTROY5VUlUA1y$d409846fd4b00d64f56ffa17309702b07bf3a29a5f8e4903c90f04a90ef803ba",
        PASSWORD + ", pbkdf2:sha1:1000$rj8RTmRH$1df0abd6d9a08ae9ddbe90ec4a8c0df39bc8048b",
        KEY + ", pbkdf2:sha512:25000$zBHyYHTwFQSbb8bF$51c7a0f948b33722b8428b362b22e6056c7350adb9b1f276dcd9542937f22191"
                + "120f3a7393ce554564605be0a3fa9407fbc95c48db2c76e22c22e49c3827cdbf",
    })
    void whatWerkzeugHasStoredIsChecked(String password, String stored) {
        assertThat(hasher.recognises(stored)).isTrue();
        assertThat(hasher.matches(password, stored)).isTrue();
        assertThat(hasher.matches(password + " ", stored)).isFalse();
        assertThat(hasher.matches("", stored)).isFalse();
        assertThat(hasher.isOutdated(stored)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "sha1, 68aff5d18b20f98a80476619645cd7190eeb3b12",
        "sha224, 5b415516fc0ead37b95cdba08d92987208e3dad1837985fc04214a36",
        "sha256, " + SHA256,
        "sha384, 4c29dea7c4130d69062c4c78b306305e0222ce26088d910c6a1980a058cf2b5fdecb63d226dd842cbb50ad11f0536b48",
        "sha512, " + SHA512,
    })
    void everyHashFunctionIsKnown(String function, String hash) {
        assertThat(hasher.matches(PASSWORD, "pbkdf2:" + function + ":1000$saltsalt$" + hash))
                .isTrue();
        assertThat(hasher.matches(PASSWORD, "pbkdf2:" + function + ":1001$saltsalt$" + hash))
                .isFalse();
        assertThat(hasher.matches(PASSWORD, "pbkdf2:" + function + ":1000$saltSalt$" + hash))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2:sha256$saltSALT$87b808adcf9dc16a49739e95f8097f496fe5dc57c960e0ed26501695d6b930ba", // 1,000
                "pbkdf2:sha256$saltSALT$54aa4df31759dc54a8d47654398954984e2290a0a0eff76387be17562b3386e8", // 50,000
                "pbkdf2:sha256$saltSALT$36f0fc6087d23b04b2216636a1e2dc7c95a5937ccaf1a6abdf31308600641bbf", // 150,000
                "pbkdf2:sha256$saltSALT$3546d94e5215541a56cd9471e1a79814db0b3aee5d227a1a9f6b5319d22337d8", // 260,000
                "pbkdf2:sha256$saltSALT$4c2022ae3177daf79ef257f4b4ea5314dff0e505721d7e592a0182d376727e15", // 600,000
                "pbkdf2$saltSALT$6d971e8a939d44fca621d9dea8257d0056b9c4162dba038fdf6240b5d443e77e", // 1,000,000
                "scrypt$saltSALT$635d869257e5f4c15891c0104101073b77b07d78d75e19d317d0c1d8bc2915571d62c236518b69d464a"
                        + "072181f940ad15ad27951936cbb81da747443c776dcdf", // 32768:8:1
            })
    void parametersThatAreLeftOutAreWerkzeugsDefaults(String stored) {
        assertThat(hasher.matches(PASSWORD, stored)).isTrue();
    }

    /** The hashers that make hashes would take the two for one. */
    @Test
    void charactersAreTakenAsTheyWereTyped() {
        String decomposed = "pbkdf2:sha1:1000$yFbu1Kow$ef340989a213a8583d7dbc46bd10b351dfcfdb5c";

        assertThat(hasher.matches("e\u0301tage", decomposed)).isTrue();
        assertThat(hasher.matches("\u00e9tage", decomposed)).isFalse();
    }

    /** None of them may cost anything either: the whole list is asked about in less time than one dear hash takes. */
    @Test
    void whatIsMalformedOrTooDearIsNotRecognised() {
        String[] others = {
            "",
            "$",
            "$$",
            "pbkdf2:sha256:1000$saltsalt",
            "pbkdf2:sha256:1000$$" + SHA256,
            "pbkdf2:sha256:1000$saltsalt$",
            "pbkdf2:sha256:1000$saltsalt$" + SHA256.substring(2), // cut
            "pbkdf2:sha256:1000$saltsalt$" + SHA256 + "00",
            "pbkdf2:sha256:1000$saltsalt$" + SHA256.toUpperCase(java.util.Locale.ROOT),
            "pbkdf2:sha256:1000$saltsalt$" + SHA256 + "\n",
            "pbkdf2:sha256:1000$salt salt$" + SHA256,
            "pbkdf2:sha256:1000$s\u00e4ltsalt$" + SHA256,
            "pbkdf2:sha256:1000$" + "s".repeat(65) + "$" + SHA256,
            "pbkdf2:sha256:0$saltsalt$" + SHA256,
            "pbkdf2:sha256:-1$saltsalt$" + SHA256,
            "pbkdf2:sha256:+1000$saltsalt$" + SHA256,
            "pbkdf2:sha256:01000$saltsalt$" + SHA256,
            "pbkdf2:sha256:\u0661000$saltsalt$" + SHA256, // an Arabic digit
            "pbkdf2:sha256:10000001$saltsalt$" + SHA256,
            "pbkdf2:sha256:99999999999999999999$saltsalt$" + SHA256,
            "pbkdf2:sha256:1000:1$saltsalt$" + SHA256,
            "pbkdf2:md5:1000$saltsalt$" + SHA256,
            "pbkdf2:sha999:1000$saltsalt$" + SHA256,
            "sha256$saltsalt$" + SHA256,
            "plain$$" + PASSWORD,
            "scrypt:1024:8:1$saltSALT$" + SCRYPT.substring(2),
            "scrypt:1024:8$saltSALT$" + SCRYPT,
            "scrypt:1000:8:1$saltSALT$" + SCRYPT, // no power of two
            "scrypt:1:8:1$saltSALT$" + SCRYPT,
            "scrypt:0:8:1$saltSALT$" + SCRYPT,
            "scrypt:1024:0:1$saltSALT$" + SCRYPT,
            "scrypt:1024:8:0$saltSALT$" + SCRYPT,
            "scrypt:65536:1:1$saltSALT$" + SCRYPT, // RFC 7914: less than 2^(128 * r / 8)
            "scrypt:524288:8:1$saltSALT$" + SCRYPT, // 512 MiB
            "scrypt:262144:8:8$saltSALT$" + SCRYPT,
            "scrypt:2:65:1$saltSALT$" + SCRYPT,
            "scrypt:2:1:65$saltSALT$" + SCRYPT,
            "scrypt:67108864:99999999:99999999$saltSALT$" + SCRYPT,
            "scrypt:1073741824:8:1$saltSALT$" + SCRYPT,
        };

        long start = System.nanoTime();
        assertThat(others).noneMatch(hasher::recognises).noneMatch(stored -> hasher.matches(PASSWORD, stored));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(hasher.matches(PASSWORD, "scrypt:1024:8:1$saltSALT$" + SCRYPT))
                .isTrue();
    }

    /** What is recognised must be computed without an error: the dearest of each kind that is cheap in time. */
    @ParameterizedTest
    @ValueSource(strings = {"scrypt:2:64:64", "scrypt:32768:1:64", "scrypt:2:1:1", "scrypt:32768:64:4"})
    void parametersAtTheLimitsAreComputed(String method) {
        String stored = method + "$s$" + SCRYPT;

        assertThat(hasher.recognises(stored)).isTrue();
        assertThat(hasher.matches(PASSWORD, stored)).isFalse();
    }

    @Test
    void passwordsOfWhichNoHashCanBeMadeDoNotMatch() {
        String stored = "pbkdf2:sha256:1000$saltsalt$" + SHA256;

        assertThat(hasher.matches(PASSWORD, stored)).isTrue();
        assertThat(hasher.matches(PASSWORD + "\0", stored)).isFalse();
        assertThat(hasher.matches("\ud83d", stored)).isFalse();
        assertThat(hasher.matches("x".repeat(4097), stored)).isFalse();
        assertThatNullPointerException().isThrownBy(() -> hasher.matches(null, stored));
        assertThatNullPointerException().isThrownBy(() -> hasher.recognises(null));
    }

    @Test
    void itMakesNoHashesAndSaysWhatDoes() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> hasher.hash(PASSWORD))
                .withMessageContaining("PasswordHasher.argon2id().orElse(PasswordHasher.werkzeug())");
        assertThat(hasher).hasToString("werkzeug");
    }

    @Test
    void behindAnotherItsHashesAreCheckedAndOutdated() {
        PasswordHasher both = PasswordHasher.pbkdf2(1).orElse(hasher);
        String stored = "pbkdf2:sha256:1000$saltsalt$" + SHA256;

        assertThat(both.matches(PASSWORD, stored)).isTrue();
        assertThat(both.matches(PASSWORD + "!", stored)).isFalse();
        assertThat(both.isOutdated(stored)).isTrue();
        assertThat(both.isOutdated(both.hash(PASSWORD))).isFalse();
    }

    @Test
    void manyThreadsMayUseIt() {
        String stored = "scrypt:1024:8:1$saltSALT$" + SCRYPT;

        assertThat(IntStream.range(0, 64).parallel())
                .allMatch(i -> hasher.matches(i % 2 == 0 ? PASSWORD : "another", stored) == (i % 2 == 0));
    }
}
