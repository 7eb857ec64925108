package io.innkeeper.booking.jpa.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The server that tests run against: the one that the environment names by {@code INNKEEPER_URL} (a JDBC URL),
 * {@code INNKEEPER_USER} and {@code INNKEEPER_PASSWORD}, or else one {@link EmbeddedServer} for all tests of this JVM. A
 * server that is named but cannot be reached fails every test; none is ever skipped for it.
 *
 * <pre>{@code
 * try (TestServer.Database database = TestServer.newDatabase()) {
 *     JpaStorage.migrate(database.dataSource());
 *     ...
 * }
 * }</pre>
 *
 * <p>Each database is fresh, has a random name, and is dropped when it is closed; so any number of tests may run side by
 * side.
 */
public final class TestServer {

    private static final Pattern URL = Pattern.compile("(jdbc:mysql:(?:\\w+:)*//[^/?]*/)([^?]*)(\\?.*)?");

    private final String base;
    private final String parameters;
    private final String user;
    private final String password;

    private TestServer(String url, String user, String password) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException("INNKEEPER_URL must be jdbc:mysql://host:port/database, and is " + url);
        }
        this.base = parts.group(1);
        this.parameters = parts.group(3) == null ? "" : parts.group(3);
        this.user = user;
        this.password = password;
    }

    /** The one server of this JVM, made when the first test wants it. */
    private static final class Holder {
        static final TestServer SERVER = start();

        private static TestServer start() {
            String url = System.getenv("INNKEEPER_URL");
            TestServer server;
            if (url == null || url.isBlank()) {
                EmbeddedServer embedded = EmbeddedServer.start();
                server = new TestServer(embedded.url(), embedded.user(), embedded.password());
            } else {
                server = new TestServer(url, environment("INNKEEPER_USER"), environment("INNKEEPER_PASSWORD"));
            }
            System.out.println("Tests run against " + server.version() + " at " + server.base);
            return server;
        }

        private static String environment(String name) {
            String value = System.getenv(name);
            return value == null ? "" : value;
        }
    }

    /**
     * Creates an empty database.
     *
     * @throws IllegalStateException if the server cannot be reached or does not do it
     */
    public static Database newDatabase() {
        TestServer server = Holder.SERVER;
        String name = "innkeeper_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("create database " + name + " character set utf8mb4");
        return new Database(server, name);
    }

    /** Whether the server is MariaDB rather than MySQL; for the few places in which a test must ask it differently. */
    public static boolean isMariaDb() {
        return Holder.SERVER.version().contains("MariaDB");
    }

    private String version() {
        try (Connection connection = connection("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select concat(@@version_comment, ' ', @@version)")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server at " + base + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connection("");
                Statement statement = connection.createStatement()) {
            // A transaction that a test has left open would otherwise keep its database from going for a year.
            statement.execute("set session lock_wait_timeout = 20");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server at " + base + " refused: " + sql, e);
        }
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(base + database + parameters, user, password);
    }

    /** One database on the test server. Safe for use by many threads. */
    public static final class Database implements AutoCloseable {

        private final TestServer server;
        private final String name;
        private @Nullable HikariDataSource pool;

        private Database(TestServer server, String name) {
            this.server = server;
            this.name = name;
        }

        /** Its JDBC URL for MySQL Connector/J, without user and password. */
        public String url() {
            return server.base + name + server.parameters;
        }

        /** Its JDBC URL with one more parameter, which wins over one that is there already. */
        public String urlWith(String parameter, String value) {
            String others = server.parameters.isEmpty()
                    ? ""
                    : server.parameters.substring(1).replaceAll("(^|&)" + parameter + "=[^&]*", "");
            return server.base + name + "?" + parameter + "=" + value + (others.isEmpty() ? "" : "&" + others);
        }

        /** The name of the database. */
        public String name() {
            return name;
        }

        /** The account at the server. */
        public String user() {
            return server.user;
        }

        /** Its password. */
        public String password() {
            return server.password;
        }

        /** A connection of its own, outside any pool. */
        public Connection connection() throws SQLException {
            return server.connection(name);
        }

        /** Runs statements, one after the other. */
        public void execute(String... statements) throws SQLException {
            try (Connection connection = connection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        /** A pool as a host would have it, with the driver's and the pool's defaults; closed with the database. */
        public synchronized DataSource dataSource() {
            if (pool == null) {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl(url());
                config.setUsername(user());
                config.setPassword(password());
                config.setMinimumIdle(1);
                config.setMaximumPoolSize(20);
                pool = new HikariDataSource(config);
            }
            return pool;
        }

        /** Closes the pool and drops the database. */
        @Override
        public synchronized void close() {
            if (pool != null) {
                pool.close();
            }
            server.execute("drop database if exists " + name);
        }

        /** Names the URL, never the password. */
        @Override
        public String toString() {
            return url();
        }
    }
}
