package io.innkeeper.booking.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one command measured: ratios, points of curves, and figures by themselves, each with the environment it was measured in;
 * as a table, as JSON, and as charts. Not for use by many threads.
 */
public final class Results {

    /** JSON has no word for what is divided by nothing. */
    private static final JsonSerializer<Double> FINITE =
            (value, type, context) -> Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(double.class, FINITE)
            .registerTypeAdapter(Double.class, FINITE)
            .create();

    private final List<JsonObject> all = new ArrayList<>();
    private final Environment environment;

    /** Nothing yet, of a server. */
    public Results(BenchmarkServer server) {
        this(Environment.of(server));
    }

    /** Nothing yet. */
    public Results(Environment environment) {
        this.environment = environment;
    }

    /** One more ratio. */
    public void add(Result result) {
        add(result, Map.of());
    }

    /**
     * One more ratio, and what else is known of it.
     *
     * @param more by name
     */
    public void add(Result result, Map<String, ?> more) {
        add(GSON.toJsonTree(result).getAsJsonObject(), more);
    }

    /**
     * One more point of a curve, or figures by themselves.
     *
     * @param name what was measured
     * @param values the figures by name
     */
    public void add(String name, Map<String, ?> values) {
        JsonObject named = new JsonObject();
        named.addProperty("name", name);
        add(named, values);
    }

    private void add(JsonObject figures, Map<String, ?> more) {
        more.forEach((name, value) -> figures.add(name, GSON.toJsonTree(value)));
        figures.add("environment", GSON.toJsonTree(environment));
        all.add(figures);
    }

    /** All of it, in the order in which it was added. */
    public List<JsonObject> all() {
        return List.copyOf(all);
    }

    /** Prints a table of the ratios, and a line for each of the rest. */
    public void print() {
        System.out.println("\n" + environment.lines() + "\n");
        List<JsonObject> ratios = all.stream().filter(each -> each.has("ratio")).toList();
        if (!ratios.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-87s %11s %11s %9s %18s %8s %11s %11s  %s%n",
                    "ours vs theirs",
                    "ours",
                    "theirs",
                    "ratio",
                    "95 % interval",
                    "target",
                    "round trips",
                    "deadlocks",
                    "unit");
            ratios.forEach(Results::printRatio);
            System.out.println("Geometric means over the rounds; interval of the ratio by Student's t on its logarithm."
                    + " Round trips are a booking's, ours and theirs;\ndeadlocks are those of all rounds.");
        }
        all.stream()
                .filter(each -> !each.has("ratio"))
                .map(each -> each.entrySet().stream()
                        .filter(figure -> !figure.getKey().equals("environment")
                                && !figure.getKey().equals("name"))
                        .map(figure -> figure.getKey() + " " + text("%.2f", figure.getValue()))
                        .collect(Collectors.joining(", ", each.get("name").getAsString() + ": ", "")))
                .forEach(System.out::println);
    }

    private static void printRatio(JsonObject each) {
        System.out.printf(
                "%-87s %11s %11s %9s %18s %8s %11s %11s  %s %s%n",
                each.get("name").getAsString(),
                text("%.1f", each.get("ours")),
                text("%.1f", each.get("theirs")),
                text("%.2fx", each.get("ratio")),
                each.get("ratioLow").isJsonNull()
                        ? "no interval of " + each.get("rounds").getAsInt()
                        : text("%.2f", each.get("ratioLow")) + " to " + text("%.2f", each.get("ratioHigh")),
                text("%.2fx", each.get("target")),
                ofBoth("%.2f", each, "roundTripsPerBooking"),
                ofBoth("%.0f", each, "deadlocks"),
                each.get("unit").getAsString(),
                each.has("wrong") ? each.get("wrong").getAsString() : "");
    }

    private static String ofBoth(String format, JsonObject each, String cost) {
        return each.has("oursCost") && each.has("theirsCost")
                ? text(format, each.getAsJsonObject("oursCost").get(cost)) + " "
                        + text(format, each.getAsJsonObject("theirsCost").get(cost))
                : "";
    }

    private static String text(String format, JsonElement value) {
        boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        return isNumber
                ? String.format(Locale.ROOT, format, value.getAsDouble())
                : value.isJsonNull() ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Writes them as a list of JSON objects, in the order in which they were added, and nothing else. */
    public void write(Path file) throws IOException {
        Files.createDirectories(folder(file));
        // Whole or not at all: what is there is taken for measured.
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, GSON.toJson(all) + System.lineSeparator());
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("written: " + file);
    }

    /** The same, but what the file has and nothing here has the same value of a field as stays in it. */
    public void writeOver(Path file, String field) throws IOException {
        if (Files.exists(file)) {
            Set<JsonElement> here = all.stream().map(each -> each.get(field)).collect(Collectors.toSet());
            List<JsonObject> kept = read(file);
            kept.removeIf(each -> here.contains(each.get(field)));
            all.addAll(0, kept);
        }
        write(file);
    }

    /** Writes, and draws what of it can be drawn, beside it. */
    public void writeAndDraw(Path file) throws IOException {
        write(file);
        Charts.draw(List.of(file), folder(file)).forEach(chart -> System.out.println("drawn: " + chart));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Where results are that are kept: {@code results}, beside the folder {@code target}. */
    public static Path folder() {
        return folder(BenchmarkServer.target()).resolve("results");
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if it is no list of objects
     */
    public static List<JsonObject> read(Path file) throws IOException {
        List<JsonObject> found = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file)) {
            for (JsonElement each : JsonParser.parseReader(text).getAsJsonArray()) {
                found.add(each.getAsJsonObject());
            }
        } catch (IllegalStateException | com.google.gson.JsonParseException e) {
            throw new IOException(file + " is no list of results", e);
        }
        return found;
    }
}
