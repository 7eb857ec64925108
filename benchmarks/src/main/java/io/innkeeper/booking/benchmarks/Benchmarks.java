package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.city.CitySearch;
import io.innkeeper.booking.benchmarks.index.CountryIndex;
import io.innkeeper.booking.benchmarks.load.Curve;
import io.innkeeper.booking.benchmarks.load.Mix;
import io.innkeeper.booking.benchmarks.load.OpenLoop;
import io.innkeeper.booking.benchmarks.load.Overload;
import io.innkeeper.booking.benchmarks.load.Processes;
import io.innkeeper.booking.benchmarks.replay.Replay;
import io.innkeeper.booking.benchmarks.report.Charts;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.util.Arrays;
import java.util.List;

/** The program of the jar: {@code quick}, {@code sweep}, {@code full}, some for one question each, or {@code jmh} with JMH's own arguments. */
public final class Benchmarks {

    private static final String USAGE = """
            usage: java -jar benchmarks.jar COMMAND
              quick                  the comparisons that matter most, in a few minutes
              sweep [CONTENDER...]   the best number of connections and isolation for each of theirs, used from then on
              full                   everything, for a day; goes on where it was stopped
              replay [OPTION...]     a trace of bookings, compared with an oracle
              city [OPTION...]       a page of a city's free hotels beside SQL written by hand
              index [OPTION...]      the same and what is sold out, by the index in memory beside the database
              callers [OPTION...]    the curve of bookings a second under more and more callers
              open-loop [OPTION...]  latencies of requests at a constant rate
              overload [OPTION...]   more requests than can be done; with --minutes=30, the heap over time
              mix [OPTION...]        searches, hotel pages, log-ins, bookings and cancellations
              processes [OPTION...]  one, two and three processes on one hotel
              allocation [OPTION...] bytes a booking; with --minutes=60, the heap over time
              charts [FILE...]       draws charts from JSON, or of all that was measured here
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
            case "replay" -> measure("replay", Replay::measure, rest);
            case "city" -> measure("city", CitySearch::measure, rest);
            case "index" -> measure("index", CountryIndex::measure, rest);
            case "callers" -> measure("callers", Curve::measure, rest);
            case "open-loop" -> measure("open-loop", OpenLoop::measure, rest);
            case "overload" -> write("overload", Overload::measure, rest);
            case "mix" -> measure("mix", Mix::measure, rest);
            case "processes" -> measure("processes", Processes::measure, rest);
            case "allocation" -> Allocation.run(rest.toArray(String[]::new));
            case "charts" -> Charts.main(rest.toArray(String[]::new));
            case "jmh" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    /** What answers one question. */
    @FunctionalInterface
    private interface Question {

        Results measure(BenchmarkServer server, String... arguments) throws Exception;
    }

    /** Measures on a server, and prints and writes what came of it, which is no curve. */
    private static void write(String name, Question question, List<String> arguments) throws Exception {
        BenchmarkServer server = Stand.takeServer();
        try {
            Results results = question.measure(server, arguments.toArray(String[]::new));
            results.print();
            results.write(BenchmarkServer.target().resolve(name + ".json"));
        } finally {
            Stand.releaseServer();
        }
    }

    /** Measures on a server, and prints, writes and draws what came of it. */
    private static void measure(String name, Question question, List<String> arguments) throws Exception {
        BenchmarkServer server = Stand.takeServer();
        try {
            Results results = question.measure(server, arguments.toArray(String[]::new));
            results.print();
            results.writeAndDraw(BenchmarkServer.target().resolve(name + ".json"));
        } finally {
            Stand.releaseServer();
        }
    }
}
