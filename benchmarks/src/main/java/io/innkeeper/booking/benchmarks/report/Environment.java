package io.innkeeper.booking.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * What must stand beside each figure.
 *
 * @param machine processor, and how many of it there are to this JVM
 * @param system operating system
 * @param jdk the Java virtual machine
 * @param server the database server and its version
 * @param settings of the server, those that matter to speed, and of the client: its largest heap
 * @param durability what a COMMIT means there
 * @param durable whether that is full durability
 * @param commit what was measured; with a plus sign if the files differ from it
 * @param measuredAt when
 */
public record Environment(
        String machine,
        String system,
        String jdk,
        String server,
        String settings,
        String durability,
        boolean durable,
        String commit,
        String measuredAt) {

    private static final String SETTINGS = "select concat_ws(', ',"
            + " concat('innodb_buffer_pool_size=', @@global.innodb_buffer_pool_size),"
            + " concat('innodb_flush_method=', @@global.innodb_flush_method),"
            + " concat('innodb_io_capacity=', @@global.innodb_io_capacity),"
            + " concat('max_connections=', @@global.max_connections))";

    /**
     * Asks the machine and the server.
     *
     * @throws IllegalStateException if the server does not answer
     */
    public static Environment of(BenchmarkServer server) {
        return new Environment(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version"),
                (server.isEmbedded() ? "embedded " : "") + server.version(),
                settings(server) + ", client's heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                server.durability().toString(),
                server.durability().isFull(),
                head(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String settings(BenchmarkServer server) {
        try (BenchmarkServer.Database database = server.newDatabase("settings");
                Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not tell its settings", e);
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "unknown processor";
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    private static String head() {
        String id = git("rev-parse", "--short", "HEAD");
        return id.isEmpty() ? "unknown" : id + (git("status", "--porcelain").isEmpty() ? "" : "+");
    }

    private static String git(String... arguments) {
        try {
            Process git = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments))
                            .toList())
                    .directory(BenchmarkServer.target().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            return ""; // there is no git
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** As the head of a table. */
    public String lines() {
        return "machine     " + machine + ", " + system + "\nJDK         " + jdk + "\nserver      " + server
                + "\nsettings    " + settings + "\ndurability  " + durability + "\ncommit      " + commit
                + "\nmeasured at " + measuredAt;
    }
}
