package io.innkeeper.booking.benchmarks;

import static io.innkeeper.booking.benchmarks.Load.HOT_HOTEL;
import static io.innkeeper.booking.benchmarks.Load.MANY_UNIFORM;
import static io.innkeeper.booking.benchmarks.contender.Contenders.BATCHED_BY_HAND;
import static io.innkeeper.booking.benchmarks.contender.Contenders.COMBINING;
import static io.innkeeper.booking.benchmarks.contender.Contenders.CONDITIONAL_UPDATE;
import static io.innkeeper.booking.benchmarks.contender.Contenders.HIBERNATE_PESSIMISTIC;
import static io.innkeeper.booking.benchmarks.contender.Contenders.LOCK_CHECK_INSERT;
import static io.innkeeper.booking.benchmarks.contender.Contenders.UNIQUE_INSERT;

import io.innkeeper.booking.benchmarks.Contention.Iteration;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.report.Environment;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The comparisons that matter most, in a few minutes: ours and theirs in turn, round after round, in one JVM on one server,
 * so that whatever disturbs one of them disturbs the other as well. What is compared is their ratio in each round.
 */
final class Quick {

    private static final double WARM_UP_SECONDS = 2.5;
    private static final double ROUND_SECONDS = 1;
    private static final int FEWEST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 8;

    /** When no further round is begun, counted from the start of the JVM. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(170);

    private static final Unit BOOKINGS = new Unit("bookings/s", true, Iteration::bookingsPerSecond);
    private static final Unit MEDIAN = new Unit("us, median", false, iteration -> iteration.micros(50));

    /** What is compared; ratios are made so that more is better for ours. */
    private record Unit(String name, boolean moreIsBetter, ToDoubleFunction<Iteration> of) {}

    /** Ours against the best of theirs. */
    private record Row(String name, Point ours, List<Point> theirs, Unit unit, double target) {}

    private static final List<Row> ROWS = List.of(
            row("hot hotel, 64 callers, combining vs lock-check-insert", 25, hot(COMBINING), hot(LOCK_CHECK_INSERT)),
            row(
                    "hot hotel, 64 callers, combining vs Hibernate PESSIMISTIC_WRITE",
                    40,
                    hot(COMBINING),
                    hot(HIBERNATE_PESSIMISTIC)),
            row(
                    "hot hotel, 64 callers, combining vs the better of unique insert and conditional UPDATE",
                    3,
                    hot(COMBINING),
                    hot(UNIQUE_INSERT),
                    hot(CONDITIONAL_UPDATE)),
            row("hot hotel, 64 callers, combining vs batched by hand", 0.8, hot(COMBINING), hot(BATCHED_BY_HAND)),
            row(
                    "hot hotel, 8 callers, combining vs lock-check-insert",
                    12,
                    Point.of(COMBINING, HOT_HOTEL, 8, 1, "0"),
                    Point.of(LOCK_CHECK_INSERT, HOT_HOTEL, 8, 1, "0")),
            row(
                    "hot hotel, 64 callers, 0.5 ms away, combining vs lock-check-insert",
                    40,
                    Point.of(COMBINING, HOT_HOTEL, 64, 1, "0.5"),
                    Point.of(LOCK_CHECK_INSERT, HOT_HOTEL, 64, 1, "0.5")),
            row(
                    "hot hotel, 64 callers, 7 nights, combining vs lock-check-insert",
                    20,
                    Point.of(COMBINING, HOT_HOTEL, 64, 7, "0"),
                    Point.of(LOCK_CHECK_INSERT, HOT_HOTEL, 64, 7, "0")),
            row(
                    "hot hotel, 1 caller, default vs unique insert",
                    0.95,
                    Point.of(COMBINING, HOT_HOTEL, 1, 1, "0"),
                    Point.of(UNIQUE_INSERT, HOT_HOTEL, 1, 1, "0")),
            new Row(
                    "hot hotel, 1 caller, default vs unique insert, latency (theirs / ours)",
                    Point.of(COMBINING, HOT_HOTEL, 1, 1, "0"),
                    List.of(Point.of(UNIQUE_INSERT, HOT_HOTEL, 1, 1, "0")),
                    MEDIAN,
                    1 / 1.1),
            row(
                    "many hotels, 8 callers, default vs unique insert",
                    0.9,
                    Point.of(COMBINING, MANY_UNIFORM, 8, 1, "0"),
                    Point.of(UNIQUE_INSERT, MANY_UNIFORM, 8, 1, "0")),
            row(
                    "many hotels, 8 callers, combining vs unique insert",
                    2,
                    Point.of(COMBINING, MANY_UNIFORM, 8, 1, "0"),
                    Point.of(UNIQUE_INSERT, MANY_UNIFORM, 8, 1, "0")));

