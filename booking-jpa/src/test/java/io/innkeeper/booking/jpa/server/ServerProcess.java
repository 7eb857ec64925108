package io.innkeeper.booking.jpa.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * One run of the server program in a {@link ServerFolder}.
 *
 * <p>Safe for use by many threads.
 */
final class ServerProcess implements AutoCloseable {

    /** Long enough for the recovery of a server that was killed, on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Small in memory and on disk; durable; and in its habits as near to MySQL as it goes. */
    private static final List<String> OPTIONS = List.of(
            "--bind-address=127.0.0.1",
            // No other way in: the account is for TCP, and the path of a socket must not exceed 107 characters.
            "--socket=",
            "--skip-name-resolve",
            // Making a certificate costs seconds at each start.
            "--skip-ssl",
            "--max-connections=300",
            "--innodb-flush-log-at-trx-commit=1",
            "--sync-binlog=1",
            "--log-bin=binlog",
            "--server-id=1",
            "--binlog-format=ROW",
            // The log is here for the price of writing it. Nobody will read it, so keep little.
            "--max-binlog-size=32M",
            "--max-binlog-total-size=128M",
            "--slave-connections-needed-for-purge=0",
            "--character-set-server=utf8mb4",
            "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                    + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION");

    private final Process process;
    private final int port;
    private final ServerFolder folder;
    private final Thread hook;

    private ServerProcess(Process process, int port, ServerFolder folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
        hook = new Thread(
                () -> {
                    stop();
                    folder.close();
                },
                "stop-embedded-server");
    }

    /**
     * Starts the server and waits until it accepts connections.
     *
     * @param ports what to try, one after another while others turn out to use them
     */
    static ServerProcess launch(Binaries binaries, ServerFolder folder, IntSupplier ports) throws IOException {
        for (int attempt = 0; attempt < 20; attempt++) {
            int port = ports.getAsInt();
            List<String> arguments = new ArrayList<>(OPTIONS);
            arguments.add("--port=" + port);
            arguments.add("--pid-file=" + folder.path().resolve("server.pid"));
            Process process = spawn(binaries, folder, folder.data(), arguments);
            ServerProcess server = new ServerProcess(process, port, folder);
            try {
                Runtime.getRuntime().addShutdownHook(server.hook);
                if (server.isUp()) {
                    return server;
                }
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            server.close();
            if (!folder.logText().contains("Bind on TCP/IP port")) {
                break;
            }
        }
        throw failure("does not come up", folder);
    }

    /** Waits until the server is ready, and returns false if it gave up. */
    private boolean isUp() throws IOException {
        long start = System.nanoTime();
        try {
            while (!process.waitFor(10, MILLISECONDS)) {
                if (folder.logText().contains("ready for connections")) {
                    return true;
                }
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw failure("is not ready after " + PATIENCE, folder);
                }
            }
            return false;
        } catch (InterruptedException e) {
            throw interrupted(process);
        }
    }

    /**
     * Runs the server program.
     *
     * @param data the folder of its tables: by this argument a left-over server is recognised
     */
    static Process spawn(Binaries binaries, ServerFolder folder, Path data, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults", // must come first
                "--datadir=" + data,
                "--basedir=" + binaries.home(),
                "--tmpdir=" + data,
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=64M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile());
        builder.environment()
                .merge(binaries.libraryVariable(), binaries.libraries(), (host, ours) -> ours + ":" + host);
        return builder.start();
    }

    /** A port that is free now, of those that the system does not hand out to clients by itself. */
    static int freePort() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
        throw new IllegalStateException("No free port on 127.0.0.1");
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it at once, whatever becomes of its data. */
    void kill() {
        process.destroyForcibly();
        close();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down; the hook finds the server stopped.
        }
    }

    private void stop() {
        // Data that goes away needs no orderly end.
        if (!stop(process.toHandle(), process::isAlive, folder.isTemporary())) {
            throw new IllegalStateException("Cannot stop process " + process.pid());
        }
    }

    /** Stops the server that a dead JVM left in a folder, in an orderly way. */
    static void stopLeftOver(Path folder) throws IOException {
        stopLeftOver(folder, false);
    }

    /** Stops the server that a dead JVM left in a folder, at once, since its data is not wanted. */
    static void killLeftOver(Path folder) throws IOException {
        stopLeftOver(folder, true);
    }

    private static void stopLeftOver(Path folder, boolean atOnce) throws IOException {
        for (ProcessHandle left : ProcessHandle.allProcesses()
                .filter(candidate -> runsIn(folder, candidate))
                .toList()) {
            if (!stop(left, () -> runsIn(folder, left), atOnce)) {
                throw new IOException("Cannot stop process " + left.pid() + ", left behind in " + folder);
            }
        }
    }

    /**
     * Tells whether a process is a server with its data in this folder. The command line says so from the first moment,
     * and nothing else has it; a process id on file may be missing, or be another's by now.
     */
    static boolean runsIn(Path folder, ProcessHandle candidate) {
        ProcessHandle.Info info = candidate.info();
        return info.command().filter(command -> command.contains("mariadbd")).isPresent()
                && Stream.of(ServerFolder.DATA, ServerFolder.UNFINISHED_DATA)
                        .map(data -> "--datadir=" + folder.resolve(data))
                        .anyMatch(List.of(info.arguments().orElse(new String[0]))::contains);
    }

    /** Returns false if the process is still running although it was killed. */
    private static boolean stop(ProcessHandle process, BooleanSupplier running, boolean atOnce) {
        if (!atOnce) {
            process.destroy();
            if (ends(process, running, Duration.ofSeconds(30))) {
                return true;
            }
        }
        process.destroyForcibly();
        return ends(process, running, Duration.ofSeconds(30));
    }

    /** Waits even in an interrupted thread, because what comes next relies on the end. */
    private static boolean ends(ProcessHandle process, BooleanSupplier running, Duration patience) {
        long start = System.nanoTime();
        while (running.getAsBoolean()) {
            try {
                // In short steps: where nobody collects the dead, one that is no child of ours never seems to exit.
                process.onExit().orTimeout(20, MILLISECONDS).join();
            } catch (CompletionException e) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    return false;
                }
            }
        }
        return true;
    }

    static InterruptedIOException interrupted(Process process) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while the server was starting");
    }

    static IllegalStateException failure(String what, ServerFolder folder) throws IOException {
        List<String> log = folder.logText().lines().toList();
        return new IllegalStateException("The embedded server " + what + ". Its log ends:\n"
                + String.join("\n", log.subList(Math.max(0, log.size() - 20), log.size())));
    }
}
