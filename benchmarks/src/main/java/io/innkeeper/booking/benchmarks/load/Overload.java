package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InnkeeperException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Options;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What becomes of requests when more come than can be done: one hot hotel, any room, one night, at a constant rate that is a
 * multiple of what as many callers as do best get done, each with a deadline. Says what each was answered, how late the latest
 * of each answer was, and what is left of heap and threads. As with an application, so many are dealt with at once; whoever finds
 * all callers busy until their deadline is turned away, and the library knows nothing of them.
 *
 * <p>What is best is measured in turn with it, round after round and on the same database, since no machine is always as fast. Who
 * asks shares it with the library and the server, so it is told as well how much time of processors a booking takes, in each
 * of the two, and how much it takes to make a request that asks nothing of anybody.
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar overload [--strategies=COMBINING,UNIQUE_CLAIM]
 * [--times=50,100,200,400,800 (percent)] [--deadline=milliseconds] [--callers=N] [--rounds=N] [--seconds=N] [--warm-up=N]}; with
 * {@code --minutes=30} it goes on for so long at twice what can be done, books and cancels, and looks at the heap every minute.
 */
public final class Overload {

    private static final String LOAD = "one hot hotel, any room, 1 night";
    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final int BEST_CALLERS = 64;
    /** Seconds until as many wait as will. */
    private static final int FILLING = 2;

    private static final int ASKING = 1;

    private static final int TIMES_IN_THE_LONG_RUN = 200;

    private final BenchmarkServer server;
    private final Results results;
    private final Duration deadline;
    private final int callers;
    private final int seconds;
    private final int rounds;
    private final int warmUp;

