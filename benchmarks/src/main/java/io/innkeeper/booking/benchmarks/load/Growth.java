package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.load.Callers.Threads;
import io.innkeeper.booking.benchmarks.report.Results;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether the heap grows with what was booked: one hot hotel, one room booked and cancelled again at a constant rate, so that as
 * much is sold at the end as at the beginning; and every now and then the heap after a garbage collection.
 */
public final class Growth {

    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;
    private static final int CALLERS = 8;

    /** Half of the least that can be kept of a booking, which is an object with nothing in it. */
    private static final double LEAK = 8;

    private Growth() {}

    /** What was seen of a heap, of which the first half is left out: caches fill, and code is compiled. */
    record Trend(double bytesOfABooking, double halfWidth) {

        /**
         * Of looks at a heap.
         *
         * @param booked how much was booked by each look
         * @param heap how much of the heap was used then
         */
        static Trend of(List<Long> booked, List<Long> heap) {
            SimpleRegression line = new SimpleRegression();
            for (int i = booked.size() / 2; i < booked.size(); i++) {
                line.addData(booked.get(i), heap.get(i));
            }
            return new Trend(line.getSlope(), line.getN() < 3 ? Double.NaN : line.getSlopeConfidenceInterval());
        }

        String verdict() {
            if (bytesOfABooking - halfWidth > LEAK) {
                return "IT GROWS";
            }
            return bytesOfABooking + halfWidth < LEAK ? "no growth" : "undecided: measure longer";
        }
    }

    /** Runs it for so many minutes under each of some strategies (names of {@link Strategy}), and adds what came of it. */
    public static void measure(
            BenchmarkServer server,
            Results results,
            List<String> strategies,
            double minutes,
            int everySeconds,
            int rate)
            throws SQLException, InterruptedException {
        for (String strategy : strategies) {
            measure(
                    server,
                    results,
                    Strategy.valueOf(strategy),
                    (int) (minutes * 60 / everySeconds),
                    everySeconds,
                    rate);
        }
    }

    private static void measure(
            BenchmarkServer server, Results results, Strategy strategy, int looks, int everySeconds, int rate)
            throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase("growth")) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            try (Connection connection = database.connection()) {
                supply.insert(connection);
            }
            try (Innkeeper innkeeper = Innkeeper.builder()
                    .storage(strategy.connect(database.url(), database.user(), database.password(), new LongAdder()))
                    .build()) {
                LongAdder bookings = new LongAdder();
                List<Long> booked = new ArrayList<>();
                List<Long> heap = new ArrayList<>();
                for (int look = 1; look <= looks; look++) {
                    Callers.openLoop(
                            Threads.PLATFORM,
                            CALLERS,
                            rate,
                            0,
                            everySeconds,
                            caller -> bookAndCancel(innkeeper, supply, bookings));
                    booked.add(bookings.sum());
                    heap.add(usedAfterCollection());
                    System.out.printf(
                            Locale.ROOT,
                            "%s, after %.1f min: %,d booked and cancelled, %.2f MB of heap%n",
                            strategy,
                            look * everySeconds / 60.0,
                            bookings.sum(),
                            heap.get(heap.size() - 1) / 1e6);
                }
                if (!innkeeper.verifyInventory().isClean()) {
                    throw new IllegalStateException("a wrong inventory: " + innkeeper.verifyInventory());
                }
                Trend trend = Trend.of(booked, heap);
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("verdict", trend.verdict());
                figures.put("growthBytesOfABooking", trend.bytesOfABooking());
                figures.put("growthHalfWidth", trend.halfWidth());
                figures.put("everySeconds", everySeconds);
                figures.put("booked", booked);
                figures.put("heapBytes", heap);
                results.add("heap after collection, " + strategy, figures);
            }
        }
    }

    private static boolean bookAndCancel(Innkeeper innkeeper, Supply supply, LongAdder bookings) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UserId guest =
                new UserId(supply.guests().get(random.nextInt(supply.guests().size())));
        Stay stay = Stay.of(supply.firstNight().plusDays(random.nextInt(supply.horizon())), 1);
        HotelId hotel = new HotelId(supply.hotels().get(0).id());
        if (!(innkeeper.bookings().book(BookingRequest.anyRoom(guest, hotel, Supply.ROOM_TYPE, stay, Supply.PARTY))
                        instanceof Booked made)
                || !(innkeeper.bookings().cancel(guest, made.booking().id()) instanceof Cancelled)) {
            throw new IllegalStateException("not booked and cancelled: " + stay);
        }
        bookings.increment();
        return true;
    }

    static long usedAfterCollection() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
