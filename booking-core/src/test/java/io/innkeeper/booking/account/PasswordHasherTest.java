package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every built-in hasher promises, alone and wrapped. */
class PasswordHasherTest {

    private static final String PASSWORD = "correct horse battery staple";

    /** As little work as the algorithms allow. */
    static Stream<PasswordHasher> hashers() {
        return Stream.of(
                PasswordHasher.argon2id(8, 1, 1),
                PasswordHasher.pbkdf2(1),
                PasswordHasher.argon2id(8, 1, 1).orElse(PasswordHasher.pbkdf2(1)),
                PasswordHasher.pbkdf2(1).atMost(1));
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void thePasswordMatchesItsOwnHash(PasswordHasher hasher) {
        String encoded = hasher.hash(PASSWORD);

        assertThat(hasher.matches(PASSWORD, encoded)).isTrue();
        assertThat(hasher.recognises(encoded)).isTrue();
        assertThat(hasher.isOutdated(encoded)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void anyOtherPasswordDoesNotMatch(PasswordHasher hasher) {
        String encoded = hasher.hash(PASSWORD);

        assertThat(Stream.of(
                        "",
                        " ",
                        PASSWORD + " ",
                        " " + PASSWORD,
                        PASSWORD + "\0",
                        PASSWORD.toUpperCase(java.util.Locale.ROOT),
                        PASSWORD.substring(1),
                        encoded))
                .noneMatch(other -> hasher.matches(other, encoded));
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void twoHashesOfOnePasswordDiffer(PasswordHasher hasher) {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void aPasswordMatchesHoweverItsCharactersWereComposed(PasswordHasher hasher) {
        String composed = hasher.hash("caf\u00e9 \u212bngstr\u00f6m \ufb01n"); // é, angstrom sign, ö, ligature fi

        assertThat(hasher.matches("cafe\u0301 A\u030angstro\u0308m fin", composed))
                .isTrue();
        assertThat(hasher.matches("cafe Angstrom fin", composed)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void emojiAndOtherScriptsArePasswordsLikeAnyOther(PasswordHasher hasher) {
        String encoded = hasher.hash("\ud83d\udd11\ud83c\udfe8 \u5bc6\u7801 \u043f\u0430\u0440\u043e\u043b\u044c");

        assertThat(hasher.matches(
                        "\ud83d\udd11\ud83c\udfe8 \u5bc6\u7801 \u043f\u0430\u0440\u043e\u043b\u044c", encoded))
                .isTrue();
        assertThat(hasher.matches(
                        "\ud83d\udd12\ud83c\udfe8 \u5bc6\u7801 \u043f\u0430\u0440\u043e\u043b\u044c", encoded))
                .isFalse();
        assertThat(hasher.matches("??", hasher.hash("\ud83d\udd11"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void noPartOfALongPasswordIsCutOff(PasswordHasher hasher) {
        String longest = "x".repeat(4095);

        assertThat(hasher.matches(longest + "y", hasher.hash(longest + "y"))).isTrue();
        assertThat(hasher.matches(longest + "z", hasher.hash(longest + "y"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void whatCannotBeHashedFaithfullyIsRefusedAndMatchesNothing(PasswordHasher hasher) {
        String encoded = hasher.hash(PASSWORD);

        for (String refused : new String[] {"", "nul\0inside", "\ud83d", "half \udd11 pair", "x".repeat(4097)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hasher.hash(refused))
                    .withMessageNotContainingAny("inside", "half \udd11", "xxx");
            assertThat(hasher.matches(refused, encoded)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void whatItDoesNotRecogniseIsOutdatedAndMatchesNothing(PasswordHasher hasher) {
        for (String foreign : new String[] {
            "",
            "$",
            "plain text",
            "{bcrypt}$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
            "$argon2id$$$"
        }) {
            assertThat(hasher.recognises(foreign)).isFalse();
            assertThat(hasher.isOutdated(foreign)).isTrue();
            assertThat(hasher.matches(PASSWORD, foreign)).isFalse();
            assertThat(hasher.matches(foreign, foreign)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void nullIsAMistakeOfTheCaller(PasswordHasher hasher) {
        String encoded = hasher.hash(PASSWORD);

        assertThatNullPointerException().isThrownBy(() -> hasher.hash(nothing()));
        assertThatNullPointerException().isThrownBy(() -> hasher.matches(nothing(), encoded));
        assertThatNullPointerException().isThrownBy(() -> hasher.matches(PASSWORD, nothing()));
        assertThatNullPointerException().isThrownBy(() -> hasher.recognises(nothing()));
        assertThatNullPointerException().isThrownBy(() -> hasher.isOutdated(nothing()));
    }

    @ParameterizedTest
    @MethodSource("hashers")
    void whatIsStoredFitsACommonColumn(PasswordHasher hasher) {
        assertThat(hasher.hash(PASSWORD)).hasSizeLessThanOrEqualTo(255).matches("[!-~]+");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // stands for a caller without null checks
    private static <T> T nothing() {
        return null;
    }
}
