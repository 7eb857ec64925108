package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Contender.Answer;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import io.innkeeper.booking.benchmarks.server.ServerCounters;
import io.innkeeper.booking.benchmarks.server.ServerCounters.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many bookings a second are made, by so many callers who are in one another's way. Closed loop: each caller asks for
 * the next thing as soon as it has an answer.
 *
 * <p>What counts is {@code bookings}, which {@link ContentionProfiler} tells: all that was booked in an iteration, divided by
 * the time from the first request to the last answer. JMH's own figure is no use here: it counts refusals as well, and of
 * those callers that wait longest it counts no part of what they waited for before and after its window. {@code booked}, {@code
 * soldOut} and {@code gaveUp} are counts of answers.
 *
 * <p>The hotels are the same from one iteration to the next, until a quarter of their nights is sold; each iteration ends with a
 * look into the database for room-nights that were sold twice and
 * bookings that were promised and are not there. The profiler tells that as well, with latencies and with what the
 * server was asked for; so run it with that:
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar jmh Contention -t 64 -si false -prof io.innkeeper.booking.benchmarks.ContentionProfiler \
 *     -p contender=COMBINING,LOCK_CHECK_INSERT -p load=HOT_HOTEL -p nights=1 -p delayMillis=0 -rf json
 * }</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
@Fork(1)
public class Contention {

    private static volatile @Nullable Iteration last;

    /** What became of the last iteration of this JVM; null before its end. */
    static @Nullable Iteration last() {
        return last;
    }

    /** The callers' common ground. */
    @State(Scope.Benchmark)
    public static class Ground {

        /** Who books: a name of {@link Contenders}. */
        @Param({
            "COMBINING",
            "UNIQUE_CLAIM",
            "ROW_LOCK",
            "OPTIMISTIC",
            "NAMED",
            "STRIPED",
            "COMBINING_BY_HOTEL",
            "LOCK_CHECK_INSERT",
            "LOCK_CHECK_INSERT_NO_EVENT",
            "UNIQUE_INSERT",
            "UNIQUE_INSERT_NO_EVENT",
            "CONDITIONAL_UPDATE",
            "BATCHED_BY_HAND",
            "HIBERNATE_PESSIMISTIC",
            "HIBERNATE_VERSION",
            "ECLIPSELINK_PESSIMISTIC",
            "ECLIPSELINK_VERSION",
            "UNGUARDED"
        })
        public Contenders contender = Contenders.COMBINING;

        /** What they want. */
        @Param({"HOT_ROOM", "HOT_HOTEL", "MANY_UNIFORM", "MANY_ZIPF"})
        public Load load = Load.HOT_HOTEL;

        /** How long each stay is. */
        @Param({"1", "3", "7"})
        public int nights;

        /** What is added to each round trip to the server, in milliseconds. */
        @Param({"0", "0.5", "2"})
        public String delayMillis = "0";

        /** How many connections theirs have; 0 for what stands beside each in {@link Contenders}. */
        @Param("0")
        public int poolSize;

        /** The isolation of theirs, if {@link #poolSize} is given. */
        @Param("READ_COMMITTED")
        public String isolation = "READ_COMMITTED";

        /** Whether theirs have statements prepared on the server, if {@link #poolSize} is given. */
        @Param("false")
        public boolean serverPrepared;

        /** Where the seeds of the callers begin. */
        @Param("1")
        public long seed;

        private Stand stand;
        private ServerCounters counters;
        private Stand.Stock stock;
        private Iteration iteration;
        private final AtomicLong callers = new AtomicLong();

        /** Opens the contender, unless it is open already. */
        @Setup(Level.Trial)
        public void open() {
            Tuning tuning = poolSize == 0
                    ? contender.tuning()
                    : new Tuning(poolSize, Tuning.Isolation.valueOf(isolation), serverPrepared);
            stand = Stand.take(new Stand.Entry(contender, load, delay(delayMillis), tuning));
            counters = stand.server().counters();
        }

        /** Sees to it that there are hotels of which little is sold. */
        @Setup(Level.Iteration)
        public void build() throws SQLException {
            stock = stand.stock();
            iteration = new Iteration(stand.contender().retries(), counters.now());
        }

