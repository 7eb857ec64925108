package io.innkeeper.booking.examples.faults.stand;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.examples.faults.history.Finding;
import io.innkeeper.booking.examples.faults.history.Journal;
import io.innkeeper.booking.examples.faults.history.Line;
import io.innkeeper.booking.examples.faults.load.Load;
import io.innkeeper.booking.examples.faults.load.Resolving;
import io.innkeeper.booking.examples.faults.load.Scene;
import io.innkeeper.booking.examples.faults.server.Cluster;
import io.innkeeper.booking.examples.faults.server.Servers;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.JpaInventory;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.CommitProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own on some servers, with applications that work with it by an account that is bound to what the servers allow.
 * Where there is one server only, a wire that can be cut leads to it.
 */
public final class Stand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What applications have, in turn. All of them can work with a database at once. */
    private static final List<Function<JpaInventory, InventoryLock>> STRATEGIES = List.of(
            mysql -> InventoryLock.retrying(InventoryLock.combining(mysql.direct(mysql.uniqueClaim()))),
            mysql -> InventoryLock.retrying(mysql.direct(mysql.rowLock())),
            mysql -> InventoryLock.retrying(mysql.direct(mysql.optimistic())));

    private final Servers servers;
    private final Setup setup;
    private final Journal journal;
    private final Path history;
    private final Random random;
    private final String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String password = UUID.randomUUID().toString();
    private final @Nullable CommitProxy proxy;
    private final List<Innkeeper> applications = new ArrayList<>();
    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable Scene scene;

    private Stand(Servers servers, Setup setup, Journal journal, Path history, Random random) throws IOException {
        this.servers = servers;
        this.setup = setup;
        this.journal = journal;
        this.history = history;
        this.random = random;
        this.proxy =
                servers.urls().size() == 1 ? new CommitProxy(port(servers.urls().get(0))) : null;
    }

    static Stand build(Servers servers, Setup setup, Journal journal, Path history, Random random)
            throws IOException, SQLException {
        Stand stand = new Stand(servers, setup, journal, history, random);
        try {
            stand.execute(
                    "create database " + stand.database(),
                    "create user " + stand.user() + "@'127.0.0.1' identified by '" + stand.password + "'",
                    "grant select, insert, update, delete on " + stand.database() + ".* to " + stand.user()
                            + "@'127.0.0.1'");
            JpaStorage.migrate(stand.ownUrl(servers.primary()), servers.user(), servers.password());
            stand.compare();
            for (int i = 0; i < Math.max(setup.strategies(), setup.clocks().size()); i++) {
                stand.open(i);
            }
            stand.scene = Scene.build(stand.applications.get(0));
            return stand;
        } catch (IOException | SQLException | RuntimeException e) {
            stand.close();
            throw e;
        }
    }

    private void open(int number) {
        Clock clock = Clock.offset(
                Clock.systemUTC(), setup.clocks().get(number % setup.clocks().size()));
        applications.add(Innkeeper.builder()
                .storage(storage(number))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .answerWithin(setup.answerWithin())
                .clock(clock)
                .build());
    }

    private JpaStorage storage(int number) {
        Function<JpaInventory, InventoryLock> strategy = STRATEGIES.get(number % STRATEGIES.size());
        Integer size = setup.pool();
        if (size == null) {
            String url = setup.eachServer() ? urls().get(number % urls().size()) : url();
            return JpaStorage.connect(url, user(), password, strategy);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername(user());
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(setup.answerWithin().toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return JpaStorage.open(pool, strategy);
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceFirst(".*//[^:/]+:(\\d+)/.*", "$1"));
    }

    private String database() {
        return "faults_" + id;
    }

    /** Who applications are to the servers. */
    public String user() {
        return "app_" + id;
    }

    /** The password of {@link #user()}. */
    public String password() {
        return password;
    }

    private String toOwnDatabase(String url) {
        return url.replaceFirst("(//[^/]+/)[^?]*", "$1" + database());
    }

    /** Where a server has the database, past whatever stands in front of it. */
    private String ownUrl(int server) {
        return toOwnDatabase(servers.urls().get(server));
    }

    /** Where each server has the database. */
    private List<String> urls() {
        return servers.urls().stream().map(this::toOwnDatabase).toList();
    }

    /** Where an application finds the database: behind the wire that can be cut, or on any of the servers. */
    public String url() {
        if (proxy != null) {
            return proxy.url(ownUrl(0));
        }
        List<String> hosts =
                servers.urls().stream().map(url -> "127.0.0.1:" + port(url)).toList();
        return ownUrl(0).replaceFirst("//[^/]+/", "//" + String.join(",", hosts) + "/");
    }

    /** The servers. */
    public Servers servers() {
        return servers;
    }

    /** The wire to the one server. */
    public CommitProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("there are several servers, and no wire that could be cut");
        }
        return proxy;
    }

    /** What is written down. */
    public Journal journal() {
        return journal;
    }

    /** The file of {@link #journal()}. */
    public Path history() {
        return history;
    }

    /** What guests are after. */
    public Scene scene() {
        if (scene == null) {
            throw new IllegalStateException("nothing is built yet");
        }
        return scene;
    }

    /** What is chosen at random. */
    public Random random() {
        return random;
    }

    /** The pools of applications that have some of their own. */
    public List<HikariDataSource> pools() {
        return List.copyOf(pools);
    }

    Load startLoad() {
        return Load.start(applications, journal, scene(), setup.guests(), random.nextLong());
    }

    /** Starts the one server again that was killed, and leads the wire to where it is now. */
    public void restart() throws IOException {
        servers.restart(0);
        proxy().leadTo(port(servers.urls().get(0)));
    }

    /** Whether the server that takes writes lets in somebody. */
    public boolean isUp() throws IOException {
        try (Connection connection = connection(servers.primary())) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Writes down that a fault has just happened. */
    public void injected(String what) {
        journal.write(Line.of(new Line.Injected(what, Journal.now())));
    }

    /** Writes down that something is not as it should be. */
    public void complain(Finding.Kind kind, String message) {
        journal.write(Line.of(new Line.Complaint(kind.name(), message)));
    }

    /** Writes down what else is to be told. */
    public void note(String note) {
        journal.write(Line.note(note));
    }

    /** Waits until so many more requests are acknowledged, and complains if that does not happen. */
    public void awaitAcknowledged(long more) throws InterruptedException {
        long wanted = journal.acknowledged() + more;
        if (!journal.await(() -> journal.acknowledged() >= wanted, PATIENCE)) {
            complain(Finding.Kind.LATE, "nothing is acknowledged any more, " + PATIENCE + " after the last fault");
        }
    }

    /** Waits until somebody more is told that nothing can be done, and complains if that does not happen. */
    public void awaitFailed(long more) throws InterruptedException {
        long wanted = journal.failed() + more;
        if (!journal.await(() -> journal.failed() >= wanted, PATIENCE)) {
            complain(Finding.Kind.LATE, "nobody is told that nothing can be done, after " + PATIENCE);
        }
    }

    /** Waits until so many more requests are answered, whatever that is, and complains if that does not happen. */
    public void awaitAnswered(long more) throws InterruptedException {
        long wanted = journal.answered() + more;
        if (!journal.await(() -> journal.answered() >= wanted, PATIENCE)) {
            complain(Finding.Kind.LATE, "nobody is answered any more, after " + PATIENCE);
        }
    }

    /** Waits until so many more have been told that nothing can be done, or were not answered, and complains if that does not happen. */
    public void awaitInVain(long more) throws InterruptedException {
        long wanted = journal.inVain() + more;
        if (!journal.await(() -> journal.inVain() >= wanted, PATIENCE)) {
            complain(Finding.Kind.LATE, "all is done as if nothing were the matter, after " + PATIENCE);
        }
    }

    /** By the account that may do everything, on the server that takes writes. */
    public void execute(String... statements) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(
                        servers.urls().get(servers.primary()), servers.user(), servers.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A number that the server that takes writes has for a question of SQL. */
    public long number(String query) throws IOException, SQLException {
        try (Connection connection =
                        DriverManager.getConnection(ownUrl(servers.primary()), servers.user(), servers.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The sum of the numbers that all servers have for a question of SQL. */
    public long sum(String query) throws SQLException {
        long sum = 0;
        for (int server = 0; server < servers.urls().size(); server++) {
            try (Connection connection = connection(server);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                sum += row.getLong(1);
            }
        }
        return sum;
    }

    /** To the database on a server, by the account that may do everything. */
    public Connection connection(int server) throws SQLException {
        return DriverManager.getConnection(ownUrl(server), servers.user(), servers.password());
    }

    /** Waits until all servers have the same, and complains if they do not. */
    public void compare() {
        if (servers instanceof Cluster cluster) {
            try {
                cluster.compare();
            } catch (IOException e) {
                complain(Finding.Kind.LOST, "the servers are not the same: " + e.getMessage());
            }
        }
    }

    /** Finds out what became of each request whose answer was lost, and writes down what there is in the end. */
    void conclude() throws IOException, SQLException {
        compare();
        int primary = servers.primary();
        try (Innkeeper innkeeper = Innkeeper.builder()
                .storage(JpaStorage.connect(ownUrl(primary), servers.user(), servers.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build()) {
            Resolving.ask(Journal.read(history), innkeeper, journal);
            innkeeper
                    .verifyInventory()
                    .findings()
                    .forEach(finding -> complain(Finding.Kind.INVENTORY, finding.toString()));
        }
        try (Connection connection = connection(primary)) {
            new Snapshot(connection, journal).write();
        }
    }

    @Override
    public void close() throws IOException {
        applications.forEach(Innkeeper::close);
        pools.forEach(HikariDataSource::close);
        if (proxy != null) {
            proxy.close();
        }
    }
}
