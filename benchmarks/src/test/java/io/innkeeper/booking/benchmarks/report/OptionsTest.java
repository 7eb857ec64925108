package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void whatIsNotGivenIsAsItIsOtherwise() {
        Options options = Options.of("--rounds=7", "--trace=a=b");

        assertThat(options.number("rounds", 3)).isEqualTo(7);
        assertThat(options.number("callers", 8)).isEqualTo(8);
        assertThat(options.text("trace", "")).isEqualTo("a=b");
        options.checkAllKnown();
    }

    @Test
    void whatIsMisspeltIsNamed() {
        Options options = Options.of("--round=7");
        options.number("rounds", 3);

        assertThatThrownBy(options::checkAllKnown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such option: [round]; there are [rounds]");
        assertThatThrownBy(() -> Options.of("rounds")).isInstanceOf(IllegalArgumentException.class);
    }
}
