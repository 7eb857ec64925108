package io.innkeeper.booking.benchmarks.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ours beside theirs, measured by turns: each pair is taken within a short time, so what slows the machine down for a while
 * slows both. All means are geometric, and all intervals are Student's at 95 % on logarithms; that of the ratio is of the pairs'
 * ratios. The names of the parts are those of the JSON. Immutable.
 *
 * @param name what was measured
 * @param unit of both
 * @param ours mean
 * @param theirs mean
 * @param ratio how much better ours is: more is better, whatever the unit
 * @param target what the ratio is to reach; null if nothing is asked of it
 * @param reached whether it does; null if nothing is asked of it
 * @param oursSpread the interval of ours
 * @param theirsSpread the interval of theirs
 * @param ratioLow where the interval of the ratio begins; with fewer than three pairs there is none, and it is not a number
 * @param ratioHigh where it ends
 * @param rounds how many pairs there were
 */
public record Result(
        String name,
        String unit,
        double ours,
        double theirs,
        double ratio,
        @Nullable Double target,
        @Nullable Boolean reached,
        Spread oursSpread,
        Spread theirsSpread,
        double ratioLow,
        double ratioHigh,
        int rounds) {

    /**
     * Of pairs of measurements.
     *
     * @param moreIsBetter whether it is, as with bookings a second; with times it is not, and the ratio is turned around
     * @param ours measurement {@code i} was taken next to {@code theirs} {@code i}
     * @throws IllegalArgumentException if there are not as many of both, or none
     */
    public static Result of(
            String name,
            String unit,
            @Nullable Double target,
            boolean moreIsBetter,
            List<Double> ours,
            List<Double> theirs) {
        if (ours.size() != theirs.size() || ours.isEmpty()) {
            throw new IllegalArgumentException(
                    ours.size() + " of ours and " + theirs.size() + " of theirs are no pairs");
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            double ratio = ours.get(i) / theirs.get(i);
            ratios[i] = moreIsBetter ? ratio : 1 / ratio;
        }
        Spread own = Spread.of(array(ours));
        Spread others = Spread.of(array(theirs));
        Spread ratio = Spread.of(ratios);
        return new Result(
                name,
                unit,
                own.mean(),
                others.mean(),
                ratio.mean(),
                target,
                target == null ? null : Boolean.valueOf(ratio.mean() >= target),
                own,
                others,
                ratio.low(),
                ratio.high(),
                ratios.length);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
