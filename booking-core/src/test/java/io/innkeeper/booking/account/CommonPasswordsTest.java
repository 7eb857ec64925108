package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

    /** OWASP ASVS 5.0, 6.2.4: at least the 3,000 most common that match the policy. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void thereAreMoreThanThreeThousandForEveryMinimumLengthUpToFifteen(int minimumLength) {
        assertThat(CommonPasswords.all())
                .filteredOn(password -> password.length() >= minimumLength)
                .hasSizeGreaterThan(3000);
    }

    @Test
    void allAreInTheFormInWhichPasswordsAreComparedAndLongEnoughForSomePolicy() {
        assertThat(CommonPasswords.all())
                .allSatisfy(password -> assertThat(password)
                        .isEqualTo(PasswordText.fold(password))
                        .isEqualTo(password.strip())
                        .hasSizeBetween(8, 64));
    }

    @Test
    void theHeadOfTheFileIsNotAmongThem() {
        assertThat(CommonPasswords.all()).hasSize(22_174).noneMatch(password -> password.startsWith("# "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678",
                "iloveyou",
                "password123",
                "qwertyuiop12345",
                "passwordpassword",
                "123456789012345",
                "1q2w3e4r5t6y7u8i9o0p",
                "leagueoflegends",
            })
    void whatEveryoneTriesIsAmongThem(String password) {
        assertThat(CommonPasswords.contains(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct horse battery staple", "the night porter reads by candlelight"})
    void whatNobodyTriesIsNot(String password) {
        assertThat(CommonPasswords.contains(password)).isFalse();
    }
}
