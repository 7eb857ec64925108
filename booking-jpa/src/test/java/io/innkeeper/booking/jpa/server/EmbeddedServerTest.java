package io.innkeeper.booking.jpa.server;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 3, unit = MINUTES)
class EmbeddedServerTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class ARunningServer {

        private final EmbeddedServer server = EmbeddedServer.start();

        @AfterAll
        void close() {
            server.close();
        }

        @Test
        void isMariaDb() throws SQLException {
            assertThat(ask(server, "SELECT VERSION()")).startsWith("11.4.").contains("MariaDB");
        }

        @ParameterizedTest
        @CsvSource({
            "bind_address, 127.0.0.1",
            "skip_name_resolve, 1",
            "have_ssl, DISABLED",
            "innodb_flush_log_at_trx_commit, 1",
            "innodb_doublewrite, ON",
            "sync_binlog, 1",
            "log_bin, 1",
            "max_connections, 300",
            "character_set_server, utf8mb4",
            "character_set_database, utf8mb4",
        })
        void isSafeDurableAndRoomy(String variable, String value) throws SQLException {
            assertThat(ask(server, "SELECT @@" + variable)).isEqualTo(value);
        }

        @Test
        void listensOnNoOtherAddress() throws IOException {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 1_000);
            }
            for (String other : List.of("127.0.0.2", "::1")) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(other, server.port()), 1_000))
                            .as(other)
                            .isInstanceOf(IOException.class);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"innkeeper", "root", "mariadb.sys", ""})
        void refusesEverybodyElse(String user) {
            for (String password : List.of("", "wrong")) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.url(), user, password))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("28000"));
            }
        }

        @Test
        void makesDatabasesThatAreFreshAndApart() throws SQLException {
            String one = server.newDatabase();
            String other = server.newDatabase();
            assertThat(one).isNotEqualTo(other);
            try (Connection connection = DriverManager.getConnection(one, server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (name VARCHAR(9))");
                statement.execute("INSERT INTO t VALUES ('Zoë 🛎')");
                assertThat(first(statement, "SELECT name FROM t")).isEqualTo("Zoë 🛎");
            }
            try (Connection connection = DriverManager.getConnection(other, server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                assertThat(first(
                                statement,
                                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"))
                        .isEqualTo("0");
                assertThat(first(statement, "SELECT @@character_set_database")).isEqualTo("utf8mb4");
            }
        }

        @Test
        void letsATestSetTheClockReadCountersAndKill() throws SQLException {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement();
                    Connection victim = connect(server);
                    Statement doomed = victim.createStatement()) {
                statement.execute("SET SESSION timestamp = 946684800");
                assertThat(first(statement, "SELECT UTC_TIMESTAMP()")).startsWith("2000-01-01");
                assertThat(first(statement, "SHOW GLOBAL STATUS LIKE 'Com_commit'"))
                        .isEqualTo("Com_commit");
                statement.execute("SET GLOBAL innodb_lock_wait_timeout = 50");

                statement.execute("KILL CONNECTION " + first(doomed, "SELECT CONNECTION_ID()"));
                assertThatThrownBy(() -> first(doomed, "SELECT 1")).isInstanceOf(SQLException.class);
            }
        }

        @Test
        void hidesItsFilesFromOtherUsers() throws IOException {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.folder())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(server.folder().resolve("password"))))
                    .isEqualTo("rw-------");
        }

        @Test
        void doesNotTellItsPassword() {
            assertThat(server.url() + server).doesNotContain(server.password());
            assertThat(server.process().info().commandLine().orElseThrow()).doesNotContain(server.password());
        }
    }

    @Nested
    class WithoutAFolder {

        @Test
        void leavesNoProcessAndNoFileWhenClosed() {
            EmbeddedServer server = EmbeddedServer.start();
            assertThat(server.process().isAlive()).isTrue();
            assertThat(server.folder()).exists();

            server.close();
            assertThat(server.process().isAlive()).isFalse();
            assertThat(server.folder()).doesNotExist();
            server.close();
            assertThatThrownBy(server::newDatabase).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void closesInAnInterruptedThreadToo() {
            EmbeddedServer server = EmbeddedServer.start();
            Thread.currentThread().interrupt();
            server.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.process().isAlive()).isFalse();
            assertThat(server.folder()).doesNotExist();
        }

        @Test
        void severalStartAtOnceAndShareNothing() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                Callable<List<String>> run = () -> {
                    try (EmbeddedServer server = EmbeddedServer.start()) {
                        return List.of(ask(server, "SELECT @@datadir"), server.password());
                    }
                };
                List<String> all = new ArrayList<>();
                for (Future<List<String>> answer : threads.invokeAll(List.of(run, run, run))) {
                    all.addAll(answer.get());
                }
                assertThat(all).hasSize(6).doesNotHaveDuplicates();
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void triesAnotherPortWhenOneIsTaken(@TempDir Path parent) throws Exception {
            Path runs = parent.toRealPath();
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Iterator<Integer> ports =
                        List.of(taken.getLocalPort(), ServerProcess.freePort()).iterator();
                try (EmbeddedServer server = EmbeddedServer.start(() -> ServerFolder.temporary(runs), ports::next)) {
                    assertThat(ports).isExhausted();
                    assertThat(ask(server, "SELECT @@port")).isEqualTo(String.valueOf(server.port()));
                }
            }
        }

        @Test
        void stopsWhatAKilledJvmLeftAndNothingElse(@TempDir Path parent) throws Exception {
            Path runs = parent.toRealPath();
            try (OtherJvm doomed = OtherJvm.start("temporary", runs);
                    OtherJvm bystander = OtherJvm.start("temporary", runs)) {
                doomed.kill();
                assertThat(doomed.serverRuns()).as("an orphan").isTrue();

                EmbeddedServer.start(() -> ServerFolder.temporary(runs), ServerProcess::freePort)
                        .close();
                assertThat(doomed.serverRuns()).isFalse();
                assertThat(doomed.folder()).doesNotExist();
                assertThat(bystander.serverRuns()).isTrue();
                assertThat(bystander.folder()).exists();
            }
        }

        @Test
        void stopsWhenTheJvmExits(@TempDir Path parent) throws Exception {
            try (OtherJvm other = OtherJvm.start("temporary", parent.toRealPath())) {
                other.exit();
                assertThat(other.serverRuns()).isFalse();
                assertThat(other.folder()).doesNotExist();
            }
        }
    }

    @Nested
    class WithAFolder {

        @Test
        void findsItsDataAgain(@TempDir Path parent) throws SQLException {
            Path folder = parent.resolve("not there yet");
            String password;
            try (EmbeddedServer server = EmbeddedServer.start(folder)) {
                password = server.password();
                execute(server, "CREATE TABLE t (n INT)");
                execute(server, "INSERT INTO t VALUES (42)");
            }
            try (EmbeddedServer server = EmbeddedServer.start(folder)) {
                assertThat(server.password()).isEqualTo(password);
                assertThat(ask(server, "SELECT n FROM t")).isEqualTo("42");
            }
        }

        @Test
        void refusesAFolderInUse(@TempDir Path folder) throws Exception {
            try (EmbeddedServer server = EmbeddedServer.start(folder)) {
                assertThatThrownBy(() -> EmbeddedServer.start(folder)).isInstanceOf(IllegalStateException.class);
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            try (OtherJvm other = OtherJvm.start("kept", folder.toRealPath())) {
                assertThatThrownBy(() -> EmbeddedServer.start(folder)).isInstanceOf(IllegalStateException.class);
                assertThat(other.serverRuns()).isTrue();
            }
        }

        @Test
        void stopsWhatAKilledJvmLeftAndKeepsTheData(@TempDir Path folder) throws Exception {
            try (OtherJvm doomed = OtherJvm.start("kept", folder.toRealPath())) {
                doomed.kill();
                assertThat(doomed.serverRuns()).as("an orphan").isTrue();

                try (EmbeddedServer server = EmbeddedServer.start(folder)) {
                    assertThat(server.process().pid()).isNotEqualTo(doomed.serverPid());
                    assertThat(doomed.serverRuns()).isFalse();
                    assertThat(ask(server, "SELECT who FROM mark")).isEqualTo("the other JVM");
                }
            }
        }

        @Test
        void startsOverWhereAnInstallationWasCutShort(@TempDir Path folder) throws Exception {
            Files.createDirectories(folder.resolve(ServerFolder.UNFINISHED_DATA).resolve("mysql"));
            Files.writeString(folder.resolve("password"), "of no use");
            try (EmbeddedServer server = EmbeddedServer.start(folder)) {
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
        }

        @Test
        void saysWhyItDoesNotStart(@TempDir Path folder) throws Exception {
            Files.createDirectories(folder.resolve(ServerFolder.DATA));
            Files.writeString(folder.resolve("password"), "of no use");
            assertThatThrownBy(() -> EmbeddedServer.start(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("[ERROR]");
            assertThatThrownBy(() -> EmbeddedServer.start(folder))
                    .as("the folder is free again")
                    .hasMessageContaining("[ERROR]");
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            return first(statement, query);
        }
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
