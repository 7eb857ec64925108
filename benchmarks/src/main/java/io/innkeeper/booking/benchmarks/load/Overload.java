package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InnkeeperException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Measured;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What becomes of requests when more come than can be done: one hot hotel, any room, one night, at a constant rate that is a
 * multiple of what as many callers as do best get done, each with a deadline. Says what each was answered, how late the latest
 * answer was, and what is left of heap and threads. As with an application, so many are dealt with at once; whoever finds all
 * callers busy until their deadline is turned away, and the library knows nothing of them.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar overload [--strategies=COMBINING,UNIQUE_CLAIM]
 * [--times=50,100,200,400,800 (percent)] [--deadline=milliseconds] [--callers=N] [--seconds=N] [--warm-up=N]}; with
 * {@code --minutes=30} it goes on for so long at twice what can be done, books and cancels, and looks at the heap every minute.
 */
public final class Overload {

    private static final String LOAD = "one hot hotel, any room, 1 night";
    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final int BEST_CALLERS = 64;
    private static final int TIMES_IN_THE_LONG_RUN = 200;

    private final BenchmarkServer server;
    private final Results results;
    private final Duration deadline;
    private final int callers;
    private final int seconds;
    private final int warmUp;

    private Overload(BenchmarkServer server, Options options) {
        this.server = server;
        this.results = new Results(server);
        this.deadline = Duration.ofMillis(options.number("deadline", 1_000));
        this.callers = options.number("callers", 4_000);
        this.seconds = options.number("seconds", 8);
        this.warmUp = options.number("warm-up", 3);
    }

    /** Runs it on a server. */
    public static Results measure(BenchmarkServer server, String... args) throws SQLException, InterruptedException {
        Options options = Options.of(args);
        Overload overload = new Overload(server, options);
        List<Strategy> strategies = options.list("strategies", "COMBINING,UNIQUE_CLAIM").stream()
                .map(Strategy::valueOf)
                .toList();
        List<Integer> times = options.list("times", "50,100,200,400,800").stream()
                .map(Integer::parseInt)
                .toList();
        int minutes = options.number("minutes", 0);
        options.checkAllKnown();
        for (Strategy strategy : strategies) {
            double best = overload.best(strategy);
            if (minutes > 0) {
                overload.goOn(strategy, best, minutes);
            } else {
                for (int percent : times) {
                    overload.offer(strategy, best, percent);
                }
            }
        }
        return overload.results;
    }

    private Threads threads() {
        return Runtime.version().feature() >= Callers.FIRST_WITH_VIRTUAL_THREADS ? Threads.VIRTUAL : Threads.PLATFORM;
    }

    /** What happened to requests. For use by many threads. */
    private static final class Counts {

        final LongAdder asked = new LongAdder();
        final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
        final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

        void count(String answer) {
            answers.computeIfAbsent(answer, first -> new LongAdder()).increment();
        }
    }

    /** An application with a database of its own, on which there is an hotel. */
    private interface Work {

        void run(Innkeeper innkeeper, Supply supply) throws InterruptedException;
    }

