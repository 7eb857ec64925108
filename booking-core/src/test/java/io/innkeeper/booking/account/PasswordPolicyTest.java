package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private static final String TOO_SHORT = "must have at least 15 characters";
    private static final String TOO_LONG = "must have at most 256 characters";
    private static final String NOT_HASHABLE = "must not contain the character NUL or half of a surrogate pair";
    private static final String COMMON = "must not be one of the most common passwords";
    private static final String REPEATED = "must not be one character repeated";
    private static final String LINKED =
            "must not be the e-mail address, a name or another word that belongs to the account";

    private final PasswordPolicy policy = PasswordPolicy.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "fifteen letters",
                "   fifteen   ch ",
                "all lower case and nothing else",
                "\u65b0\u5bc6\u7801\u5fc5\u987b\u81f3\u5c11\u6709\u5341\u4e94\u4e2a\u5b57\u7b26\u957f\u5ea6",
                "\u043d\u043e\u0447\u043d\u043e\u0439 \u043f\u043e\u0440\u0442\u044c\u0435 24",
                "\ud83d\udd11\ud83d\udd11\ud83c\udfe8\ud83c\udfe8\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03"
                        + "\ud83d\ude04\ud83d\ude05\ud83d\ude06\ud83d\ude07\ud83d\ude08\ud83d\ude09\ud83d\ude0a",
                "tab\tand\nline break",
            })
    void anyLongPasswordWillDo(String password) {
        assertThat(policy.problems(password, "ada@example.org", "Ada Lovelace")).isEmpty();
    }

    @Test
    void lengthIsCountedInCodePoints() {
        String fourteenEmoji = "\ud83d\udd11\ud83c\udfe8".repeat(7);

        assertThat(fourteenEmoji).hasSize(28);
        assertThat(policy.problems(fourteenEmoji)).containsExactly(TOO_SHORT);
        assertThat(policy.problems(fourteenEmoji + "!")).isEmpty();
    }

    @Test
    void lengthIsCountedAfterNormalisation() {
        String fourteen = "e\u0301".repeat(7) + "o\u0308".repeat(7);

        assertThat(fourteen).hasSize(28);
        assertThat(policy.problems(fourteen)).containsExactly(TOO_SHORT);
        assertThat(policy.problems("five \ufb03 \ufb03 \ufb03")).isEmpty(); // ligatures of three letters each
    }

    @Test
    void theBoundsAreInclusive() {
        assertThat(policy.problems("abcdefghij klm")).containsExactly(TOO_SHORT);
        assertThat(policy.problems("abcdefghij klmn")).isEmpty();
        assertThat(policy.problems("ab".repeat(128))).isEmpty();
        assertThat(policy.problems("ab".repeat(128) + "c")).containsExactly(TOO_LONG);
        assertThat(policy.problems("")).containsExactly(TOO_SHORT);
    }

    @Test
    void aHugePasswordIsRefusedWithoutMuchWork() {
        assertThat(policy.problems("\ufdfa".repeat(50_000_000))).containsExactly(TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a password with \0 in it",
                "half a pair \ud83d at the end",
                "half a pair \udd11 here",
                "swapped \udd11\ud83d pair of halves"
            })
    void whatCannotBeHashedFaithfullyIsRefused(String password) {
        assertThat(policy.problems(password)).containsExactly(NOT_HASHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"passwordpassword", "PasswordPassword", "QWERTYUIOP12345", "\uff30asswordpassword"})
    void commonPasswordsAreRefusedInAnyCaseAndWidth(String password) {
        assertThat(policy.problems(password)).containsExactly(COMMON);
    }

    @Test
    void commonPasswordsAreComparedWithTheWholePassword() {
        assertThat(policy.problems("passwordpassword of the night porter")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaa", "aaaaaaaaAAAAAAA", "               ", "\ud83d\udd11"})
    void oneCharacterRepeatedIsRefused(String password) {
        assertThat(policy.problems(password.length() < 15 ? password.repeat(15) : password))
                .containsExactly(REPEATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "augusta.ada.king@example.org",
                "AUGUSTA.ADA.KING@EXAMPLE.ORG",
                "augusta.ada.king",
                "Augusta.Ada.King",
                "Augusta Ada King, Countess of Lovelace",
                " augustaadaking,countessoflovelace",
                "Hotel Stra\u00dfenbahn",
                "HOTEL STRASSENBAHN",
                "hotelstrassenbahn",
            })
    void whatIsKnownOfTheAccountIsRefused(String password) {
        assertThat(policy.problems(
                        password,
                        "augusta.ada.king@example.org",
                        "Augusta Ada King, Countess of Lovelace",
                        "Hotel Stra\u00dfenbahn"))
                .containsExactly(LINKED);
    }

    @Test
    void wordsArePartsOfOtherPasswords() {
        assertThat(policy.problems("augusta.ada.king sleeps", "augusta.ada.king@example.org", "Ada"))
                .isEmpty();
    }

    @Test
    void blankWordsCountForNothing() {
        assertThat(policy.problems("correct horse battery staple", "", " ", "@", "@example.org"))
                .isEmpty();
        assertThat(policy.problems(" \t".repeat(10), "", " ", "@")).isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnceAndNoneOfThemTellsThePassword() {
        assertThat(policy.problems("password", "password@example.org"))
                .containsExactly(TOO_SHORT, COMMON, LINKED)
                .noneMatch(problem -> problem.contains("password@") || problem.contains("\"password"));
        assertThat(policy.problems("zzzz")).containsExactly(TOO_SHORT, REPEATED).noneMatch(p -> p.contains("zzzz"));
    }

    @Test
    void theLengthsCanBeChosen() {
        PasswordPolicy shorter = policy.withMinimumLength(8).withMaximumLength(128);

        assertThat(shorter.minimumLength()).isEqualTo(8);
        assertThat(shorter.maximumLength()).isEqualTo(128);
        assertThat(shorter.problems("8 letter")).isEmpty();
        assertThat(shorter.problems("iloveyou")).containsExactly(COMMON);
        assertThat(shorter.problems("ab".repeat(64) + "c")).containsExactly("must have at most 128 characters");
        assertThat(shorter).hasToString("PasswordPolicy[8 to 128 characters]");
        assertThat(policy).hasToString("PasswordPolicy[15 to 256 characters]");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 7, 257, Integer.MAX_VALUE})
    void aMinimumOutOfRangeIsRefused(int minimum) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMinimumLength(minimum));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 127, 1025, Integer.MAX_VALUE})
    void aMaximumOutOfRangeIsRefused(int maximum) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaximumLength(maximum));
    }

    @Test
    void theMinimumIsNeverAboveTheMaximum() {
        PasswordPolicy long200 = policy.withMinimumLength(200);

        assertThatIllegalArgumentException().isThrownBy(() -> long200.withMaximumLength(199));
        assertThat(long200.withMaximumLength(200).maximumLength()).isEqualTo(200);
    }

    @Test
    void whatThePolicyAcceptsCanBeHashed() {
        PasswordHasher hasher = PasswordHasher.pbkdf2(1);
        String longest = "ab".repeat(512);
        String composed = "e\u0301o\u0308".repeat(512);

        PasswordPolicy widest = policy.withMaximumLength(1024);
        for (String password : new String[] {longest, composed}) {
            assertThat(widest.problems(password)).isEmpty();
            assertThat(hasher.matches(password, hasher.hash(password))).isTrue();
        }
    }
}
