package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void pairsThatAllAgreeHaveNoSpreadAlthoughEachVariesALot() {
        Result result = result(true, List.of(20.0, 40.0, 10.0), List.of(10.0, 20.0, 5.0));

        assertThat(result.ratio()).isCloseTo(2, within(1e-9));
        assertThat(result.ratioLow()).isCloseTo(2, within(1e-9));
        assertThat(result.ratioHigh()).isCloseTo(2, within(1e-9));
        assertThat(result.ours()).isCloseTo(20, within(1e-9));
        assertThat(result.oursSpread().high()).isGreaterThan(60);
        assertThat(result.rounds()).isEqualTo(3);
    }

    /** ln 1, ln 2, ln 4 have mean ln 2 and standard deviation ln 2; t for two degrees of freedom is 4.302653. */
    @Test
    void theIntervalIsStudentsOfTheLogarithms() {
        Result result = result(true, List.of(1.0, 2.0, 4.0), List.of(1.0, 1.0, 1.0));

        double half = 4.302653 * Math.log(2) / Math.sqrt(3);
        assertThat(result.ratio()).isCloseTo(2, within(1e-9));
        assertThat(Math.log(result.ratioLow())).isCloseTo(Math.log(2) - half, within(1e-5));
        assertThat(Math.log(result.ratioHigh())).isCloseTo(Math.log(2) + half, within(1e-5));
    }

    @Test
    void theRatioOfTimesIsTurnedAround() {
        Result result = result(false, List.of(2.0), List.of(3.0));

        assertThat(result.ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(result.reached()).isTrue();
        assertThat(result(true, List.of(2.0), List.of(3.0)).reached()).isFalse();
    }

    @Test
    void onePairHasNoInterval() {
        assertThat(result(true, List.of(3.0), List.of(2.0)).ratioLow()).isNaN();
    }

    @Test
    void whatIsNotInPairsIsRefused() {
        assertThatThrownBy(() -> result(true, List.of(3.0), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Result result(boolean moreIsBetter, List<Double> ours, List<Double> theirs) {
        return Result.of("something", "a second", 1.0, moreIsBetter, ours, theirs);
    }
}