        /** Looks at what was left. */
        @TearDown(Level.Iteration)
        public void inspect() throws SQLException {
            iteration.end(stand.contender().retries(), counters.now());
            try (Connection connection = stand.database().connection()) {
                iteration.inspected(Inspection.of(connection, stock.supply()), stock.bookings());
            }
            stock.sold(iteration.booked(), nights);
            last = iteration;
        }

        /**
         * Has ours look at their inventory, and closes the contender, unless somebody else has it.
         *
         * @throws IllegalStateException if there is something wrong with the inventory
         */
        @TearDown(Level.Trial)
        public void close() {
            try {
                counters.close();
                if (stand.hasOneUser()) {
                    String findings = stand.contender().findings();
                    if (!findings.isEmpty()) {
                        throw new IllegalStateException(contender.label() + ": " + findings);
                    }
                }
            } finally {
                stand.close();
            }
        }
    }

    /** A delay as {@link Ground#delayMillis} has it. */
    static Duration delay(String millis) {
        return Duration.ofNanos(Math.round(Double.parseDouble(millis) * 1_000_000));
    }

    /** One caller. Its public fields are what JMH counts. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Caller {

        /** Wishes that came true. */
        public long booked;

        /** Wishes for which there was no room. */
        public long soldOut;

        /** Wishes that were given up because others were in the way too often. */
        public long gaveUp;

        private Load.Wishes wishes;
        private Iteration iteration;

        /** Thinks of what to want. */
        @Setup(Level.Iteration)
        public void think(Ground ground) {
            wishes = ground.load.wishes(
                    ground.stock.supply(), ground.nights, ground.seed + ground.callers.incrementAndGet());
            iteration = ground.iteration;
        }
    }

    /** Asks for one room. */
    @Benchmark
    public Answer book(Ground ground, Caller caller) {
        long began = System.nanoTime();
        Answer answer = ground.stand.contender().book(caller.wishes.next());
        caller.iteration.answered(began, System.nanoTime(), answer);
        switch (answer) {
            case BOOKED -> caller.booked++;
            case SOLD_OUT -> caller.soldOut++;
            case GAVE_UP -> caller.gaveUp++;
        }
        return answer;
    }

    /** What is known of one iteration, from the first request to the last answer. */
    static final class Iteration {

        private static final long LONGEST_NANOS = 60_000_000_000L;

        private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
        private final LongAdder booked = new LongAdder();
        private final LongAccumulator began = new LongAccumulator(Math::min, Long.MAX_VALUE);
        private final LongAccumulator ended = new LongAccumulator(Math::max, Long.MIN_VALUE);
        private final long retriesBefore;
        private final Counts before;
        private long retries;
        private Counts counts = new Counts(0, 0, 0, 0, 0);
        private Inspection inspection = new Inspection(0, 0);
        private long bookedBefore;

        Iteration(long retries, Counts counts) {
            this.retriesBefore = retries;
            this.before = counts;
        }

        private void answered(long from, long to, Answer answer) {
            began.accumulate(from);
            ended.accumulate(to);
            if (answer == Answer.BOOKED) {
                booked.increment();
                nanos.recordValue(Math.min(to - from, LONGEST_NANOS));
            }
        }

        private void end(long retriesAfter, Counts after) {
            retries = retriesAfter < 0 ? -1 : retriesAfter - retriesBefore;
            counts = after.since(before);
        }

        private void inspected(Inspection found, long bookingsBefore) {
            inspection = found;
            bookedBefore = bookingsBefore;
        }

        long booked() {
            return booked.sum();
        }

        /** From the first request to the last answer, all callers together. */
        double bookingsPerSecond() {
            return booked() * 1e9 / Math.max(1, ended.get() - began.get());
        }

        double micros(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1_000.0;
        }

        long retries() {
            return retries;
        }

        Counts counts() {
            return counts;
        }

        /** What one of these is for each booking. */
        double perBooking(long number) {
            return (double) number / Math.max(1, booked());
        }

        long soldTwice() {
            return inspection.nightsSoldTwice();
        }

        /** Bookings that were promised and are not there; negative if there are more. */
        long missing() {
            return bookedBefore + booked() - inspection.bookings();
        }
    }
}
