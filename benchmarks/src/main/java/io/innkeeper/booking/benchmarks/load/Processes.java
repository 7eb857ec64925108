package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.contender.CountingLock;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Measured;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.InventoryLock;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * One, two and three processes on one database and one hot hotel: what is merged in one process is not merged with what
 * others do, and their changes meet in the database. Shows bookings a second in all, and how often a change lost to another and
 * was tried again. Ends by checking the inventory.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar processes [--callers=N] [--seconds=N]}; callers are those
 * of each process.
 */
public final class Processes {

    private static final String LOAD = "one hot hotel, any room, 1 night, several processes";
    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final int MOST = 3;
    private static final int WARM_UP_SECONDS = 3;
    private static final String READY = "READY";
    private static final String RESULT = "RESULT ";

    private Processes() {}

    /** Runs it, and prints what came of it. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        if (args.length > 0 && args[0].equals("--one-of-many")) {
            book(args);
            return;
        }
        Options options = Options.of(args);
        int callers = options.number("callers", 32);
        int seconds = options.number("seconds", 8);
        options.checkAllKnown();
        try (BenchmarkServer server = BenchmarkServer.start()) {
            System.out.println("Server: " + server);
            Results results = new Results(server);
            for (Strategy strategy : Strategy.values()) {
                for (int processes = 1; processes <= MOST; processes++) {
                    results.add(
                            strategy + ", " + processes + " processes",
                            measure(server, strategy, processes, callers, seconds));
                }
            }
            results.print();
            results.write(BenchmarkServer.target().resolve("processes.json"));
        }
    }

    private enum Strategy {
        DEFAULT,
        COMBINING
    }

    private static Map<String, Object> measure(
            BenchmarkServer server, Strategy strategy, int processes, int callers, int seconds)
            throws SQLException, IOException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("processes")) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            List<Process> all = new ArrayList<>();
            try {
                for (int i = 0; i < processes; i++) {
                    all.add(start(database, strategy, supply, callers, seconds));
                }
                Map<String, Object> figures = together(all);
                try (Innkeeper innkeeper = Innkeeper.builder()
                        .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                        .build()) {
                    if (!innkeeper.verifyInventory().isClean()) {
                        throw new IllegalStateException("a wrong inventory: " + innkeeper.verifyInventory());
                    }
                }
                Map<String, Object> named = new LinkedHashMap<>();
                named.put("load", LOAD);
                named.put("contender", strategy.name().toLowerCase(Locale.ROOT));
                named.put("processes", processes);
                named.put("callers", processes * callers);
                named.putAll(figures);
                return named;
            } finally {
                all.forEach(Process::destroyForcibly);
            }
        }
    }

    private static Process start(
            BenchmarkServer.Database database, Strategy strategy, Supply supply, int callers, int seconds)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                Processes.class.getName(),
                "--one-of-many",
                strategy.name(),
                supply.hotels().get(0).id().toString(),
                supply.guests().get(0).toString(),
                supply.firstNight().toString(),
                String.valueOf(callers),
                String.valueOf(seconds));
        // Not on the command line, which others can see.
        builder.environment().put("INNKEEPER_URL", database.url());
        builder.environment().put("INNKEEPER_USER", database.user());
        builder.environment().put("INNKEEPER_PASSWORD", database.password());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Has them begin when the last one is ready. */
    private static Map<String, Object> together(List<Process> all) throws IOException, InterruptedException {
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
        Map<String, Object> sum = new LinkedHashMap<>();
        sum.put("perSecond", perSecond);
        sum.put("p99OfSlowest", slowest);
        sum.put("triedAgainOf1000", 1000.0 * retries / requests);
        sum.put("gaveUp", gaveUp);
        return sum;
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
    private static void book(String[] args) throws IOException, InterruptedException {
        Strategy strategy = Strategy.valueOf(args[1]);
        HotelId hotel = new HotelId(UUID.fromString(args[2]));
        UserId guest = new UserId(UUID.fromString(args[3]));
        LocalDate first = LocalDate.parse(args[4]);
        int callers = Integer.parseInt(args[5]);
        int seconds = Integer.parseInt(args[6]);
        LongAdder attempts = new LongAdder();
        LongAdder requests = new LongAdder();
        LongAdder gaveUp = new LongAdder();
        JpaStorage storage = JpaStorage.connect(
                environment("INNKEEPER_URL"),
                environment("INNKEEPER_USER"),
                environment("INNKEEPER_PASSWORD"),
                mysql -> {
                    InventoryLock direct = mysql.direct(mysql.uniqueClaim());
                    return InventoryLock.retrying(new CountingLock(
                            attempts, strategy == Strategy.DEFAULT ? direct : InventoryLock.combining(direct)));
                });
        try (Innkeeper innkeeper = Innkeeper.builder().storage(storage).build()) {
            System.out.println(READY);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (in.readLine() == null) {
                throw new UncheckedIOException(new IOException("who started this is gone"));
            }
            Measured measured = Callers.closedLoop(Threads.PLATFORM, callers, WARM_UP_SECONDS, seconds, caller -> {
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
            });
            System.out.println(RESULT + measured.perSecond() + " " + measured.millis(99) + " " + requests.sum() + " "
                    + (attempts.sum() - requests.sum()) + " " + gaveUp.sum());
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
