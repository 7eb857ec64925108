package io.innkeeper.booking.benchmarks.contender;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.benchmarks.contender.Contender.Answer;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.jpa.JpaStorage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A comparison is fair if all do the same work, and do it right. */
class ContendersTest {

    private static final int CALLERS = 8;
    private static final int ROOMS = 4;
    private static final int STAYS = 5;

    private static BenchmarkServer server;

    @BeforeAll
    static void start() {
        server = BenchmarkServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNGUARDED")
    void booksEachPlaceOnceAndWritesWhatTheLibraryWrites(Contenders contender) throws Exception {
        int nights = 3;
        try (BenchmarkServer.Database database = server.newDatabase(contender.name())) {
            Supply supply = Supply.of(1, ROOMS, STAYS * nights);
            Map<Answer, Integer> answers = new TreeMap<>();
            try (Contender opened = contender.open(new Site(database, database.url(), contender.tuning()));
                    Connection connection = database.connection()) {
                supply.insert(connection);
                opened.prepare(supply);
                for (Answer answer : rush(opened, wishes(supply, nights))) {
                    answers.merge(answer, 1, Integer::sum);
                }
                assertThat(opened.findings()).isEmpty();
                assertThat(opened.retries()).isNotNegative();
            }
            boolean withEvent = !contender.name().endsWith("NO_EVENT");
            // Who gave up might have had a room; nobody else has been told that there was none before all were sold.
            assertThat(answers.getOrDefault(Answer.BOOKED, 0) + answers.getOrDefault(Answer.GAVE_UP, 0))
                    .isGreaterThanOrEqualTo(ROOMS * STAYS);
            assertThat(rows(database, "booking"))
                    .isEqualTo(answers.get(Answer.BOOKED))
                    .isLessThanOrEqualTo(ROOMS * STAYS);
            assertThat(rows(database, "room_night")).isEqualTo(answers.get(Answer.BOOKED) * nights);
            assertThat(rows(database, "booking_event")).isEqualTo(withEvent ? answers.get(Answer.BOOKED) : 0);
            if (withEvent) {
                // The library reads every column of theirs as if it were its own.
                try (Innkeeper innkeeper = Innkeeper.builder()
                        .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                        .build()) {
                    assertThat(innkeeper.verifyInventory().findings()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"UNGUARDED", "LOCK_CHECK_INSERT_NO_EVENT", "UNIQUE_INSERT_NO_EVENT"})
    void booksAGivenRoomOnce(Contenders contender) throws Exception {
        try (BenchmarkServer.Database database = server.newDatabase(contender.name())) {
            Supply supply = Supply.of(1, 2, 10);
            try (Contender opened = contender.open(new Site(database, database.url(), contender.tuning()));
                    Connection connection = database.connection()) {
                supply.insert(connection);
                opened.prepare(supply);
                Wish wish = new Wish(0, 1, supply.firstNight().plusDays(2), 2, 0);
                List<Answer> answers = rush(opened, Collections.nCopies(CALLERS, wish));
                assertThat(answers).containsOnlyOnce(Answer.BOOKED);
                assertThat(opened.book(new Wish(0, 1, supply.firstNight().plusDays(3), 2, 0)))
                        .isEqualTo(Answer.SOLD_OUT);
                assertThat(opened.book(new Wish(0, 0, supply.firstNight().plusDays(3), 2, 0)))
                        .isEqualTo(Answer.BOOKED);
            }
        }
    }

    /** Each stay is wanted twice as often as there are rooms. */
    private static List<Wish> wishes(Supply supply, int nights) {
        List<Wish> wishes = new ArrayList<>();
        for (int stay = 0; stay < STAYS; stay++) {
            for (int i = 0; i < 2 * ROOMS; i++) {
                wishes.add(new Wish(0, Wish.ANY, supply.firstNight().plusDays((long) stay * nights), nights, i));
            }
        }
        return wishes;
    }

    private static List<Answer> rush(Contender contender, List<Wish> wishes) throws Exception {
        AtomicInteger next = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(CALLERS);
        Callable<List<Answer>> caller = () -> {
            List<Answer> own = new ArrayList<>();
            together.await(30, SECONDS);
            for (int i = next.getAndIncrement(); i < wishes.size(); i = next.getAndIncrement()) {
                own.add(contender.book(wishes.get(i)));
            }
            return own;
        };
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Answer> all = new ArrayList<>();
            for (Future<List<Answer>> answers : threads.invokeAll(Collections.nCopies(CALLERS, caller))) {
                all.addAll(answers.get());
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private static int rows(BenchmarkServer.Database database, String table) throws Exception {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
