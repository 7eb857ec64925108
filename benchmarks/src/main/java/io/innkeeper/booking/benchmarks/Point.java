package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.Contention.Iteration;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import java.util.Objects;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One combination of what {@link Contention} can measure.
 *
 * @param contender who books
 * @param load what is wanted
 * @param callers how many callers there are
 * @param nights how long each stay is
 * @param delayMillis what is added to each round trip, as {@link Contention.Ground#delayMillis} has it
 * @param tuning how the contender uses the server
 */
record Point(Contenders contender, Load load, int callers, int nights, String delayMillis, Tuning tuning) {

    static Point of(Contenders contender, Load load, int callers, int nights, String delayMillis) {
        return new Point(contender, load, callers, nights, delayMillis, contender.tuning());
    }

    /** What must be open for this. */
    Stand.Entry entry() {
        return new Stand.Entry(contender, load, Contention.delay(delayMillis), tuning);
    }

    /** The options of JMH that choose this point. */
    ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .include("^" + Contention.class.getName() + "\\.book$")
                .param("contender", contender.name())
                .param("load", load.name())
                .param("nights", String.valueOf(nights))
                .param("delayMillis", delayMillis)
                .param("poolSize", String.valueOf(tuning.poolSize()))
                .param("isolation", tuning.isolation().name())
                .param("serverPrepared", String.valueOf(tuning.serverPrepared()))
                .threads(callers)
                // Or JMH would wait before and after each iteration for whoever waits longest, and count none of it.
                .syncIterations(false)
                .shouldFailOnError(true);
    }

    /** Measures one iteration in this JVM. */
    Iteration measureHere(double seconds, long seed) throws RunnerException {
        new Runner(options()
                        .param("seed", String.valueOf(seed))
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(Math.round(seconds * 1_000)))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        return Objects.requireNonNull(Contention.last());
    }

    /** Who, and under what. */
    String label() {
        return contender.label() + ", " + callers + (callers == 1 ? " caller, " : " callers, ") + loadLabel();
    }

    /** Under what, without how many. */
    String loadLabel() {
        return load + ", " + nights + (nights == 1 ? " night, " : " nights, ") + delayMillis + " ms";
    }
}
