package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheGeometricMeanWithStudentsInterval() {
        // Logarithms 0, 1, 2: mean 1, standard error 1 / sqrt(3), and t is 4.302653 for two degrees of freedom.
        Spread spread = Spread.of(1, Math.E, Math.E * Math.E);
        double error = 4.302653 / Math.sqrt(3);
        assertThat(spread.mean()).isCloseTo(Math.E, within(1e-9));
        assertThat(Math.log(spread.low())).isCloseTo(1 - error, within(1e-5));
        assertThat(Math.log(spread.high())).isCloseTo(1 + error, within(1e-5));
    }

    @Test
    void claimsNoIntervalOfTwoValues() {
        Spread spread = Spread.of(2, 8);
        assertThat(spread.mean()).isCloseTo(4, within(1e-9));
        assertThat(spread.low()).isNaN();
        assertThat(spread.high()).isNaN();
    }
}
