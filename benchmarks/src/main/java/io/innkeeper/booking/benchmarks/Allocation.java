package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.load.Growth;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How many bytes a booking allocates, by JMH's {@link GCProfiler}, in a JVM of its own for each contender; or, for so many
 * minutes, whether the heap grows: {@link Growth}.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar allocation [--contenders=COMBINING,UNIQUE_CLAIM,...]
 * [--callers=1,64] [--seconds=N]} or {@code allocation --minutes=60 [--strategies=COMBINING] [--every=seconds]
 * [--rate=N]}.
 */
final class Allocation {

    private static final int ITERATIONS = 5;
    private static final int WARM_UPS = 5;

    private Allocation() {}

    /** Runs it, and prints what came of it. */
    static void run(String[] args) throws IOException, SQLException, InterruptedException, RunnerException {
        Options options = Options.of(args);
        int minutes = options.number("minutes", 0);
        int every = options.number("every", minutes > 5 ? 60 : 10);
        int rate = options.number("rate", 300);
        List<String> contenders =
                options.list("contenders", "COMBINING,UNIQUE_CLAIM,UNIQUE_INSERT,HIBERNATE_PESSIMISTIC");
        List<String> callers = options.list("callers", "1,64");
        int seconds = options.number("seconds", 2);
        List<String> strategies = options.list("strategies", "COMBINING");
        options.checkAllKnown();
        BenchmarkServer server = Stand.takeServer();
        try {
            Results results = new Results(server);
            if (minutes > 0) {
                Growth.measure(server, results, strategies, minutes, every, rate);
            } else {
                for (String contender : contenders) {
                    for (String number : callers) {
                        Point point = Point.of(
                                Contenders.valueOf(contender), Load.HOT_HOTEL, Integer.parseInt(number), 1, "0");
                        System.out.println(point.label());
                        results.add(point.label(), bytes(point, seconds));
                    }
                }
            }
            results.print();
            results.write(BenchmarkServer.target().resolve(minutes > 0 ? "growth.json" : "allocation.json"));
        } finally {
            Stand.releaseServer();
        }
    }

    private static Map<String, Object> bytes(Point point, int seconds) throws RunnerException {
        RunResult run = new Runner(point.options()
                        .forks(1)
                        .jvmArgsAppend("-Dorg.jboss.logging.provider=slf4j")
                        .warmupIterations(WARM_UPS)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("contender", point.contender().label());
        figures.put("callers", point.callers());
        Result<?> allocated = Objects.requireNonNull(run.getSecondaryResults().get("gc.alloc.rate.norm"));
        figures.put("bytesOfABooking", allocated.getScore());
        figures.put("halfWidth", allocated.getScoreError());
        return figures;
    }
}
