package io.innkeeper.booking.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.benchmarks.Contention.Iteration;
import io.innkeeper.booking.benchmarks.contender.Contenders;
import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Tuning;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.benchmarks.server.ServerCounters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ContentionTest {

    private static BenchmarkServer server;

    @BeforeAll
    static void start() {
        server = Stand.takeServer();
    }

    @AfterAll
    static void stop() {
        Stand.releaseServer();
    }

    @Test
    void countsWhatTheServerDidForWhatWasBooked() throws Exception {
        // Not as a sweep has found it to be best: statements that are prepared on the server are one more each at
        // first.
        Tuning tuning = new Tuning(4, Tuning.Isolation.READ_COMMITTED);
        Iteration iteration =
                new Point(Contenders.LOCK_CHECK_INSERT, Load.HOT_HOTEL, 4, 3, "0", tuning).measureHere(0.2, 1);
        assertThat(iteration.booked()).isPositive();
        assertThat(iteration.counts().statements()).isEqualTo(6 * iteration.booked());
        assertThat(iteration.counts().roundTrips()).isEqualTo(6 * iteration.booked());
        assertThat(iteration.counts().commits()).isEqualTo(iteration.booked());
        assertThat(iteration.soldTwice()).isZero();
        assertThat(iteration.missing()).isZero();
        assertThat(iteration.retries()).isZero();
        assertThat(iteration.bookingsPerSecond()).isPositive();
        assertThat(iteration.micros(50)).isPositive();
    }

    /** Nobody waits for it, so the server may hear of it while something else is measured. */
    @Test
    @Timeout(60)
    void theEndOfAConnectionIsNotCounted() throws SQLException {
        try (BenchmarkServer.Database database = server.newDatabase("ended");
                Connection watching = database.connection();
                Statement statement = watching.createStatement();
                ServerCounters counters = server.counters()) {
            Connection ended = database.connection();
            String connections =
                    "select count(*) from information_schema.processlist where db = '" + database.name() + "'";
            long before = counters.now().statements();
            ended.close();
            int asked = 0;
            long there;
            do {
                try (ResultSet row = statement.executeQuery(connections)) {
                    row.next();
                    there = row.getLong(1);
                }
                asked++;
            } while (there > 1);
            assertThat(counters.now().statements() - before).isEqualTo(asked);
        }
    }

    @Test
    void noticesNightsThatWereSoldTwiceWhateverTheNightsSay() throws SQLException {
        Supply supply = Supply.of(2, 2, 100);
        try (BenchmarkServer.Database database = server.newDatabase("oversold");
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            supply.insert(connection);
            LocalDate first = supply.firstNight();
            book(statement, supply, 0, 0, first, first.plusDays(3));
            book(statement, supply, 0, 0, first.plusDays(3), first.plusDays(5));
            book(statement, supply, 0, 1, first, first.plusDays(3));
            book(statement, supply, 1, 0, first, first.plusDays(3));
            assertThat(Inspection.of(connection, supply)).isEqualTo(new Inspection(4, 0));

            book(statement, supply, 0, 0, first.plusDays(2), first.plusDays(4));
            book(statement, supply, 1, 0, first, first.plusDays(3));
            assertThat(Inspection.of(connection, supply)).isEqualTo(new Inspection(6, 2 + 3));
        }
    }

    private static void book(
            Statement statement, Supply supply, int hotel, int room, LocalDate arrival, LocalDate departure)
            throws SQLException {
        Supply.House house = supply.hotels().get(hotel);
        statement.execute(String.format(
                """
                insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency, status,
                                     version)
                values (unhex(replace(uuid(), '-', '')), unhex('%s'), unhex('%s'), unhex('%s'), '%s', '%s', 2, 1, 'EUR',
                        'CONFIRMED', 1)""",
                hex(supply.guests().get(0)), hex(house.id()), hex(house.rooms().get(room)), arrival, departure));
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
