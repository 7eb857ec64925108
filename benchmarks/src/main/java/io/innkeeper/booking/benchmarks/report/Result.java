package io.innkeeper.booking.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table: ours beside theirs. The names of the parts are those of the JSON.
 *
 * @param name what was measured
 * @param unit of both
 * @param ours mean
 * @param oursSpread half the width of its 95 % interval; null if it was measured once
 * @param theirs mean
 * @param theirsSpread half the width of its 95 % interval; null if it was measured once
 * @param ratio ours in relation to theirs
 * @param ratioLow where its 95 % interval begins; null if it was measured once
 * @param ratioHigh where it ends; null if it was measured once
 * @param target what the ratio is to reach; null if nothing is asked of it
 */
public record Result(
        String name,
        String unit,
        double ours,
        @Nullable Double oursSpread,
        double theirs,
        @Nullable Double theirsSpread,
        double ratio,
        @Nullable Double ratioLow,
        @Nullable Double ratioHigh,
        @Nullable Double target) {

    /** Of a ratio that was measured in pairs. */
    public static Result of(String name, String unit, double target, PairedRatio pairs) {
        return new Result(
                name,
                unit,
                pairs.ours(),
                orNull(pairs.oursSpread()),
                pairs.theirs(),
                orNull(pairs.theirsSpread()),
                pairs.ratio(),
                orNull(pairs.low()),
                orNull(pairs.high()),
                target);
    }

    /** JSON has no word for what is not a number. */
    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** As one line of text. */
    @Override
    public String toString() {
        String interval = ratioLow == null || ratioHigh == null
                ? "measured once"
                : String.format("95 %%: %.2f to %.2f", ratioLow, ratioHigh);
        String reached = target == null
                ? ""
                : String.format(", target %.2f: %s", target, ratio >= target ? "reached" : "MISSED");
        return String.format("%s: %.1f / %.1f %s = %.2f (%s)%s", name, ours, theirs, unit, ratio, interval, reached);
    }
}
