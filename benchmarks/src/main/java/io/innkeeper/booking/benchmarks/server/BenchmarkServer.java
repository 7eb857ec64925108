package io.innkeeper.booking.benchmarks.server;

import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.EmbeddedServer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server that is measured on: the one that the environment names by {@code INNKEEPER_URL} (a JDBC URL), {@code
 * INNKEEPER_USER} and {@code INNKEEPER_PASSWORD}, or else an embedded one, which is fully durable and has its data beside the
 * classes or the jar, in {@code target}: on a disk, where the temporary folder might be memory.
 *
 * <pre>{@code
 * try (BenchmarkServer server = BenchmarkServer.start();
 *         BenchmarkServer.Database database = server.newDatabase("unique_insert")) {
 *     JpaStorage storage = JpaStorage.connect(database.url(), database.user(), database.password());
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class BenchmarkServer implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("jdbc:mysql:(?:\\w+:)*//([^/?:,]+)(?::(\\d+))?/([^?]*)(\\?.*)?");

    private static final int DEFAULT_PORT = 3306;

    /** How many JVMs of one checkout may have an embedded server at once. */
    private static final int MOST_EMBEDDED = 16;

    private final @Nullable EmbeddedServer embedded;
    private final String host;
    private final int port;
    private final String parameters;
    private final String user;
    private final String password;
    private final String version;
    private final Durability durability;

    private BenchmarkServer(
            @Nullable EmbeddedServer embedded,
            String host,
            int port,
            String parameters,
            String user,
            String password,
            String version,
            Durability durability) {
        this.embedded = embedded;
        this.host = host;
        this.port = port;
        this.parameters = parameters;
        this.user = user;
        this.password = password;
        this.version = version;
        this.durability = durability;
    }

    /**
     * The server that the environment names, or an embedded one.
     *
     * @throws IllegalStateException if it cannot be reached, or does not start
     */
    public static BenchmarkServer start() {
        String url = environment("INNKEEPER_URL");
        if (!url.isBlank()) {
            return at(url, environment("INNKEEPER_USER"), environment("INNKEEPER_PASSWORD"), null);
        }
        EmbeddedServer embedded = embedded();
        try {
            return at(embedded.url(), embedded.user(), embedded.password(), embedded);
        } catch (RuntimeException | Error e) {
            embedded.close();
            throw e;
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    private static BenchmarkServer at(String url, String user, String password, @Nullable EmbeddedServer embedded) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException("INNKEEPER_URL must be jdbc:mysql://host:port/database");
        }
        String host = parts.group(1);
        int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
        // Of an embedded server's URL, only what it takes to connect: the rest is up to each contender.
        String given = Objects.requireNonNullElse(parts.group(4), "");
        String parameters = embedded == null ? given : "?sslMode=DISABLED";
        try (Connection connection =
                DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/" + parameters, user, password)) {
            return new BenchmarkServer(
                    embedded, host, port, parameters, user, password, version(connection), Durability.of(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The server at " + host + ":" + port + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select concat(@@version_comment, ' ', @@version)")) {
            row.next();
            return row.getString(1);
        }
    }

    /** One in a folder of its own; the folder is used again, so that what a killed JVM left is stopped and found. */
    private static EmbeddedServer embedded() {
        for (int number = 1; number < MOST_EMBEDDED; number++) {
            try {
                return EmbeddedServer.start(target().resolve("server-" + number));
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).startsWith("Another server")) {
                    throw e;
                }
            }
        }
        return EmbeddedServer.start(target().resolve("server-" + MOST_EMBEDDED));
    }

    /**
     * The folder {@code target} of this module, or wherever the jar is: for what is made while measuring.
     *
     * @return a folder that is there
     */
    public static Path target() {
        CodeSource source = Objects.requireNonNull(
                BenchmarkServer.class.getProtectionDomain().getCodeSource());
        try {
            return Objects.requireNonNull(Path.of(source.getLocation().toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server calls itself, and its version. */
    public String version() {
        return version;
    }

    /** Whether it is MariaDB rather than MySQL. */
    public boolean isMariaDb() {
        return version.contains("MariaDB");
    }

    /** Whether it was started by this JVM, rather than named by the environment. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    /** What a COMMIT means there, as the server said at the start. */
    public Durability durability() {
        return durability;
    }

    /** Where it listens. */
    public String host() {
        return host;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The account that databases are made and used with. */
    public String user() {
        return user;
    }

    /** Its password. */
    public String password() {
        return password;
    }

    /**
     * Counts what the server does from now on, whoever asks for it.
     *
     * @return counters with a connection of their own, to be closed
     * @throws IllegalStateException if the server does not tell
     */
    public ServerCounters counters() {
        return ServerCounters.open(this);
    }

    /**
     * Creates a database with Innkeeper's tables, for one contender.
     *
     * @param name begins the name of the database, which is a fresh one
     * @return the database, which is dropped when it is closed
     * @throws IllegalStateException if the server does not do it
     */
    public Database newDatabase(String name) {
        String readable = name.replaceAll("[^A-Za-z0-9]+", "_");
        String database = "bench_" + readable.substring(0, Math.min(30, readable.length())) + "_"
                + UUID.randomUUID().toString().substring(0, 8);
        execute("create database " + database + " character set utf8mb4");
        Database made = new Database(this, database);
        JpaStorage.migrate(made.url(), user, password);
        return made;
    }

    private void execute(String sql) {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            // What a contender has left open would otherwise keep its database from going for a year.
            statement.execute("set session lock_wait_timeout = 20");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The server at " + host + ":" + port + " refused: " + sql, e);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(host, port, database), user, password);
    }

    private String url(String toHost, int toPort, String database) {
        return "jdbc:mysql://" + toHost + ":" + toPort + "/" + database + parameters;
    }

    /** Stops an embedded server. Twice is harmless. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    /** Names version and durability, as they should stand beside each figure. */
    @Override
    public String toString() {
        return (embedded == null ? "" : "embedded ") + version + ", " + durability;
    }

    /** One database. Safe for use by many threads. */
    public static final class Database implements AutoCloseable {

        private final BenchmarkServer server;
        private final String name;

        private Database(BenchmarkServer server, String name) {
            this.server = server;
            this.name = name;
        }

        /** Its name. */
        public String name() {
            return name;
        }

        /** The server that it is on. */
        public BenchmarkServer server() {
            return server;
        }

        /** Its JDBC URL for MySQL Connector/J, without user and password. */
        public String url() {
            return counted(server.url(server.host, server.port, name));
        }

        /** The same, by way of a proxy. */
        public String url(DelayingProxy proxy) {
            return counted(server.url("127.0.0.1", proxy.port(), name));
        }

        private static String counted(String url) {
            return url + (url.contains("?") ? "&" : "?") + RoundTrips.setting();
        }

        /** The account at the server. */
        public String user() {
            return server.user;
        }

        /** Its password. */
        public String password() {
            return server.password;
        }

        /** A connection outside any pool and past any proxy, for what is not measured. */
        public Connection connection() throws SQLException {
            return server.connect(name);
        }

        /** Drops it. Whoever uses it must be gone. */
        @Override
        public void close() {
            server.execute("drop database if exists " + name);
        }

        /** Names the URL, never the password. */
        @Override
        public String toString() {
            return url();
        }
    }
}
