package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pbkdf2HasherTest {

    private static final String SALT = "c29tZXNhbHRzb21lc2FsdA"; // 16 bytes
    private static final String HASH = "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"; // 32 bytes

    private final Pbkdf2Hasher smallest = new Pbkdf2Hasher(1);

    /** RFC 7914, section 11. */
    @ParameterizedTest
    @CsvSource({
        "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
    })
    void computesTheVectorsOfRfc7914(String password, String salt, int iterations, String expected) {
        byte[] hash = smallest.derive(
                password, salt.getBytes(StandardCharsets.US_ASCII), List.of(iterations), expected.length() / 2);

        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(expected);
    }

    /** The vector of RFC 6070 with long password and salt, for SHA-256 instead of SHA-1; and UTF-8 beyond the BMP. */
    @ParameterizedTest
    @CsvSource({
        "passwordPASSWORDpassword, $pbkdf2-sha256$i=4096$c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0$NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+HGNVGMfaxH6Q",
        "\ud83d\udd11 Schl\u00fcssel, $pbkdf2-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$RCLeYhxzja0eXKYOG6puXcUHB59fONUdagSUZPMs4ho",
    })
    void agreesWithOtherImplementations(String password, String encoded) {
        assertThat(smallest.matches(password, encoded)).isTrue();
        assertThat(smallest.matches(password + "!", encoded)).isFalse();
    }

    @Test
    void byDefaultItUsesWhatOwaspRecommends() {
        PasswordHasher hasher = PasswordHasher.pbkdf2();
        String encoded = hasher.hash("correct horse battery staple");

        assertThat(encoded).matches("\\$pbkdf2-sha256\\$i=600000\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.matches("correct horse battery staple", encoded)).isTrue();
        assertThat(hasher).hasToString("pbkdf2-sha256[600000]");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "599999, true", "600000, false", "600001, false", "10000000, false"})
    void onlyFewerIterationsAreOutdated(int iterations, boolean outdated) {
        String stored = "$pbkdf2-sha256$i=" + iterations + "$" + SALT + "$" + HASH;

        assertThat(PasswordHasher.pbkdf2().recognises(stored)).isTrue();
        assertThat(PasswordHasher.pbkdf2().isOutdated(stored)).isEqualTo(outdated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$pbkdf2-sha256$i=10000001$" + SALT + "$" + HASH,
                "$pbkdf2-sha256$i=2147483648$" + SALT + "$" + HASH,
                "$pbkdf2-sha256$i=0$" + SALT + "$" + HASH,
                "$pbkdf2-sha256$i=1,l=32$" + SALT + "$" + HASH,
                "$pbkdf2-sha256$1$" + SALT + "$" + HASH,
                "$pbkdf2-sha512$i=1$" + SALT + "$" + HASH,
                "$pbkdf2$i=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=8,t=1,p=1$" + SALT + "$" + HASH,
            })
    void anythingElseIsNotRecognised(String stored) {
        assertThat(smallest.recognises(stored)).isFalse();
        assertThat(smallest.isOutdated(stored)).isTrue();
        assertThat(smallest.matches("password", stored)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000_001, Integer.MAX_VALUE})
    void iterationsOutOfRangeAreRefused(int iterations) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHasher.pbkdf2(iterations))
                .withMessageContaining("not " + iterations);
    }
}
