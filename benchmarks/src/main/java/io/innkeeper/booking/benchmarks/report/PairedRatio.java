package io.innkeeper.booking.benchmarks.report;

import java.util.List;

/**
 * The ratio of two contenders that were measured by turns: each pair is taken within a short time, so what slows the machine
 * down for a while slows both. The mean is the geometric one, and the interval is Student's, of the logarithms of the pairs'
 * ratios.
 *
 * @param ours mean of ours
 * @param oursSpread half the width of its 95 % interval
 * @param theirs mean of theirs
 * @param theirsSpread half the width of its 95 % interval
 * @param ratio ours in relation to theirs
 * @param low where its 95 % interval begins
 * @param high where it ends
 * @param pairs how many pairs there were; with one there is no interval, and it is not a number
 */
public record PairedRatio(
        double ours,
        double oursSpread,
        double theirs,
        double theirsSpread,
        double ratio,
        double low,
        double high,
        int pairs) {

    /** Student's t for 95 % on both sides, by degrees of freedom from 1 on. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double T_OF_MORE = 1.96;

    /**
     * Of pairs of measurements, of which more is better.
     *
     * @param ours measurement {@code i} was taken next to {@code theirs} {@code i}
     * @throws IllegalArgumentException if there are not as many of both, or none
     */
    public static PairedRatio of(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size() || ours.isEmpty()) {
            throw new IllegalArgumentException(
                    ours.size() + " of ours and " + theirs.size() + " of theirs are no pairs");
        }
        double[] logs = new double[ours.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(ours.get(i) / theirs.get(i));
        }
        double mean = mean(logs);
        double half = halfWidth(logs);
        double[] own = array(ours);
        double[] others = array(theirs);
        return new PairedRatio(
                mean(own),
                halfWidth(own),
                mean(others),
                halfWidth(others),
                Math.exp(mean),
                Math.exp(mean - half),
                Math.exp(mean + half),
                logs.length);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Half the 95 % interval of a mean. */
    private static double halfWidth(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int freedom = values.length - 1;
        double t = freedom <= T.length ? T[freedom - 1] : T_OF_MORE;
        return t * Math.sqrt(squares / freedom / values.length);
    }
}
