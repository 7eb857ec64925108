package io.innkeeper.booking.benchmarks.contender;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.innkeeper.booking.benchmarks.report.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What {@code java -jar benchmarks/target/benchmarks.jar sweep} has found to be best for each of theirs, as far as it has. */
public final class Swept {

    /** Where it is written. */
    public static final Path FILE = Results.folder().resolve("sweep.json");

    private static final Map<String, Tuning> TUNINGS = read(FILE);

    private Swept() {}

    /** The best for a contender, or what it is otherwise. */
    static Tuning best(String contender, Tuning otherwise) {
        return TUNINGS.getOrDefault(contender, otherwise);
    }

    /**
     * Reads what was found; nothing if the file is not there.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, Tuning> read(Path file) {
        Map<String, Tuning> found = new TreeMap<>();
        try {
            if (Files.exists(file)) {
                for (JsonObject each : Results.read(file)) {
                    found.put(
                            each.get("contender").getAsString(), new Gson().fromJson(each.get("tuning"), Tuning.class));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
