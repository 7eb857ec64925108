package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.city.CitySearch;
import io.innkeeper.booking.benchmarks.load.Mix;
import io.innkeeper.booking.benchmarks.load.OpenLoop;
import io.innkeeper.booking.benchmarks.load.Processes;
import io.innkeeper.booking.benchmarks.replay.Replay;
import io.innkeeper.booking.benchmarks.report.Charts;
import java.util.Arrays;
import java.util.List;

/** The program of the jar: {@code quick}, {@code sweep}, {@code full}, some for one question each, or {@code jmh} with JMH's own arguments. */
public final class Benchmarks {

    private static final String USAGE = """
            usage: java -jar benchmarks.jar COMMAND
              quick                  the comparisons that matter most, in a few minutes
              sweep [CONTENDER...]   the best number of connections and isolation for each of theirs
              full                   everything, for hours; goes on where it was stopped
              replay [OPTION...]     a trace of bookings, compared with an oracle
              city [OPTION...]       a page of a city's free hotels beside SQL written by hand
              open-loop [OPTION...]  more and more callers, and requests at a constant rate
              mix [OPTION...]        searches, hotel pages, log-ins, bookings and cancellations
              processes [OPTION...]  one, two and three processes on one hotel
              charts [OPTION...]     draws charts from JSON
              jmh [ARGUMENT...]      JMH itself; jmh -h tells its arguments
            INNKEEPER_URL, INNKEEPER_USER and INNKEEPER_PASSWORD name a server; without them an embedded one is started.""";

    private Benchmarks() {}

    /** Runs a command; exits with 2 if it is none. */
    public static void main(String[] arguments) throws Exception {
        // Before anything logs: Hibernate would otherwise take the JDK's.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "quick" -> Quick.run();
            case "sweep" -> Sweep.run(rest);
            case "full" -> Full.run();
            case "replay" -> Replay.main(rest.toArray(String[]::new));
            case "city" -> CitySearch.main(rest.toArray(String[]::new));
            case "open-loop" -> OpenLoop.main(rest.toArray(String[]::new));
            case "mix" -> Mix.main(rest.toArray(String[]::new));
            case "processes" -> Processes.main(rest.toArray(String[]::new));
            case "charts" -> Charts.main(rest.toArray(String[]::new));
            case "jmh" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }
}
