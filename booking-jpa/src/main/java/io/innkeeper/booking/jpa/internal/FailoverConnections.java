package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Unpooled connections to whichever host of a cluster takes writes. Safe for use by many threads. */
public final class FailoverConnections extends UnpooledConnections {

    /** Where nobody has set a login time-out. */
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    /** In which a host that is up answers. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * What keeps a server from taking writes. MySQL's super_read_only switches read_only on as well, and MariaDB has none. What
     * only MariaDB reads is for a node of Galera that has lost the others, which answers this as if nothing were the matter and
     * any statement on a table by error 1047. No table of InnoDB is read, so no snapshot is made.
     */
    private static final String OBSTACLES = """
            select @@global.read_only, @@global.innodb_read_only, false /*M! or exists (
                select 1 from information_schema.global_status s, information_schema.global_variables v
                where s.variable_name = 'wsrep_ready' and s.variable_value = 'OFF'
                    and v.variable_name = 'wsrep_on' and v.variable_value = 'ON') */
            """;

    private static final int READ_ONLY = 1290;

    private final Cluster cluster;
    private final Properties settings;
    private final int connectMillis;
    private final int socketMillis;

    /**
     * Connections to a cluster.
     *
     * @param url where the driver is told its settings, see {@link Cluster#of}
     * @param settings which win over those of the URL
     */
    FailoverConnections(Cluster cluster, String url, String user, String password, Map<String, String> settings) {
        this.cluster = cluster;
        this.settings = new Properties();
        this.settings.putAll(settings);
        this.settings.setProperty("user", user);
        this.settings.setProperty("password", password);
        this.connectMillis = millis("connectTimeout", url, Math.toIntExact(LONGEST_ANSWER.toMillis()));
        this.socketMillis = millis("socketTimeout", url, 0);
    }

    /**
     * Connections to the hosts that a URL names.
     *
     * @throws StorageException if the URL is of another form than {@link Cluster#of} says, or there is no driver
     */
    public static DataSource of(String url, String user, String password) {
        Cluster cluster = Cluster.of(url)
                .orElseThrow(() -> new StorageException(
                        // The URL is not part of the message: it may contain a password.
                        "The URL of a cluster should be jdbc:mysql://one:3306,two:3306,three:3306/database, with neither user"
                                + " nor password among the hosts",
                        null));
        return new FailoverConnections(cluster, url, user, password, Map.of());
    }

    /** A setting of the driver in milliseconds. */
    private int millis(String setting, String url, int usual) {
        String own = settings.getProperty(setting);
        Matcher urls = Pattern.compile("[?&]" + setting + "=(\\d{1,9})(?=&|#|$)", Pattern.CASE_INSENSITIVE)
                .matcher(url);
        int found = own != null ? Integer.parseInt(own) : urls.find() ? Integer.parseInt(urls.group(1)) : usual;
        return found == 0 ? usual : found;
    }

    @Override
    public Connection getConnection() throws SQLException {
        int login = getLoginTimeout();
        Duration limit = login == 0 ? USUAL_LIMIT : Duration.ofSeconds(login);
        long end = System.nanoTime() + limit.toNanos();
        Map<String, SQLException> failures = new LinkedHashMap<>();
        boolean mayPass;
        do {
            mayPass = false;
            for (String host : cluster.inTurn()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 && !failures.isEmpty()) {
                    break;
                }
                try {
                    Connection connection = connect(host, Math.max(1, left));
                    cluster.moveTo(host);
                    return proxy(connection, host);
                } catch (SQLException e) {
                    failures.put(host, e);
                    mayPass |= SqlFailure.of(e, SqlFailure.Phase.BEFORE_BEGIN) == SqlFailure.WRONG_NODE;
                }
            }
        } while (mayPass && end - System.nanoTime() > PAUSE.toNanos() && pause());
        throw nobodyTakesWrites(failures);
    }

    private static boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SQLException nobodyTakesWrites(Map<String, SQLException> failures) {
        SQLException none = new SQLException(
                failures.entrySet().stream()
                        .map(entry -> entry.getKey() + " ("
                                + String.valueOf(entry.getValue().getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                                + ")")
                        .collect(Collectors.joining(", ", "None of these hosts takes writes: ", "")),
                "08001");
        failures.values().forEach(none::addSuppressed);
        return none;
    }

    private Connection connect(String host, long left) throws SQLException {
        Properties all = new Properties();
        all.putAll(settings);
        // A host may let in whoever comes, and then say nothing.
        all.setProperty("connectTimeout", String.valueOf(Math.min(connectMillis, left)));
        all.setProperty("socketTimeout", String.valueOf(Math.min(connectMillis, left)));
        Connection connection = cluster.driver().connect(cluster.url(host), all);
        try {
            if (!takesWrites(connection)) {
                throw new SQLException("read-only, or not ready", "HY000", READ_ONLY);
            }
            connection.setNetworkTimeout(Runnable::run, socketMillis);
            return connection;
        } catch (SQLException | RuntimeException e) {
            Connections.drop(connection);
            throw e;
        }
    }

    private static boolean takesWrites(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OBSTACLES)) {
            return row.next() && isOff(row.getString(1)) && isOff(row.getString(2)) && isOff(row.getString(3));
        }
    }

    /** Some versions have a number there, others a word. */
    private static boolean isOff(String value) {
        return value.equals("0") || value.equals("OFF");
    }

    private Connection proxy(Connection connection, String host) {
        return (Connection) Proxy.newProxyInstance(
                FailoverConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.getName().equals("isValid")
                        ? isValid(connection, host, (int) arguments[0])
                        : call(connection, method, arguments));
    }

    private static @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Not only whether somebody is there: a node that is read-only, or was expelled, answers as ever. */
    private boolean isValid(Connection connection, String host, int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("a time-out of " + seconds + " s", "HY024");
        }
        if (!cluster.isCurrent(host) || connection.isClosed()) {
            return false;
        }
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, seconds == 0 ? before : seconds * 1000);
            boolean valid = takesWrites(connection);
            connection.setNetworkTimeout(Runnable::run, before);
            return valid;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "fail-over among " + cluster;
    }
}
