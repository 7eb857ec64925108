package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Measured;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.stay.Stay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * One, two and three processes on one database and one hot hotel: what is merged in one process is not merged with what
 * others do, and their changes meet in the database. Shows bookings a second in all, and how often a change lost to another and
 * was tried again. Ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar processes [--callers=N] [--processes=N] [--rounds=N]
 * [--seconds=N] [--warm-up=N]}; callers are those of each process.
 */
public final class Processes {

    private static final String LOAD = "one hot hotel, any room, 1 night, several processes";
    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final String READY = "READY";
    private static final String RESULT = "RESULT ";

    private Processes() {}

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args)
            throws IOException, SQLException, InterruptedException {
        Options options = Options.of(args);
        List<Strategy> strategies = options.list("strategies", "COMBINING,UNIQUE_CLAIM").stream()
                .map(Strategy::valueOf)
                .toList();
        int callers = options.number("callers", 32);
        int most = options.number("processes", 3);
        int rounds = options.number("rounds", 3);
        int warmUp = options.number("warm-up", 3);
        int seconds = options.number("seconds", 5);
        options.checkAllKnown();
        Results results = new Results(server);
        for (Strategy strategy : strategies) {
            Map<Integer, List<Together>> all = new TreeMap<>();
            for (int round = 0; round < rounds; round++) {
                for (int processes = 1; processes <= most; processes++) {
                    all.computeIfAbsent(processes, first -> new ArrayList<>())
                            .add(measure(server, strategy, processes, callers, warmUp, seconds));
                }
            }
            all.forEach((processes, measured) -> report(results, strategy, processes, callers, measured, all));
        }
        return results;
    }

    private static void report(
            Results results,
            Strategy strategy,
            int processes,
            int callers,
            List<Together> measured,
            Map<Integer, List<Together>> all) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("load", LOAD);
        figures.put("contender", strategy.toString());
        figures.put("processes", processes);
        figures.put("callers", processes * callers);
        figures.put("perSecond", mean(measured, Together::perSecond));
        figures.put("p99OfSlowest", mean(measured, Together::p99OfSlowest));
        figures.put("triedAgainOf1000", mean(measured, Together::triedAgainOf1000));
        figures.put("gaveUp", measured.stream().mapToLong(Together::gaveUp).sum());
        results.add(strategy + ", " + processes + " processes", figures);
        if (processes > 1) {
            results.add(Result.of(
                    strategy + ", " + processes + " processes vs one, " + callers + " callers each",
                    "bookings/s",
                    null,
                    true,
                    measured.stream().map(Together::perSecond).toList(),
                    all.getOrDefault(1, List.of()).stream()
                            .map(Together::perSecond)
                            .toList()));
        }
    }

    private static double mean(List<Together> measured, ToDoubleFunction<Together> of) {
        return measured.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** What several processes did at the same time. How often they tried again is not a number if they do not know. */
    private record Together(double perSecond, double p99OfSlowest, double triedAgainOf1000, long gaveUp) {}

    private static Together measure(
            BenchmarkServer server, Strategy strategy, int processes, int callers, int warmUp, int seconds)
            throws SQLException, IOException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("processes")) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            List<Process> all = new ArrayList<>();
            try {
                for (int i = 0; i < processes; i++) {
                    all.add(start(database, strategy, supply, callers, warmUp, seconds));
                }
                Together together = together(all);
                try (Innkeeper innkeeper = Innkeeper.builder()
                        .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                        .build()) {
                    if (!innkeeper.verifyInventory().isClean()) {
                        throw new IllegalStateException("a wrong inventory: " + innkeeper.verifyInventory());
                    }
                }
                return together;
            } finally {
                all.forEach(Process::destroyForcibly);
            }
        }
    }

    private static Process start(
            BenchmarkServer.Database database, Strategy strategy, Supply supply, int callers, int warmUp, int seconds)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                Processes.class.getName(),
                strategy.name(),
                supply.hotels().get(0).id().toString(),
                supply.guests().get(0).toString(),
                supply.firstNight().toString(),
                String.valueOf(callers),
                String.valueOf(warmUp),
                String.valueOf(seconds));
        // Not on the command line, which others can see.
        builder.environment().put("INNKEEPER_URL", database.url());
        builder.environment().put("INNKEEPER_USER", database.user());
        builder.environment().put("INNKEEPER_PASSWORD", database.password());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Has them begin when the last one is ready. */
    private static Together together(List<Process> all) throws IOException, InterruptedException {
        List<BufferedReader> answers = new ArrayList<>();
        for (Process each : all) {
            BufferedReader answer = each.inputReader(StandardCharsets.UTF_8);
            answers.add(answer);
            expect(answer, READY);
        }
        for (Process each : all) {
            try (Writer go = each.outputWriter(StandardCharsets.UTF_8)) {
                go.write("GO\n");
            }
        }
        double perSecond = 0;
        long requests = 0;
        long retries = 0;
        long gaveUp = 0;
        double slowest = 0;
        for (int i = 0; i < all.size(); i++) {
            String[] figures =
                    expect(answers.get(i), RESULT).substring(RESULT.length()).split(" ", -1);
            perSecond += Double.parseDouble(figures[0]);
            slowest = Math.max(slowest, Double.parseDouble(figures[1]));
            requests += Long.parseLong(figures[2]);
            retries += Long.parseLong(figures[3]);
            gaveUp += Long.parseLong(figures[4]);
            if (all.get(i).waitFor() != 0) {
                throw new IllegalStateException(
                        "a process ended with " + all.get(i).exitValue());
            }
        }
        return new Together(perSecond, slowest, retries < 0 ? Double.NaN : 1000.0 * retries / requests, gaveUp);
    }

    private static String expect(BufferedReader from, String beginning) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IllegalStateException("a process ended before it said " + beginning);
    }

    /** What each of the processes does. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Strategy strategy = Strategy.valueOf(args[0]);
        HotelId hotel = new HotelId(UUID.fromString(args[1]));
        UserId guest = new UserId(UUID.fromString(args[2]));
        LocalDate first = LocalDate.parse(args[3]);
        int callers = Integer.parseInt(args[4]);
        int warmUp = Integer.parseInt(args[5]);
        int seconds = Integer.parseInt(args[6]);
        LongAdder attempts = new LongAdder();
        LongAdder requests = new LongAdder();
        LongAdder gaveUp = new LongAdder();
        JpaStorage storage = strategy.connect(
                environment("INNKEEPER_URL"),
                environment("INNKEEPER_USER"),
                environment("INNKEEPER_PASSWORD"),
                attempts);
        try (Innkeeper innkeeper = Innkeeper.builder().storage(storage).build()) {
            System.out.println(READY);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (in.readLine() == null) {
                throw new UncheckedIOException(new IOException("who started this is gone"));
            }
            Measured measured = Callers.closedLoop(Threads.PLATFORM, callers, warmUp, seconds, caller -> {
                Stay stay = Stay.of(first.plusDays(ThreadLocalRandom.current().nextInt(HORIZON)), 1);
                requests.increment();
                BookingOutcome outcome = innkeeper
                        .bookings()
                        .book(BookingRequest.anyRoom(guest, hotel, Supply.ROOM_TYPE, stay, Supply.PARTY));
                if (outcome instanceof Contended) {
                    gaveUp.increment();
                } else if (!(outcome instanceof Booked)) {
                    throw new IllegalStateException("answered " + outcome + " although there is room");
                }
                return outcome instanceof Booked;
            });
            System.out.println(RESULT + measured.perSecond() + " " + measured.millis(99) + " " + requests.sum() + " "
                    + (attempts.sum() == 0 ? -1 : attempts.sum() - requests.sum()) + " " + gaveUp.sum());
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