    private Overload(BenchmarkServer server, Options options) {
        this.server = server;
        this.results = new Results(server);
        this.deadline = Duration.ofMillis(options.number("deadline", 1_000));
        this.callers = options.number("callers", 4_000);
        this.seconds = options.number("seconds", 3);
        this.rounds = options.number("rounds", 5);
        this.warmUp = options.number("warm-up", 20);
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
            overload.withInnkeeper(strategy, (innkeeper, supply) -> {
                best(innkeeper, supply, overload.warmUp);
                if (minutes > 0) {
                    overload.goOn(strategy, innkeeper, supply, minutes);
                } else {
                    for (int percent : times) {
                        overload.offer(strategy, innkeeper, supply, percent);
                    }
                }
            });
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
        final Map<String, LongAccumulator> slowest = new ConcurrentSkipListMap<>();

        void count(String answer) {
            answers.computeIfAbsent(answer, first -> new LongAdder()).increment();
        }

        void count(String answer, long nanos) {
            count(answer);
            slowest.computeIfAbsent(answer, first -> new LongAccumulator(Math::max, 0))
                    .accumulate(nanos);
        }

        /** In milliseconds, of each answer. */
        Map<String, Double> slowest() {
            Map<String, Double> millis = new LinkedHashMap<>();
            slowest.forEach((answer, nanos) -> millis.put(answer, TimeUnit.NANOSECONDS.toMicros(nanos.get()) / 1e3));
            return millis;
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

    /** What as many callers as do best get done a second. */
    private static double best(Innkeeper innkeeper, Supply supply, int forSeconds) throws InterruptedException {
        return Callers.closedLoop(
                        Threads.PLATFORM,
                        BEST_CALLERS,
                        0,
                        forSeconds,
                        caller -> book(innkeeper, supply) instanceof Booked)
                .perSecond();
    }

    private void offer(Strategy strategy, Innkeeper innkeeper, Supply supply, int percent) throws InterruptedException {
        Counts counts = new Counts();
        Share best = new Share();
        Share offered = new Share();
        Share asking = new Share();
        double rates = 0;
        for (int round = 1; round <= rounds; round++) {
            best.begins();
            best.add(best(innkeeper, supply, seconds), seconds);
            best.ends();
            double rate = best.latest() * percent / 100;
            rates += rate;
            offered.add(run(innkeeper, supply, rate, seconds, false, counts, offered), seconds);
            asking.add(
                    Callers.rush(threads(), callers, rate, ASKING, ASKING, deadline, asking, caller -> true)
                            .perSecond(),
                    ASKING);
        }
        Map<String, Object> figures = figures(strategy, rates / rounds, counts);
        figures.put("perSecond", offered.perSecond());
        figures.put("best", best.perSecond());
        figures.put("ofBest", offered.perSecond() / best.perSecond());
        figures.put("processorMicrosABooking", offered.micros());
        figures.put("processorMicrosABookingAtBest", best.micros());
        figures.put("processorMicrosToAsk", asking.micros());
        figures.put("heapMB", Growth.usedAfterCollection() / 1e6);
        figures.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        results.add(strategy + ", " + percent + " % of what can be done", figures);
        System.out.println(strategy + " " + percent + " %: " + figures);
    }

    /** Something that is measured several times. */
    private static final class Share implements Callers.Rush {

        private final List<Double> perSecond = new ArrayList<>();
        private double done;
        private double begun;
        private double processorSeconds;

        void add(double latest, int forSeconds) {
            perSecond.add(latest);
            done += latest * forSeconds;
        }

        @Override
        public void begins() {
            begun = processorSecondsByNow();
        }

        @Override
        public void ends() {
            processorSeconds += processorSecondsByNow() - begun;
        }

        @Override
        public void turnedAway() {
            // which is counted elsewhere
        }

        double latest() {
            return perSecond.get(perSecond.size() - 1);
        }

        double perSecond() {
            return perSecond.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        /** Of processors, for each. */
        double micros() {
            return processorSeconds / done * 1e6;
        }

        /** Of this process, and of the server if that is an embedded one. */
        private static double processorSecondsByNow() {
            ProcessHandle own = ProcessHandle.current();
            return Stream.concat(Stream.of(own), own.descendants())
                    .mapToDouble(process -> process.info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1e3)
                    .sum();
        }
    }

    private double run(
            Innkeeper innkeeper,
            Supply supply,
            double rate,
            int forSeconds,
            boolean cancels,
            Counts counts,
            Share share)
            throws InterruptedException {
        Callers.Rush rush = new Callers.Rush() {

            @Override
            public void begins() {
                share.begins();
            }

            @Override
            public void ends() {
                share.ends();
            }

            @Override
            public void turnedAway() {
                counts.count("turned away");
            }
        };
        return Callers.rush(threads(), callers, rate, FILLING, forSeconds, deadline, rush, caller -> {
                    counts.asked.increment();
                    Object answer = timed("", counts, () -> book(innkeeper, supply));
                    if (cancels && answer instanceof Booked made) {
                        Booking booking = made.booking();
                        timed("cancelling: ", counts, () -> innkeeper.bookings().cancel(booking.user(), booking.id()));
                    }
                    return answer instanceof Booked;
                })
                .perSecond();
    }

    private static Object timed(String what, Counts counts, Supplier<Object> asking) {
        long asked = System.nanoTime();
        Object answer;
        try {
            answer = asking.get();
        } catch (InnkeeperException e) {
            answer = e;
        }
        counts.count(what + answer.getClass().getSimpleName(), System.nanoTime() - asked);
        return answer;
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
        figures.put("slowestMs", counts.slowest());
        return figures;
    }

    private void goOn(Strategy strategy, Innkeeper innkeeper, Supply supply, int minutes) throws InterruptedException {
        // To book and to cancel are two.
        double rate = best(innkeeper, supply, seconds * rounds) * TIMES_IN_THE_LONG_RUN / 100 / 2;
        Counts counts = new Counts();
        List<Double> heap = new ArrayList<>();
        List<Integer> threadsLeft = new ArrayList<>();
        List<Double> perSecond = new ArrayList<>();
        for (int minute = 1; minute <= minutes; minute++) {
            perSecond.add(run(innkeeper, supply, rate, 60, true, counts, new Share()));
            heap.add(Growth.usedAfterCollection() / 1e6);
            threadsLeft.add(ManagementFactory.getThreadMXBean().getThreadCount());
            System.out.printf(
                    Locale.ROOT,
                    "%s, minute %d: %,.0f a second, %.2f MB of heap, %d threads, slowest in ms %s%n",
                    strategy,
                    minute,
                    perSecond.get(minute - 1),
                    heap.get(minute - 1),
                    threadsLeft.get(minute - 1),
                    counts.slowest());
        }
        Map<String, Object> figures = figures(strategy, rate, counts);
        figures.put("perSecond", perSecond);
        figures.put("heapMB", heap);
        figures.put("threads", threadsLeft);
        results.add(strategy + ", " + minutes + " minutes at twice what can be done", figures);
    }
}
