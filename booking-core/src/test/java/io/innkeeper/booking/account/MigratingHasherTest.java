package io.innkeeper.booking.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigratingHasherTest {

    private final PasswordHasher older = PasswordHasher.pbkdf2(5);
    private final PasswordHasher current = PasswordHasher.argon2id(8, 1, 1);
    private final PasswordHasher both = current.orElse(older);

    @Test
    void newHashesAreOfTheCurrentHasher() {
        assertThat(both.hash("password")).startsWith("$argon2id$");
    }

    @Test
    void passwordsAreCheckedAgainstTheHashesOfBoth() {
        assertThat(both.matches("password", older.hash("password"))).isTrue();
        assertThat(both.matches("another", older.hash("password"))).isFalse();
        assertThat(both.matches("password", current.hash("password"))).isTrue();
        assertThat(both.matches("another", current.hash("password"))).isFalse();
    }

    @Test
    void hashesOfTheOlderHasherAreOutdatedThoseOfTheCurrentAreNot() {
        assertThat(both.isOutdated(older.hash("password"))).isTrue();
        assertThat(both.isOutdated(current.hash("password"))).isFalse();
    }

    @Test
    void aChainOfThreeKnowsAllThree() {
        PasswordHasher oldest = new Reversing();
        PasswordHasher all = current.orElse(older.orElse(oldest));

        assertThat(all.matches("password", "reversed:drowssap")).isTrue();
        assertThat(all.isOutdated("reversed:drowssap")).isTrue();
        assertThat(all.recognises(older.hash("password"))).isTrue();
        assertThat(all.recognises("reversal:drowssap")).isFalse();
        assertThat(all).hasToString("argon2id[8, 1, 1] or else pbkdf2-sha256[5] or else reversing");
    }

    /** What a host might bring along from the system that it replaces. */
    private static final class Reversing implements PasswordHasher {

        @Override
        public String hash(String password) {
            return "reversed:" + new StringBuilder(password).reverse();
        }

        @Override
        public boolean matches(String password, String encoded) {
            return encoded.equals(hash(password));
        }

        @Override
        public boolean recognises(String encoded) {
            return encoded.startsWith("reversed:");
        }

        @Override
        public boolean isOutdated(String encoded) {
            return false;
        }

        @Override
        public String toString() {
            return "reversing";
        }
    }
}
