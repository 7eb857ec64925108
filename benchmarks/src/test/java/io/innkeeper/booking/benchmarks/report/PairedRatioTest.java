package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedRatioTest {

    @Test
    void pairsThatAllAgreeHaveNoSpread() {
        PairedRatio ratio = PairedRatio.of(List.of(20.0, 40.0, 10.0), List.of(10.0, 20.0, 5.0));

        assertThat(ratio.ratio()).isCloseTo(2, within(1e-9));
        assertThat(ratio.low()).isCloseTo(2, within(1e-9));
        assertThat(ratio.high()).isCloseTo(2, within(1e-9));
        assertThat(ratio.oursSpread()).as("although each varies a lot").isGreaterThan(30);
    }

    /** ln 1, ln 2, ln 4 have mean ln 2 and standard deviation ln 2; t for two degrees of freedom is 4.303. */
    @Test
    void theIntervalIsStudentsOfTheLogarithms() {
        PairedRatio ratio = PairedRatio.of(List.of(1.0, 2.0, 4.0), List.of(1.0, 1.0, 1.0));

        double half = 4.303 * Math.log(2) / Math.sqrt(3);
        assertThat(ratio.ratio()).isCloseTo(2, within(1e-9));
        assertThat(ratio.low()).isCloseTo(Math.exp(Math.log(2) - half), within(1e-9));
        assertThat(ratio.high()).isCloseTo(Math.exp(Math.log(2) + half), within(1e-9));
    }

    @Test
    void onePairHasNoInterval() {
        PairedRatio ratio = PairedRatio.of(List.of(3.0), List.of(2.0));

        assertThat(ratio.ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(ratio.low()).isNaN();
        assertThat(Result.of("something", "a second", 2, ratio))
                .hasToString("something: 3.0 / 2.0 a second = 1.50 (measured once), target 2.00: MISSED");
    }

    @Test
    void whatIsNotInPairsIsRefused() {
        assertThatThrownBy(() -> PairedRatio.of(List.of(3.0), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
