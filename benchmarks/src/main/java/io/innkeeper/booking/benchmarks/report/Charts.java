package io.innkeeper.booking.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws charts of what was measured, from the JSON that was written of it and nothing else: a list of objects, each of which
 * is drawn by what it has.
 *
 * <ul>
 *   <li>{@code load}, {@code contender}, {@code callers}, {@code perSecond}: a point of a curve of throughput by callers; one
 *       chart a load, with logarithmic axes.
 *   <li>{@code name}, {@code ratio}, {@code target} and, if it was measured more than once, {@code ratioLow} and {@code
 *       ratioHigh}: a bar, in relation to the target, with its interval.
 *   <li>{@code load}, {@code contender}, {@code p50}, {@code p99}, {@code p999} in milliseconds: bars of latencies; one chart a
 *       load.
 * </ul>
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar charts --json=summary.json
 * --into=benchmarks/results}. It needs no display.
 */
public final class Charts {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 600;

    private final List<JsonObject> all;
    private final List<Path> drawn = new ArrayList<>();

    private Charts(List<JsonObject> all) {
        this.all = all;
    }

    /** Runs it, and prints where the charts are. */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(args);
        Path json = Path.of(options.text("json", "benchmarks/target/quick/summary.json"));
        Path folder = Path.of(options.text("into", "benchmarks/results"));
        options.checkAllKnown();
        draw(json, folder).forEach(System.out::println);
    }

    /**
     * Draws all charts that there are figures for.
     *
     * @param json what was measured
     * @param folder is made if it is not there
     * @return the charts, as PNG
     * @throws IllegalArgumentException if there are no figures at all
     */
    public static List<Path> draw(Path json, Path folder) throws IOException {
        // AWT would look for a display otherwise.
        System.setProperty("java.awt.headless", "true");
        List<JsonObject> all = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(json)) {
            JsonArray list = JsonParser.parseReader(text).getAsJsonArray();
            for (JsonElement each : list) {
                all.add(each.getAsJsonObject());
            }
        }
        Files.createDirectories(folder);
        Charts charts = new Charts(all);
        charts.throughput(folder);
        charts.ratios(folder);
        charts.latencies(folder);
        if (charts.drawn.isEmpty()) {
            throw new IllegalArgumentException("there is nothing in " + json + " that can be drawn");
        }
        return charts.drawn;
    }

    private void throughput(Path folder) throws IOException {
        for (Map.Entry<String, List<JsonObject>> load : byLoad("callers", "perSecond")) {
            XYChart chart = new XYChartBuilder()
                    .width(WIDTH)
                    .height(HEIGHT)
                    .title("Throughput: " + load.getKey())
                    .xAxisTitle("callers")
                    .yAxisTitle("a second")
                    .build();
            chart.getStyler().setXAxisLogarithmic(true);
            chart.getStyler().setYAxisLogarithmic(true);
            chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
            byContender(load.getValue()).forEach((contender, points) -> {
                points.sort(Comparator.comparingDouble(point -> number(point, "callers")));
                chart.addSeries(contender, numbers(points, "callers"), numbers(points, "perSecond"));
            });
            save(chart, folder, "throughput " + load.getKey());
        }
    }

    private void ratios(Path folder) throws IOException {
        List<JsonObject> scored = all.stream().filter(has("ratio", "target")).toList();
        if (scored.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (JsonObject each : scored) {
            double target = number(each, "target");
            names.add(each.get("name").getAsString());
            shares.add(number(each, "ratio") / target);
            errors.add(
                    has("ratioLow", "ratioHigh").test(each)
                            ? (number(each, "ratioHigh") - number(each, "ratioLow")) / 2 / target
                            : 0);
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT + 200)
                .title("What was reached of each target (1 is the target; lines are 95 % intervals)")
                .xAxisTitle("")
                .yAxisTitle("ratio / target")
                .build();
        chart.getStyler().setXAxisLabelRotation(60);
        chart.getStyler().setLegendVisible(false);
        chart.addSeries("ratio / target", names, shares, errors);
        save(chart, folder, "ratios");
    }

    private void latencies(Path folder) throws IOException {
        for (Map.Entry<String, List<JsonObject>> load : byLoad("p50", "p99", "p999")) {
            CategoryChart chart = new CategoryChartBuilder()
                    .width(WIDTH)
                    .height(HEIGHT)
                    .title("Latency: " + load.getKey())
                    .xAxisTitle("")
                    .yAxisTitle("ms")
                    .build();
            chart.getStyler().setYAxisLogarithmic(true);
            // Bars begin at 0 otherwise, which has no logarithm.
            double least = numbers(load.getValue(), "p50").stream()
                    .mapToDouble(p50 -> p50)
                    .min()
                    .orElse(1);
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
            chart.getStyler().setXAxisLabelRotation(30);
            List<String> contenders = load.getValue().stream()
                    .map(each -> each.get("contender").getAsString())
                    .toList();
            for (String percentile : List.of("p50", "p99", "p999")) {
                chart.addSeries(percentile, contenders, numbers(load.getValue(), percentile));
            }
            save(chart, folder, "latency " + load.getKey());
        }
    }

    private List<Map.Entry<String, List<JsonObject>>> byLoad(String... fields) {
        return List.copyOf(all.stream()
                .filter(has("load", "contender"))
                .filter(has(fields))
                .collect(groupingBy(each -> each.get("load").getAsString(), LinkedHashMap::new, toList()))
                .entrySet());
    }

    private static Map<String, List<JsonObject>> byContender(List<JsonObject> points) {
        Map<String, List<JsonObject>> found = new LinkedHashMap<>();
        points.forEach(point -> found.computeIfAbsent(point.get("contender").getAsString(), name -> new ArrayList<>())
                .add(point));
        return found;
    }

    private static Predicate<JsonObject> has(String... fields) {
        return each -> {
            for (String field : fields) {
                if (!each.has(field) || each.get(field).isJsonNull()) {
                    return false;
                }
            }
            return true;
        };
    }

    private static double number(JsonObject each, String field) {
        return each.get(field).getAsDouble();
    }

    private static List<Double> numbers(List<JsonObject> all, String field) {
        return all.stream().map(each -> number(each, field)).toList();
    }

    private void save(IChart chart, Path folder, String name) throws IOException {
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-") + ".png";
        Path path = folder.resolve(file);
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", path.toFile());
        drawn.add(path);
    }
}
