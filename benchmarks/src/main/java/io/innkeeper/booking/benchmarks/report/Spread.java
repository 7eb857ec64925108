package io.innkeeper.booking.benchmarks.report;

import java.util.Arrays;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A geometric mean, and the interval in which it is with 95 % confidence, by Student's t on the logarithms.
 *
 * @param mean the mean
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record Spread(double mean, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /** Of some values, which are positive; of fewer than three there is no interval worth the name. */
    public static Spread of(double... values) {
        double[] logarithms = Arrays.stream(values).map(Math::log).toArray();
        ListStatistics statistics = new ListStatistics(logarithms);
        double mean = statistics.getMean();
        double error = values.length < 3 ? Double.NaN : statistics.getMeanErrorAt(CONFIDENCE);
        return new Spread(Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error));
    }
}
