package io.innkeeper.booking.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one command measured, on one server. Not for use by many threads. */
public final class Results {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final List<Object> all = new ArrayList<>();
    private final String server;

    /** Nothing yet. */
    public Results(BenchmarkServer server) {
        this.server = server.toString();
    }

    /** One more ratio. */
    public void add(Result result) {
        all.add(result);
    }

    /**
     * One more point of a curve, or a figure by itself.
     *
     * @param name what was measured
     * @param values the figures by name
     */
    public void add(String name, Map<String, ?> values) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", name);
        figures.putAll(values);
        all.add(figures);
    }

    /** Prints a line for each. */
    public void print() {
        System.out.println("On " + server + ", JDK " + Runtime.version() + ":");
        all.forEach(System.out::println);
    }

    /** Writes them as a list of JSON objects, in the order in which they were added. */
    public void write(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(all) + System.lineSeparator());
        System.out.println("Written to " + file);
    }
}
