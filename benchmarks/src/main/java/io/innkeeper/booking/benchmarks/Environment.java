package io.innkeeper.booking.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param durability what a COMMIT means there
 * @param durable whether that is full durability
 * @param commit what was measured; with a plus sign if the files differ from it
 * @param measuredAt when
 */
record Environment(
        String machine,
        String system,
        String jdk,
        String server,
        String durability,
        boolean durable,
        String commit,
        String measuredAt) {

    static Environment of(BenchmarkServer server) {
        return new Environment(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version"),
                (server.isEmbedded() ? "embedded " : "") + server.version(),
                server.durability().toString(),
                server.durability().isFull(),
                head(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
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
    String lines() {
        return "machine     " + machine + ", " + system + "\nJDK         " + jdk + "\nserver      " + server
                + "\ndurability  " + durability + "\ncommit      " + commit + "\nmeasured at " + measuredAt;
    }
}
