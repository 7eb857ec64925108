package io.innkeeper.booking.examples.faults;

import io.innkeeper.booking.InnkeeperException;
import io.innkeeper.booking.examples.faults.history.Checker;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.stand.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does to a booking service on purpose what production does to it, and says what became of each request. It ends with a status other
 * than 0 if anything was lost, sold twice, or told otherwise than it was.
 */
public final class Faults {

    private Faults() {}

    /** Runs what the system properties say, see {@link Options}. */
    public static void main(String[] args) throws Exception {
        Options options = Options.given();
        Path check = options.check();
        System.exit((check == null ? run(options) : replay(check)) ? 0 : 1);
    }

    private static boolean run(Options options) throws Exception {
        Path histories =
                Files.createTempDirectory(Files.createDirectories(options.histories()), "seed-" + options.seed() + "-");
        System.out.println("seed " + options.seed() + ", histories in " + histories);
        System.out.println();
        Report report = new Report();
        for (Place place : Place.values()) {
            List<Plan> plans = Plan.ALL.stream()
                    .filter(plan -> plan.place() == place && plan.isWanted(options))
                    .toList();
            if (!plans.isEmpty()) {
                run(plans, place, options, histories, report);
            }
        }
        return report.end();
    }

    private static void run(List<Plan> plans, Place place, Options options, Path histories, Report report)
            throws Exception {
        Place.Started started;
        try {
            started = place.start(options);
        } catch (IOException e) {
            plans.forEach(plan -> report.notRun(plan.name(), String.valueOf(e.getMessage())));
            return;
        }
        try (started) {
            for (Plan plan : plans) {
                Path history = histories.resolve(plan.name().replaceAll("[^\\w]+", "-") + ".jsonl");
                run(plan, started, options, history, report);
            }
        }
    }

    /** Servers that do not come back are a failure, and no reason to leave out what comes after them. */
    private static void run(Plan plan, Place.Started started, Options options, Path history, Report report)
            throws Exception {
        try {
            report.add(
                    plan.name(),
                    plan.promised(),
                    Trial.run(
                            plan.name(),
                            plan.fault().apply(started),
                            plan.times(options),
                            started.servers(),
                            options.seed(),
                            history));
        } catch (IOException | SQLException | InnkeeperException e) {
            report.broken(plan.name(), String.valueOf(e));
        }
    }

    /** Judges histories that are there. */
    private static boolean replay(Path where) throws IOException {
        Report report = new Report();
        try (Stream<Path> files = Files.isDirectory(where) ? Files.list(where) : Stream.of(where)) {
            for (Path file : files.sorted().toList()) {
                report.add(String.valueOf(file.getFileName()), true, Checker.check(Journal.read(file)));
            }
        }
        return report.end();
    }
}
