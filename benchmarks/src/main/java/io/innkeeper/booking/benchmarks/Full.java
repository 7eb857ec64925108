package io.innkeeper.booking.benchmarks;

import com.google.gson.GsonBuilder;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything: all contenders, loads, numbers of callers, lengths of stays and delays, each in a JVM of its own, one file of
 * JMH's JSON for each. Contenders change fastest, so that those that are compared are measured soon after one another. What has a file
 * already is left out; so it can be stopped at any time, and goes on from there.
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

    /** Measures what is not measured yet, into {@code results} beside the folder {@code target}. */
    static void run() throws RunnerException, IOException {
        Path results =
                Objects.requireNonNull(BenchmarkServer.target().getParent()).resolve("results");
        Files.createDirectories(results.resolve("contention"));
        BenchmarkServer server = Stand.takeServer();
        Environment environment = Environment.of(server);
        Stand.releaseServer(); // each JVM that measures has its own, or the one that is named
        Files.writeString(
                results.resolve("environment.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(environment));
        System.out.println(environment.lines());

        List<Point> points = points();
        points.removeIf(point -> Files.exists(file(results, point)));
        for (int done = 0; done < points.size(); done++) {
            Duration left = Duration.ofSeconds(
                    (points.size() - done) * (long) ((WARM_UPS + ITERATIONS) * SECONDS + OTHER_SECONDS));
            Point point = points.get(done);
            System.out.printf(
                    "%d of %d, about %d h %d min left: %s%n",
                    done + 1, points.size(), left.toHours(), left.toMinutesPart(), point.label());
            measure(point, file(results, point));
        }
        System.out.println("all is measured: " + results);
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

    private static Path file(Path results, Point point) {
        return results.resolve("contention")
                .resolve(point.load() + "-" + point.callers() + "-callers-" + point.nights() + "-nights-"
                        + point.delayMillis() + "-ms-" + point.contender() + ".json");
    }

    private static void measure(Point point, Path file) throws RunnerException, IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "unfinished", ".part");
        try {
            new Runner(point.options()
                            .forks(1)
                            .jvmArgsAppend("-Dorg.jboss.logging.provider=slf4j")
                            .warmupIterations(WARM_UPS)
                            .warmupTime(TimeValue.seconds(SECONDS))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(TimeValue.seconds(SECONDS))
                            .addProfiler(ContentionProfiler.class)
                            .verbosity(VerboseMode.SILENT)
                            .resultFormat(ResultFormatType.JSON)
                            .result(unfinished.toString())
                            .build())
                    .run();
            Files.move(unfinished, file);
        } catch (RunnerException e) {
            System.out.println("  failed, and is tried again next time: " + e.getMessage());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
