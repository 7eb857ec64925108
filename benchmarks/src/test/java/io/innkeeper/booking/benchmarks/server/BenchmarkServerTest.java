package io.innkeeper.booking.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.innkeeper.booking.benchmarks.server.ServerCounters.Counts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BenchmarkServerTest {

    private static BenchmarkServer server;

    @BeforeAll
    static void start() {
        server = BenchmarkServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theEmbeddedServerIsFullyDurable() {
        assumeThat(server.isEmbedded()).isTrue();
        assertThat(server.durability()).isEqualTo(new Durability(1, 1, true));
        assertThat(server).hasToString("embedded " + server.version() + ", " + server.durability());
    }

    @Test
    void lessIsMarked() {
        assertThat(new Durability(1, 1, true).isFull()).isTrue();
        assertThat(new Durability(1, 1, true).toString()).doesNotContain("NOT");
        for (Durability less :
                new Durability[] {new Durability(2, 1, true), new Durability(1, 0, true), new Durability(1, 1, false)
                }) {
            assertThat(less.isFull()).isFalse();
            assertThat(less.toString()).contains("NOT DURABLE");
        }
    }

    @Test
    void eachDatabaseIsFreshAndHasTheTables() throws SQLException {
        try (BenchmarkServer.Database one = server.newDatabase("one contender");
                BenchmarkServer.Database two = server.newDatabase("one contender")) {
            assertThat(one.name()).isNotEqualTo(two.name());
            try (Connection connection = one.connection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("select * from room_night")).isTrue();
            }
        }
    }

    @Test
    void theSameDatabaseIsThereByALongerWay() throws SQLException {
        try (BenchmarkServer.Database database = server.newDatabase("far");
                DelayingProxy proxy = DelayingProxy.start(server.host(), server.port(), Duration.ofNanos(500_000));
                Connection connection =
                        DriverManager.getConnection(database.url(proxy), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select * from booking");
            assertThat(connection.getCatalog()).isEqualTo(database.name());
            assertThat(proxy.early()).isZero();
            assertThat(proxy.lateness().getTotalCount()).isPositive();
        }
    }

    @Test
    void countsExactlyWhatOthersAskFor() throws SQLException {
        try (BenchmarkServer.Database database = server.newDatabase("counted");
                ServerCounters counters = server.counters();
                Connection plain = connection(database, "");
                Connection preparing = connection(database, "&useServerPrepStmts=true");
                Connection several = connection(database, "&allowMultiQueries=true")) {
            plain.setAutoCommit(false);

            Counts before = counters.now();
            assertThat(counters.now().since(before)).isEqualTo(new Counts(0, 0, 0, 0, 0));

            before = counters.now();
            try (Statement statement = plain.createStatement()) {
                statement.execute("select 1");
                statement.execute("select count(*) from booking");
            }
            plain.commit();
            assertThat(counters.now().since(before)).isEqualTo(new Counts(3, 3, 1, 0, 0));

            before = counters.now();
            assertThat(plain.isValid(5)).isTrue();
            assertThat(counters.now().since(before)).isEqualTo(new Counts(0, 0, 0, 0, 0));

            before = counters.now();
            try (PreparedStatement statement = preparing.prepareStatement("select * from room where number = ?")) {
                for (int i = 0; i < 5; i++) {
                    statement.setString(1, "12");
                    statement.execute();
                }
            }
            // One to prepare, which is no statement, and none to close.
            assertThat(counters.now().since(before)).isEqualTo(new Counts(5, 6, 0, 0, 0));

            before = counters.now();
            try (Statement statement = several.createStatement()) {
                statement.execute("select 1; select 2; select 3");
            }
            assertThat(counters.now().since(before)).isEqualTo(new Counts(3, 1, 0, 0, 0));
        }
    }

    private static Connection connection(BenchmarkServer.Database database, String settings) throws SQLException {
        return DriverManager.getConnection(database.url() + settings, database.user(), database.password());
    }
}
