package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On two servers, one of which is read-only for the time being, and hosts on which there is none. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FailoverDataSourceTest {

    private static ClusterNode one;
    private static ClusterNode other;

    @BeforeAll
    static void start() throws SQLException {
        one = ClusterNode.start();
        other = ClusterNode.start();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @AfterEach
    void bothTakeWrites() throws SQLException {
        one.readOnly(false);
        other.readOnly(false);
    }

    private static DataSource among(String... hosts) {
        return FailoverDataSource.of(ClusterNode.url(hosts), ClusterNode.USER, ClusterNode.PASSWORD);
    }

    private static String hostOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@port")) {
            row.next();
            return "127.0.0.1:" + row.getInt(1);
        }
    }

    private static String hostFrom(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return hostOf(connection);
        }
    }

    /** Where nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }

    /** A host that lets in whoever comes, and says nothing. */
    private static final class Silence implements AutoCloseable {

        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Silence() throws IOException {}

        String host() {
            return "127.0.0.1:" + door.getLocalPort();
        }

        /** How many came and went. */
        int visits() throws IOException {
            door.setSoTimeout(1);
            int visits = 0;
            try {
                while (true) {
                    try (Socket visitor = door.accept()) {
                        visits += visitor.isBound() ? 1 : 0;
                    }
                }
            } catch (SocketTimeoutException e) {
                return visits;
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    @Test
    void theFirstThatTakesWritesIsTaken() throws SQLException {
        assertThat(hostFrom(among(one.host(), other.host()))).isEqualTo(one.host());
        one.readOnly(true);
        assertThat(hostFrom(among(one.host(), other.host()))).isEqualTo(other.host());
    }

    @Test
    void whoIsAwayOrSilentIsPassedOverOnce() throws Exception {
        try (Silence silence = new Silence()) {
            DataSource dataSource = among(nobody(), silence.host(), one.host());
            long began = System.nanoTime();

            assertThat(hostFrom(dataSource)).isEqualTo(one.host());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            assertThat(hostFrom(dataSource)).isEqualTo(one.host());
            assertThat(silence.visits()).isEqualTo(1);
        }
    }

    @Test
    void whoTakesNoWritesAnyMoreIsLeftAndNotComeBackTo() throws SQLException {
        DataSource dataSource = among(one.host(), other.host());
        assertThat(hostFrom(dataSource)).isEqualTo(one.host());
        one.readOnly(true);
        assertThat(hostFrom(dataSource)).isEqualTo(other.host());
        one.readOnly(false);
        assertThat(hostFrom(dataSource)).isEqualTo(other.host());
    }

    @Test
    void ifNobodyTakesWritesEachIsNamedWithItsReasonAndNoPassword() throws Exception {
        one.readOnly(true);
        try (Silence silence = new Silence()) {
            String nobody = nobody();
            DataSource dataSource = among(nobody, one.host(), silence.host());
            dataSource.setLoginTimeout(1);
            long began = System.nanoTime();

            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                    .hasMessageContaining("None of these hosts takes writes")
                    .hasMessageContaining(nobody + " (Communications link failure)")
                    .hasMessageContaining(one.host() + " (read-only, or not ready)")
                    .hasMessageContaining(silence.host() + " (Communications link failure)")
                    .hasMessageNotContaining(ClusterNode.PASSWORD);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(dataSource).asString().contains(one.host()).doesNotContain(ClusterNode.PASSWORD);
        }
    }

    @Test
    void whoeverTakesWritesFirstIsWaitedFor() throws Exception {
        one.readOnly(true);
        other.readOnly(true);
        DataSource dataSource = among(one.host(), other.host());
        dataSource.setLoginTimeout(60);
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> {
            try {
                return hostFrom(dataSource);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> found.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        other.readOnly(false);

        assertThat(found.get(30, TimeUnit.SECONDS)).isEqualTo(other.host());
    }

    @Test
    void whoIsLetInNowhereIsToldSoAtOnce() {
        DataSource dataSource =
                FailoverDataSource.of(ClusterNode.url(one, other), ClusterNode.USER, "a secret, but the wrong one");
        long began = System.nanoTime();

        assertThatThrownBy(dataSource::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(one.host() + " (Access denied")
                .hasMessageContaining(other.host() + " (Access denied")
                .hasMessageNotContaining("a secret");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aConnectionIsNoLongerValidOnceItsServerTakesNoWrites() throws SQLException {
        DataSource dataSource = among(one.host(), other.host());
        try (Connection connection = dataSource.getConnection();
                Connection drivers = DriverManager.getConnection(
                        ClusterNode.url(one.host()), ClusterNode.USER, ClusterNode.PASSWORD)) {
            assertThat(connection.isValid(5)).isTrue();
            one.readOnly(true);
            assertThat(connection.isValid(5)).isFalse();
            assertThat(drivers.isValid(5)).as("as the driver sees it").isTrue();
            one.readOnly(false);
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    @Test
    void aConnectionIsNoLongerValidOnceAnotherHostWasTaken() throws SQLException {
        DataSource dataSource = among(one.host(), other.host());
        try (Connection before = dataSource.getConnection()) {
            one.readOnly(true);
            try (Connection after = dataSource.getConnection()) {
                one.readOnly(false);
                assertThat(before.isValid(5)).isFalse();
                assertThat(after.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void aPoolReplacesWhatWasIdleOnAServerThatTakesNoWrites() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(among(one.host(), other.host()));
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(20));
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(pool.getDataSource().getLoginTimeout()).isEqualTo(20);
            assertThat(hostFrom(pool)).isEqualTo(one.host());
            one.readOnly(true);
            // Until then the pool takes what it had back just now as it is.
            long trusted = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
            while (System.nanoTime() < trusted) {
                Thread.onSpinWait();
            }
            assertThat(hostFrom(pool)).isEqualTo(other.host());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 70_000})
    void whatTheUrlSaysOfTimeOutsHoldsOnceConnected(int millis) throws SQLException {
        DataSource dataSource = FailoverDataSource.of(
                ClusterNode.url(one) + "&socketTimeout=" + millis, ClusterNode.USER, ClusterNode.PASSWORD);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
            assertThat(connection.isValid(3)).isTrue();
            assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
        }
    }

    /** On whatever server is tested: a pool may ask within a transaction that is yet to read. */
    @Test
    void askingWhetherAConnectionIsValidMakesNoSnapshot() throws SQLException {
        try (TestServer.Database database = TestServer.newDatabase()) {
            database.execute("create table t (n int) engine=InnoDB");
            DataSource dataSource = FailoverDataSource.of(database.url(), database.user(), database.password());
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                assertThat(connection.isValid(5)).isTrue();
                database.execute("insert into t values (1)");
                try (ResultSet row = statement.executeQuery("select count(*) from t")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(1);
                }
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://app:secret@one,two/hotels",
                "jdbc:mysql://address=(host=one)(password=secret)/hotels",
                "jdbc:mysql:loadbalance://one,two/hotels?password=secret",
                "jdbc:postgresql://one/hotels?password=secret",
                "jdbc:mysql:///hotels?password=secret",
                ""
            })
    void aUrlOfAnotherFormIsRefusedAndNotShown(String url) {
        assertThatThrownBy(() -> FailoverDataSource.of(url, "app", "secret"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("jdbc:mysql://one:3306,two:3306,three:3306/database")
                .hasMessageNotContaining("secret");
    }
}