    private void withInnkeeper(Strategy strategy, Work work) throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("overload")) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(strategy.connect(database.url(), database.user(), database.password(), new LongAdder()))
                    .answerWithin(deadline)
                    .build()) {
                work.run(innkeeper, supply);
                if (!innkeeper.verifyInventory().isClean()) {
                    throw new IllegalStateException("a wrong inventory: " + innkeeper.verifyInventory());
                }
            }
        }
    }

    private double best(Strategy strategy) throws SQLException, InterruptedException {
        double[] best = new double[1];
        withInnkeeper(
                strategy,
                (innkeeper, supply) -> best[0] = Callers.closedLoop(
                                Threads.PLATFORM,
                                BEST_CALLERS,
                                warmUp,
                                seconds,
                                caller -> book(innkeeper, supply) instanceof Booked)
                        .perSecond());
        System.out.printf(Locale.ROOT, "%s: %,.0f bookings a second, by %d callers%n", strategy, best[0], BEST_CALLERS);
        return best[0];
    }

    private void offer(Strategy strategy, double best, int percent) throws SQLException, InterruptedException {
        double rate = best * percent / 100;
        Counts counts = new Counts();
        withInnkeeper(strategy, (innkeeper, supply) -> {
            Measured booked = run(innkeeper, supply, rate, seconds, false, counts);
            Map<String, Object> figures = figures(strategy, rate, counts);
            figures.put("perSecond", booked.perSecond());
            figures.put("ofBest", booked.perSecond() / best);
            figures.put("heapMB", Growth.usedAfterCollection() / 1e6);
            figures.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
            results.add(strategy + ", " + percent + " % of what can be done", figures);
            System.out.println(strategy + " " + percent + " %: " + figures);
        });
    }

    private Measured run(
            Innkeeper innkeeper, Supply supply, double rate, int forSeconds, boolean cancels, Counts counts)
            throws InterruptedException {
        return Callers.openLoop(
                threads(), callers, rate, cancels ? 0 : warmUp, forSeconds, deadline, counts::count, caller -> {
                    counts.asked.increment();
                    long asked = System.nanoTime();
                    boolean booked = false;
                    try {
                        BookingOutcome outcome = book(innkeeper, supply);
                        counts.count(outcome.getClass().getSimpleName());
                        booked = outcome instanceof Booked;
                        if (cancels && outcome instanceof Booked made) {
                            counts.slowest.accumulate(System.nanoTime() - asked);
                            asked = System.nanoTime();
                            counts.count("cancelling: "
                                    + innkeeper
                                            .bookings()
                                            .cancel(
                                                    made.booking().user(),
                                                    made.booking().id())
                                            .getClass()
                                            .getSimpleName());
                        }
                    } catch (InnkeeperException e) {
                        counts.count(e.getClass().getSimpleName());
                    }
                    counts.slowest.accumulate(System.nanoTime() - asked);
                    return booked;
                });
    }

    private static BookingOutcome book(Innkeeper innkeeper, Supply supply) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UserId guest =
                new UserId(supply.guests().get(random.nextInt(supply.guests().size())));
        Stay stay = Stay.of(supply.firstNight().plusDays(random.nextInt(supply.horizon())), 1);
        HotelId hotel = new HotelId(supply.hotels().get(0).id());
        return innkeeper.bookings().book(BookingRequest.anyRoom(guest, hotel, Supply.ROOM_TYPE, stay, Supply.PARTY));
    }

    private Map<String, Object> figures(Strategy strategy, double rate, Counts counts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("load", LOAD + ", open loop");
        figures.put("strategy", strategy.toString());
        figures.put("callers", callers + (threads() == Threads.VIRTUAL ? " virtual threads" : " threads"));
        figures.put("deadlineMs", deadline.toMillis());
        figures.put("offeredPerSecond", rate);
        figures.put("asked", counts.asked.sum());
        Map<String, Long> answers = new LinkedHashMap<>();
        counts.answers.forEach((answer, number) -> answers.put(answer, number.sum()));
        figures.put("answers", answers);
        figures.put("slowestMs", TimeUnit.NANOSECONDS.toMicros(counts.slowest.get()) / 1e3);
        return figures;
    }

    private void goOn(Strategy strategy, double best, int minutes) throws SQLException, InterruptedException {
        // To book and to cancel are two.
        double rate = best * TIMES_IN_THE_LONG_RUN / 100 / 2;
        withInnkeeper(strategy, (innkeeper, supply) -> {
            Counts counts = new Counts();
            List<Double> heap = new ArrayList<>();
            List<Integer> threadsLeft = new ArrayList<>();
            List<Double> perSecond = new ArrayList<>();
            for (int minute = 1; minute <= minutes; minute++) {
                perSecond.add(run(innkeeper, supply, rate, 60, true, counts).perSecond());
                heap.add(Growth.usedAfterCollection() / 1e6);
                threadsLeft.add(ManagementFactory.getThreadMXBean().getThreadCount());
                System.out.printf(
                        Locale.ROOT,
                        "%s, minute %d: %,.0f a second, %.2f MB of heap, %d threads, slowest %,.0f ms%n",
                        strategy,
                        minute,
                        perSecond.get(minute - 1),
                        heap.get(minute - 1),
                        threadsLeft.get(minute - 1),
                        counts.slowest.get() / 1e6);
            }
            Map<String, Object> figures = figures(strategy, rate, counts);
            figures.put("perSecond", perSecond);
            figures.put("heapMB", heap);
            figures.put("threads", threadsLeft);
            results.add(strategy + ", " + minutes + " minutes at twice what can be done", figures);
        });
    }
}
