package io.innkeeper.booking.jpa.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Another JVM with an embedded server in it, for tests of what happens when such a JVM ends. */
final class OtherJvm implements AutoCloseable {

    private final Process jvm;
    private final ProcessHandle server;
    private final Path folder;

    private OtherJvm(Process jvm, ProcessHandle server, Path folder) {
        this.jvm = jvm;
        this.server = server;
        this.folder = folder;
    }

    /** Starts a JVM and waits until its server is up, "temporary" under a parent or "kept" in a folder. */
    static OtherJvm start(String kind, Path path) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJvm.class.getName(),
                        kind,
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = jvm.inputReader(UTF_8);
        String pid = output.readLine();
        String folder = output.readLine();
        if (pid == null || folder == null) {
            throw new IOException("The other JVM did not start a server");
        }
        return new OtherJvm(jvm, ProcessHandle.of(Long.parseLong(pid)).orElseThrow(), Path.of(folder));
    }

    /** What the other JVM runs. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        EmbeddedServer server = args[0].equals("kept")
                ? EmbeddedServer.start(path)
                : EmbeddedServer.start(() -> ServerFolder.temporary(path), ServerProcess::freePort);
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mark (who VARCHAR(20))");
            statement.execute("INSERT INTO mark VALUES ('the other JVM')");
        }
        System.out.println(server.process().pid());
        System.out.println(server.folder());
        // Until the test says so, or is dead. The server is not closed: that is what the test is about.
        System.exit(System.in.read() < 0 ? 1 : 0);
    }

    Path folder() {
        return folder;
    }

    long serverPid() {
        return server.pid();
    }

    boolean serverRuns() {
        return ServerProcess.runsIn(folder, server);
    }

    /** Ends the JVM with no chance to clean up. */
    void kill() {
        jvm.destroyForcibly().onExit().join();
    }

    /** Lets the JVM end by System.exit. */
    void exit() throws IOException {
        try (var input = jvm.getOutputStream()) {
            input.write('\n');
        }
        jvm.onExit().join();
    }

    /** Leaves neither the JVM nor its server, even if the test failed. */
    @Override
    public void close() throws IOException {
        kill();
        ServerProcess.killLeftOver(folder);
    }
}
