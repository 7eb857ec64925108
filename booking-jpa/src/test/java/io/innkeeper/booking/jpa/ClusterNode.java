package io.innkeeper.booking.jpa;

import io.innkeeper.booking.jpa.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** A server that may be made read-only, with an account that is bound by it and is the same on all of them. */
final class ClusterNode implements AutoCloseable {

    static final String USER = "app";
    static final String PASSWORD = "a secret of the application";

    private static final String PARAMETERS =
            "/innkeeper?sslMode=DISABLED&connectionTimeZone=UTC&useLocalSessionState=true";

    private final EmbeddedServer server;

    private ClusterNode(EmbeddedServer server) {
        this.server = server;
    }

    static ClusterNode start() throws SQLException {
        ClusterNode node = new ClusterNode(EmbeddedServer.start());
        node.execute("create user app@127.0.0.1 identified by '" + PASSWORD + "'");
        node.execute("grant all on innkeeper.* to app@127.0.0.1");
        return node;
    }

    /** What a URL of several hosts calls it. */
    String host() {
        return "127.0.0.1:" + server.port();
    }

    /** The URL of a cluster. */
    static String url(String... hosts) {
        return "jdbc:mysql://" + String.join(",", hosts) + PARAMETERS;
    }

    static String url(ClusterNode... nodes) {
        return url(Arrays.stream(nodes).map(ClusterNode::host).toArray(String[]::new));
    }

    void readOnly(boolean on) throws SQLException {
        execute("set global read_only = " + (on ? "on" : "off"));
    }

    /** Runs a statement by an account that nothing binds. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many connections the application has. */
    int connections() throws SQLException {
        return number("select count(*) from information_schema.processlist where user = 'app'");
    }

    int number(String query) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return host();
    }
}
