package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.report.Charts;
import io.innkeeper.booking.benchmarks.report.Environment;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything: all contenders, loads, numbers of callers, lengths of stays and delays, each in a JVM of its own, one file
 * for each, with all that JMH and {@link ContentionProfiler} tell. Contenders change fastest, so that those that are compared are
 * measured soon after one another. What has a file already is left out; so it can be stopped at any time, and goes on from there. At
 * the end it draws what {@code charts} draws at any time: a curve of throughput for each load.
 */
final class Full {

    private static final List<Integer> CALLERS = List.of(64, 8, 1, 256);
    private static final List<Integer> NIGHTS = List.of(1, 7, 3);
    private static final List<String> DELAYS = List.of("0", "0.5", "2");

    private static final int WARM_UPS = 3;
    private static final int ITERATIONS = 5;
    private static final int SECONDS = 2;

    /** A JVM, a server with new tables, and the looks into the database: about that, on the machine this was written on. */
    private static final int OTHER_SECONDS = 15;

    private Full() {}

    /** Measures what is not measured yet, into {@code results/contention}. */
    static void run() throws RunnerException, IOException {
        Path folder = Results.folder().resolve("contention");
        Files.createDirectories(folder);
        BenchmarkServer server = Stand.takeServer();
        Environment environment = Environment.of(server);
        Stand.releaseServer(); // each JVM that measures has its own, or the one that is named
        System.out.println(environment.lines());

        List<Point> points = points();
        int all = points.size();
        points.removeIf(point -> Files.exists(file(folder, point)));
        System.out.printf("%d of %d points are measured%n", all - points.size(), all);
        Duration each = Duration.ofSeconds((WARM_UPS + ITERATIONS) * SECONDS + OTHER_SECONDS);
        long began = System.nanoTime();
        for (int done = 0; done < points.size(); done++) {
            if (done > 0) {
                each = Duration.ofNanos(System.nanoTime() - began).dividedBy(done);
            }
            Duration left = each.multipliedBy(points.size() - done);
            Point point = points.get(done);
            System.out.printf(
                    "%d of %d, about %d h %d min left: %s%n",
                    all - points.size() + done + 1, all, left.toHours(), left.toMinutesPart(), point.label());
            measure(point, environment, file(folder, point));
        }
        System.out.println("all is measured: " + folder);
        Charts.draw(List.of(folder), Results.folder()).forEach(System.out::println);
    }

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (String delay : DELAYS) {
            for (int nights : NIGHTS) {
                for (Load load : Load.values()) {
                    for (int callers : CALLERS) {
                        for (Contenders contender : Contenders.values()) {
                            points.add(Point.of(contender, load, callers, nights, delay));
                        }
                    }
                }
            }
        }
        return points;
    }

    private static Path file(Path folder, Point point) {
        return folder.resolve(point.load() + "-" + point.callers() + "-callers-" + point.nights() + "-nights-"
                + point.delayMillis() + "-ms-" + point.contender() + ".json");
    }

    private static void measure(Point point, Environment environment, Path file) throws IOException {
        try {
            RunResult run = new Runner(point.options()
                            .forks(1)
                            .jvmArgsAppend("-Dorg.jboss.logging.provider=slf4j")
                            .warmupIterations(WARM_UPS)
                            .warmupTime(TimeValue.seconds(SECONDS))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(TimeValue.seconds(SECONDS))
                            .addProfiler(ContentionProfiler.class)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .runSingle();
            Map<String, Double> told = new LinkedHashMap<>();
            run.getSecondaryResults().forEach((name, result) -> told.put(name, result.getScore()));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("load", point.loadLabel());
            figures.put("contender", point.contender().label());
            figures.put("tuning", point.tuning());
            figures.put("callers", point.callers());
            figures.put("perSecond", told.get("bookings"));
            figures.put("p50", told.getOrDefault("latency.p50", Double.NaN) / 1_000);
            figures.put("p99", told.getOrDefault("latency.p99", Double.NaN) / 1_000);
            figures.put("p999", told.getOrDefault("latency.p999", Double.NaN) / 1_000);
            figures.putAll(told);
            Results results = new Results(environment);
            results.add(point.label(), figures);
            results.write(file);
        } catch (RunnerException e) {
            System.out.println("  failed, and is tried again next time: " + e.getMessage());
        }
    }
}
