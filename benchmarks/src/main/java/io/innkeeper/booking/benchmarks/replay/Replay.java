package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Result;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.JpaInventory;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.reservation.Booking;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays a trace with many callers: the library combining, which is its default, and with each change in a transaction of
 * its own; and raw JDBC that inserts and has the primary key decide. Every one of them must answer each request as the
 * {@link Oracle} does, and leave the same nights sold; otherwise this fails.
 *
 * <p>Each caller has some of the rooms and asks for these in the order of the trace, since a room is what requests depend on
 * one another by; callers do not wait for each other. Time that passed between the requests is left out.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar replay [--trace=bookings.csv.gz] [--reservations=N]
 * [--rounds=N] [--callers=N] [--percent-of-peak=N]}.
 */
public final class Replay {

    private static final long SEED = 20_150_701;
    private static final int GENERATED = 40_000;
    private static final int WARM_UP = 1_500;

    private final Trace trace;
    private final Oracle oracle;
    private final int callers;

    private Replay(Trace trace, Oracle oracle, int callers) {
        this.trace = trace;
        this.oracle = oracle;
        this.callers = callers;
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args)
            throws IOException, SQLException, InterruptedException {
        Options options = Options.of(args);
        String file = options.text("trace", "");
        Trace whole = file.isEmpty() ? GeneratedTrace.of(SEED, GENERATED) : Trace.read(Path.of(file));
        Trace trace = whole.first(options.number("reservations", Integer.MAX_VALUE));
        int percent = options.number("percent-of-peak", 90);
        Oracle oracle = Oracle.of(trace, Oracle.rooms(trace, percent));
        int callers = options.number("callers", 8);
        int rounds = options.number("rounds", 3);
        options.checkAllKnown();
        System.out.println("Trace: " + trace.source() + ", " + trace.events().size() + " events");
        System.out.println("Rooms, " + percent + " % of the peak of each type: " + oracle.roomsOfType()
                + "; the oracle accepts " + oracle.accepted() + " and refuses "
                + (trace.reservations().size() - oracle.accepted()) + "; the largest type is sold out on "
                + oracle.soldOutNights() + " nights");
        Trace warmUp = trace.first(WARM_UP);
        new Replay(warmUp, Oracle.of(warmUp, oracle.roomsOfType()), callers).measure(server, 1);
        System.out.println("Warm by now.");
        return new Replay(trace, oracle, callers).measure(server, rounds);
    }

