package io.innkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationTest {

    @Test
    void aViolationReadsAsASentence() {
        assertThat(Violation.of("stars", "must be 0 to 5", 9)).hasToString("stars must be 0 to 5 (was: 9)");
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(Violation.secret("password", "must be longer"))
                .hasToString("password must be longer (was: (hidden))");
    }

    @Test
    void controlsAndHalvesOfSurrogatePairsAreMadeVisible() {
        assertThat(Violation.of("name", "is bad", "a\0b\n\u0085\ud800c\udc00").value())
                .isEqualTo("a\\u0000b\\u000a\\u0085\\ud800c\\udc00");
        assertThat(Violation.of("name", "is bad", "\ud83c\udfe8 \u00e9").value())
                .isEqualTo("\ud83c\udfe8 \u00e9");
    }

    @Test
    void aLongValueIsShortened() {
        assertThat(Violation.of("name", "is bad", "x".repeat(80)).value()).isEqualTo("x".repeat(80));
        assertThat(Violation.of("name", "is bad", "x".repeat(1_000_000)).value())
                .isEqualTo("x".repeat(80) + "... (999920 more characters)");
        assertThat(Violation.of("name", "is bad", "\ud83c\udfe8".repeat(81)).value())
                .isEqualTo("\ud83c\udfe8".repeat(80) + "... (1 more characters)");
    }

    @Test
    void nullIsShownAsNull() {
        assertThat(Violation.of("name", "must be given", null).value()).isEqualTo("null");
    }

    @Test
    void anInvalidRequestSaysEverythingThatIsWrong() {
        List<Violation> violations = List.of(Violation.of("a", "is bad", 1), Violation.secret("b", "is worse"));
        InvalidRequestException invalid = new InvalidRequestException(violations);

        assertThat(invalid).hasMessage("a is bad (was: 1); b is worse (was: (hidden))");
        assertThat(invalid.violations()).isEqualTo(violations);
    }

    @Test
    void anInvalidRequestHasAViolation() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InvalidRequestException(List.of()));
    }
}
