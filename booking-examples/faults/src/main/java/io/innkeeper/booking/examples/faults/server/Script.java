package io.innkeeper.booking.examples.faults.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A script that starts and stops servers that were fetched into a folder. */
final class Script {

    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='(.*)'");

    private final Path path;
    private final @Nullable Path temporary;

    /** @param temporary where servers are to have their data; null for where temporary files are */
    Script(Path path, @Nullable Path temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Runs it.
     *
     * @return the lines that it prints
     * @throws IOException if it fails; the message ends with what it says of that
     */
    List<String> run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", path.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("script", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            if (temporary != null) {
                builder.environment().put("TMPDIR", temporary.toString());
            }
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            int status = process.onExit().join().exitValue();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            return lines;
        } finally {
            Files.delete(errors);
        }
    }

    /** What the lines export. */
    static Map<String, String> exports(List<String> lines) {
        Map<String, String> exports = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = EXPORT.matcher(line);
            if (matcher.matches()) {
                exports.put(matcher.group(1), matcher.group(2));
            }
        }
        return exports;
    }
}