    /** The contenders in turn, as often as is wanted; each on a fresh database. */
    private Results measure(BenchmarkServer server, int rounds) throws SQLException, InterruptedException {
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : Contender.values()) {
                double rate = replay(server, contender);
                System.out.printf(
                        "round %d, %s: %.0f requests a second, equal to the oracle%n", round + 1, contender, rate);
                perSecond
                        .computeIfAbsent(contender.toString(), name -> new ArrayList<>())
                        .add(rate);
            }
        }
        Results results = new Results(server);
        List<Double> theirs = perSecond.getOrDefault(Contender.JDBC.toString(), List.of());
        for (Contender contender : Contender.values()) {
            if (contender != Contender.JDBC) {
                results.add(Result.of(
                        "replay, " + callers + " callers: " + contender + " vs " + Contender.JDBC,
                        "requests/s",
                        contender.target,
                        true,
                        perSecond.getOrDefault(contender.toString(), List.of()),
                        theirs));
            }
        }
        return results;
    }

    private enum Contender {
        COMBINING("combining", 2, true, null),
        JDBC("raw JDBC unique insert", 1, false, null),
        UNIQUE_CLAIM("unique claim", 0.9, true, mysql -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim()))),
        COMBINING_INVENTORY("combining, inventory alone", 2, false, null),
        UNIQUE_CLAIM_INVENTORY(
                "unique claim, inventory alone",
                0.9,
                false,
                mysql -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim())));

        private final String name;
        private final double target;
        private final boolean byFrontDoor;

        @SuppressWarnings("ImmutableEnumChecker") // what puts a strategy together has no state
        private final @Nullable Function<JpaInventory, InventoryLock> strategy;

        Contender(
                String name,
                double target,
                boolean byFrontDoor,
                @Nullable Function<JpaInventory, InventoryLock> strategy) {
            this.name = name;
            this.target = target;
            this.byFrontDoor = byFrontDoor;
            this.strategy = strategy;
        }

        Inventory open(BenchmarkServer.Database database, int callers, ReplayHotel hotel, LocalDate firstDay) {
            if (this == JDBC) {
                return new JdbcInventory(database, callers, hotel);
            }
            JpaStorage storage = strategy == null
                    ? JpaStorage.connect(database.url(), database.user(), database.password())
                    : JpaStorage.connect(database.url(), database.user(), database.password(), strategy);
            return byFrontDoor ? new FrontDoorInventory(storage, hotel, firstDay) : new OurInventory(storage, hotel);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Answers how many requests a second, refusals and cancellations included. */
    private double replay(BenchmarkServer server, Contender contender) throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("replay " + contender)) {
            ReplayHotel hotel = ReplayHotel.in(database, oracle.roomsOfType());
            double rate;
            BitSet accepted = new BitSet();
            try (Inventory inventory = contender.open(database, callers, hotel, trace.firstDay())) {
                long began = System.nanoTime();
                long requests = 0;
                for (Future<Answers> each : callAll(inventory)) {
                    accepted.or(each.get().accepted());
                    requests += each.get().requests();
                }
                rate = requests / ((System.nanoTime() - began) / 1e9);
            } catch (ExecutionException e) {
                throw new IllegalStateException(contender + " failed", e);
            }
            check(contender, accepted, hotel, database);
            return rate;
        }
    }

    private record Answers(BitSet accepted, long requests) {}

    private List<Future<Answers>> callAll(Inventory inventory) throws InterruptedException {
        List<List<Trace.Event>> lanes = lanes();
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Answers>> calls = new ArrayList<>();
            lanes.forEach(lane -> calls.add(() -> call(inventory, lane)));
            return pool.invokeAll(calls);
        } finally {
            pool.shutdown();
        }
    }

    /** What each caller asks for: rooms are dealt out, the one with the most requests to who has the fewest so far. */
    List<List<Trace.Event>> lanes() {
        Map<String, List<Trace.Event>> byRoom = new LinkedHashMap<>();
        for (Trace.Event event : trace.events()) {
            if (!event.cancels() || oracle.accepts(event.reservation())) {
                String room =
                        trace.reservations().get(event.reservation()).roomType() + oracle.room(event.reservation());
                byRoom.computeIfAbsent(room, name -> new ArrayList<>()).add(event);
            }
        }
        List<List<Trace.Event>> rooms = new ArrayList<>(byRoom.values());
        rooms.sort((a, b) -> b.size() - a.size());
        Map<Trace.Event, Integer> place = new HashMap<>();
        for (int i = 0; i < trace.events().size(); i++) {
            place.put(trace.events().get(i), i);
        }
        List<List<Trace.Event>> lanes = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            lanes.add(new ArrayList<>());
        }
        for (List<Trace.Event> room : rooms) {
            List<Trace.Event> shortest =
                    lanes.stream().min((a, b) -> a.size() - b.size()).orElseThrow();
            shortest.addAll(room);
        }
        lanes.forEach(lane -> lane.sort((a, b) -> place.getOrDefault(a, 0) - place.getOrDefault(b, 0)));
        return lanes;
    }

    private Answers call(Inventory inventory, List<Trace.Event> lane) {
        BitSet accepted = new BitSet();
        Map<Integer, Booking> bookings = new HashMap<>();
        for (Trace.Event event : lane) {
            int number = event.reservation();
            Reservation reservation = trace.reservations().get(number);
            if (event.cancels()) {
                Booking booking = bookings.remove(number);
                if (booking == null) {
                    throw new IllegalStateException("refused, and the oracle accepts: " + reservation);
                }
                inventory.cancel(booking);
            } else {
                Optional<Booking> booking =
                        inventory.book(reservation.roomType(), oracle.room(number), reservation.stay());
                booking.ifPresent(made -> {
                    accepted.set(number);
                    bookings.put(number, made);
                });
            }
        }
        return new Answers(accepted, lane.size());
    }

    private void check(Contender contender, BitSet accepted, ReplayHotel hotel, BenchmarkServer.Database database)
            throws SQLException {
        for (int i = 0; i < trace.reservations().size(); i++) {
            if (accepted.get(i) != oracle.accepts(i)) {
                throw new IllegalStateException(contender + (accepted.get(i) ? " accepts " : " refuses ")
                        + trace.reservations().get(i) + ", and the oracle does not");
            }
        }
        if (!hotel.nights(database).equals(oracle.nights())) {
            throw new IllegalStateException(contender + " leaves other nights sold than the oracle");
        }
        String findings = ReplayHotel.findings(database);
        if (!findings.isEmpty()) {
            throw new IllegalStateException(contender + " leaves a wrong inventory: " + findings);
        }
    }
}