    private static Row row(String name, double target, Point ours, Point... theirs) {
        return new Row(name, ours, List.of(theirs), BOOKINGS, target);
    }

    private static Point hot(Contenders contender) {
        return Point.of(contender, HOT_HOTEL, 64, 1, "0");
    }

    private final Map<Point, List<Iteration>> measured = new LinkedHashMap<>();

    /** Measures, prints, writes {@code quick/summary.json} into the folder {@code target}, and draws it beside that. */
    static void run() throws RunnerException, IOException {
        BenchmarkServer server = Stand.takeServer();
        try {
            new Quick().run(Environment.of(server));
        } finally {
            Stand.releaseServer();
        }
    }

    private void run(Environment environment) throws RunnerException, IOException {
        System.out.println("How: one JVM, rounds of " + ROUND_SECONDS + " s each in turn, after " + WARM_UP_SECONDS
                + " s of warm-up each; 200 rooms, 4,000 nights");
        Set<Point> points = new LinkedHashSet<>();
        ROWS.forEach(row -> {
            points.add(row.ours());
            points.addAll(row.theirs());
        });
        List<Stand> open = new ArrayList<>();
        try {
            for (Point point : points) {
                open.add(Stand.take(point.entry()));
                say("warming up: " + point.label());
                point.measureHere(WARM_UP_SECONDS, 0);
                measured.put(point, new ArrayList<>());
            }
            rounds(new ArrayList<>(points));
            Map<Point, String> findings = findings(points);
            Results results = new Results(environment);
            ROWS.forEach(row -> add(results, row, findings));
            results.print();
            results.writeAndDraw(BenchmarkServer.target().resolve("quick").resolve("summary.json"));
            open.stream().map(Stand::lateness).filter(late -> !late.isEmpty()).forEach(System.out::println);
        } finally {
            open.forEach(Stand::close);
        }
    }

    private void rounds(List<Point> points) throws RunnerException {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            if (round > FEWEST_ROUNDS && uptime().compareTo(LAST_ROUND) > 0) {
                break;
            }
            say("round " + round);
            for (Point point : points) {
                at(point).add(point.measureHere(ROUND_SECONDS, round * 1_000L));
            }
            Collections.reverse(points); // so that none is always the one that comes after another
        }
    }

    private List<Iteration> at(Point point) {
        return measured.getOrDefault(point, new ArrayList<>());
    }

    private static Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private static void say(String what) {
        System.out.printf(Locale.ROOT, "%4d s  %s%n", uptime().toSeconds(), what);
    }

    /** What contenders find in their own databases. */
    private static Map<Point, String> findings(Set<Point> points) {
        say("checking the inventories");
        Map<Stand.Entry, String> byEntry = new LinkedHashMap<>();
        Map<Point, String> findings = new LinkedHashMap<>();
        for (Point point : points) {
            findings.put(point, byEntry.computeIfAbsent(point.entry(), entry -> {
                try (Stand stand = Stand.take(entry)) {
                    return stand.contender().findings();
                }
            }));
        }
        return findings;
    }

    private void add(Results results, Row row, Map<Point, String> findings) {
        Point best = row.theirs().stream()
                .max(Comparator.comparingDouble(point -> (row.unit().moreIsBetter() ? 1 : -1)
                        * values(row.unit(), point).stream()
                                .mapToDouble(Math::log)
                                .sum()))
                .orElseThrow();
        Cost ourCost = Cost.of(at(row.ours()));
        Cost theirCost = Cost.of(at(best));
        String ourName = row.ours().contender().label();
        String theirName = best.contender().label();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("oursBy", ourName);
        more.put("theirsBy", theirName);
        more.put("oursCost", ourCost);
        more.put("theirsCost", theirCost);
        more.put(
                "wrong",
                ourCost.wrong(ourName, findings.getOrDefault(row.ours(), ""))
                        + theirCost.wrong(theirName, findings.getOrDefault(best, "")));
        results.add(
                Result.of(
                        row.name(),
                        row.unit().name(),
                        row.target(),
                        row.unit().moreIsBetter(),
                        values(row.unit(), row.ours()),
                        values(row.unit(), best)),
                more);
    }

    private List<Double> values(Unit unit, Point point) {
        return at(point).stream().map(each -> unit.of().applyAsDouble(each)).toList();
    }
}
