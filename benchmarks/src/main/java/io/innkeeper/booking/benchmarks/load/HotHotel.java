package io.innkeeper.booking.benchmarks.load;

import io.innkeeper.booking.benchmarks.Inspection;
import io.innkeeper.booking.benchmarks.contender.Contender;
import io.innkeeper.booking.benchmarks.contender.Contender.Answer;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Site;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Wish;
import io.innkeeper.booking.benchmarks.load.Callers.Measured;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What a contender does on one hot hotel, any room, for one night. Not for use by many threads. */
final class HotHotel {

    static final String LOAD = "one hot hotel, any room, 1 night";

    private static final int ROOMS = 200;
    private static final int HORIZON = 4_000;

    private final Contenders contender;
    private final List<Measured> rounds = new ArrayList<>();
    private String wrong = "";

    HotHotel(Contenders contender) {
        this.contender = contender;
    }

    /** How many callers there are, and how they call. */
    @FunctionalInterface
    interface Loop {

        Measured run(Callers.Call call) throws InterruptedException;
    }

    /** Measures one round more, on a fresh database, and ends by checking the inventory. */
    void measure(BenchmarkServer server, Loop loop) throws SQLException, InterruptedException {
        try (BenchmarkServer.Database database = server.newDatabase(contender.name());
                Connection connection = database.connection();
                Contender opened = contender.open(new Site(database, database.url(), contender.tuning()))) {
            Supply supply = Supply.of(1, ROOMS, HORIZON);
            supply.insert(connection);
            connection.setAutoCommit(true); // to see afterwards what others have committed
            opened.prepare(supply);
            LongAdder booked = new LongAdder();
            rounds.add(loop.run(caller -> {
                Answer answer = opened.book(wish(supply, caller));
                if (answer == Answer.SOLD_OUT) {
                    throw new IllegalStateException("a caller was told that all is sold although there is room");
                } else if (answer == Answer.BOOKED) {
                    booked.increment();
                }
                return answer == Answer.BOOKED;
            }));
            String findings = opened.findings();
            wrong += Inspection.of(connection, supply).wrong(contender.label(), booked.sum())
                    + (findings.isEmpty() ? "" : contender.label() + ": " + findings + ". ");
        }
    }

    private static Wish wish(Supply supply, int caller) {
        int night = ThreadLocalRandom.current().nextInt(supply.horizon());
        return new Wish(
                0,
                Wish.ANY,
                supply.firstNight().plusDays(night),
                1,
                caller % supply.guests().size());
    }

    Contenders contender() {
        return contender;
    }

    /** What was found to be wrong in any round; empty if nothing was. */
    String wrong() {
        return wrong;
    }

    List<Double> perSecond() {
        return rounds.stream().map(Measured::perSecond).toList();
    }

    /** The same in each round, in milliseconds. */
    List<Double> millis(double percentile) {
        return rounds.stream().map(each -> each.millis(percentile)).toList();
    }

    double meanPerSecond() {
        return perSecond().stream().mapToDouble(each -> each).average().orElse(0);
    }

    /** What the JSON says of it: rates are means, latencies are those of all rounds together. */
    Map<String, Object> figures(String load, int callers) {
        Histogram nanos = Callers.histogram();
        rounds.forEach(each -> nanos.add(each.nanos()));
        Measured all = new Measured(meanPerSecond(), nanos);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("load", load);
        figures.put("contender", contender.label());
        figures.put("tuning", contender.tuning().toString());
        figures.put("callers", callers);
        figures.put("perSecond", all.perSecond());
        figures.put("rounds", perSecond());
        figures.put("p50", all.millis(50));
        figures.put("p99", all.millis(99));
        figures.put("p999", all.millis(99.9));
        figures.put("p99OverP50", all.millis(99) / all.millis(50));
        figures.put("wrong", wrong);
        return figures;
    }
}
