package io.innkeeper.booking.benchmarks.report;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.google.gson.JsonObject;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts of what was measured, from the JSON that was written of it and nothing else: a list of objects, each of which
 * is drawn by what it has.
 *
 * <ul>
 *   <li>{@code name}, {@code unit}, {@code ours}, {@code theirs}, {@code ratio} and, if it is there, {@code target}, and {@code
 *       ratioLow} and {@code ratioHigh}: a pair of bars, of which theirs is as long as 1.
 *   <li>{@code load}, {@code contender}, {@code callers}, {@code perSecond}: a point of a curve of throughput by callers; one
 *       chart a load, with logarithmic axes.
 *   <li>{@code load}, {@code contender}, {@code p50}, {@code p99}, {@code p999} in milliseconds: bars of latencies; one chart a
 *       load, unless there is a curve of it.
 * </ul>
 *
 * <p>Run it with {@code java -jar benchmarks/target/benchmarks.jar charts [FILE...] [--into=benchmarks/results]}; a folder is
 * drawn as if all its files were one, and without files it is whatever was measured here. It needs no display.
 */
public final class Charts {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 560;

    /** Dots of the image for each of the chart, for screens that have so many. */
    private static final int SHARPNESS = 2;

    private static final int ROW_HEIGHT = 70;
    private static final int HEIGHT_OF_THE_REST = 110;
    private static final float BAR_HEIGHT = 15;
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font BOLD = TEXT.deriveFont(Font.BOLD);
    private static final Color OURS = new Color(0x1f6fb4);
    private static final Color THEIRS = new Color(0xb8bec5);
    private static final Color TARGET = new Color(0xd1481f);
    private static final Color INK = new Color(0x24292f);
    private static final Color GRID = new Color(0xe4e7ea);

    private final List<JsonObject> all;
    private final Path folder;
    private final String title;
    private final List<Path> drawn = new ArrayList<>();

    private Charts(List<JsonObject> all, Path folder, String title) {
        this.all = all;
        this.folder = folder;
        this.title = title;
    }

    /** Runs it, and prints where the charts are. */
    public static void main(String[] args) throws IOException {
        Map<Boolean, List<String>> options = Arrays.stream(args).collect(groupingBy(each -> each.startsWith("--")));
        Options given = Options.of(options.getOrDefault(true, List.of()).toArray(String[]::new));
        Path folder = Path.of(given.text("into", Results.folder().toString()));
        given.checkAllKnown();
        List<Path> files = options.containsKey(false)
                ? options.getOrDefault(false, List.of()).stream().map(Path::of).toList()
                : measuredHere();
        draw(files, folder).forEach(System.out::println);
    }

    private static List<Path> measuredHere() throws IOException {
        List<Path> found = new ArrayList<>(files(BenchmarkServer.target().resolve("quick")));
        found.addAll(files(BenchmarkServer.target()));
        Path full = Results.folder().resolve("contention");
        if (!files(full).isEmpty()) {
            found.add(full);
        }
        return found;
    }

    /** A folder's JSON; none if the folder is not there. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Draws all charts that there are figures for.
     *
     * @param files what was measured; a folder is taken as one
     * @param folder is made if it is not there
     * @return the charts, as PNG, each with a name that begins with that of its file
     * @throws IllegalArgumentException if there are no figures at all
     */
    public static List<Path> draw(List<Path> files, Path folder) throws IOException {
        // AWT would look for a display otherwise.
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(folder);
        List<Path> drawn = new ArrayList<>();
        for (Path file : files) {
            List<JsonObject> all = new ArrayList<>();
            for (Path each : Files.isDirectory(file) ? files(file) : List.of(file)) {
                all.addAll(Results.read(each));
            }
            String title = Objects.requireNonNull(file.getFileName()).toString().replaceAll("\\.json$", "");
            Charts charts = new Charts(all, folder, title);
            charts.ratios();
            charts.throughput();
            charts.latencies();
            drawn.addAll(charts.drawn);
        }
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException("there is nothing in " + files + " that can be drawn");
        }
        return drawn;
    }

    private void ratios() throws IOException {
        List<JsonObject> ratios =
                all.stream().filter(has("ours", "theirs", "ratio")).toList();
        if (!ratios.isEmpty()) {
            save(ratios(ratios), "");
        }
    }

    /** A pair of bars for each, one below the other. */
    static XYChart ratios(List<JsonObject> ratios) {
        double least = 0.5;
        double most = 2;
        for (JsonObject each : ratios) {
            for (String field : List.of("ratio", "ratioLow", "ratioHigh", "target")) {
                if (has(field).test(each)) {
                    least = Math.min(least, number(each, field) / 1.5);
                    most = Math.max(most, number(each, field));
                }
            }
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(ROW_HEIGHT * ratios.size() + HEIGHT_OF_THE_REST)
                .xAxisTitle("times theirs; the thin line is the 95 % interval of the ratio")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(least);
        // So that there is room for what is written behind the longest bar.
        chart.getStyler().setXAxisMax(most * Math.pow(most / least, 0.4));
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax((double) ratios.size());
        chart.getStyler().setYAxisTicksVisible(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        for (int row = 0; row < ratios.size(); row++) {
            JsonObject each = ratios.get(row);
            String name = each.get("name").getAsString();
            double top = ratios.size() - row;
            double ratio = number(each, "ratio");
            boolean hasInterval = has("ratioLow", "ratioHigh").test(each);
            // One load may be there in several units, and no two series of a chart may have one name.
            String series = row + ": " + name;
            bar(chart, series + ": ours", "ours", OURS, least, ratio, top - 0.46, row == 0);
            bar(chart, series + ": theirs", "theirs", THEIRS, least, 1, top - 0.72, row == 0);
            double end = ratio;
            String aim = "";
            if (hasInterval) {
                end = number(each, "ratioHigh");
                whisker(chart, series, number(each, "ratioLow"), end, top - 0.46);
            }
            if (has("target").test(each)) {
                double target = number(each, "target");
                XYSeries mark = chart.addSeries(
                        series + ": target", new double[] {target, target}, new double[] {top - 0.33, top - 0.59});
                mark.setLabel("target");
                line(mark, TARGET, 4, row == 0);
                aim = " of " + new DecimalFormat("0.##", SYMBOLS).format(target);
                // What is written must not be written over the mark.
                end = target > end && target < end * 5 ? target : end;
            }
            chart.addAnnotation(new Text(name, BOLD, least, top - 0.18));
            String unit = each.get("unit").getAsString();
            chart.addAnnotation(new Text(
                    String.format(Locale.ROOT, "%.2fx%s   %s %s", ratio, aim, round(number(each, "ours")), unit),
                    BOLD,
                    end,
                    top - 0.46));
            chart.addAnnotation(new Text(round(number(each, "theirs")) + " " + unit, TEXT, 1, top - 0.72));
        }
        return chart;
    }

    private static String round(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    private static void bar(
            XYChart chart, String name, String label, Color colour, double from, double to, double y, boolean first) {
        XYSeries bar = chart.addSeries(name, new double[] {from, to}, new double[] {y, y});
        bar.setLabel(label);
        line(bar, colour, BAR_HEIGHT, first);
    }

    /** An I on its side. */
    private static void whisker(XYChart chart, String name, double low, double high, double y) {
        XYSeries whisker =
                chart.addSeries(name + ": interval", new double[] {low, low, low, high, high, high}, new double[] {
                    y - 0.06, y + 0.06, y, y, y + 0.06, y - 0.06
                });
        line(whisker, INK, 1.5f, false);
    }

    private static void line(XYSeries series, Color colour, float width, boolean inLegend) {
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(inLegend);
    }

    /** What begins beside a point of a chart, at half its height. */
    private static final class Text extends Annotation {

        private static final int GAP = 6;

        private final String text;
        private final Font font;
        private final double x;
        private final double y;

        Text(String text, Font font, double x, double y) {
            super(false);
            this.text = text;
            this.font = font;
            this.x = x;
            this.y = y;
        }

        @Override
        public void paint(Graphics2D graphics) {
            graphics.setFont(font);
            graphics.setColor(INK);
            int below = graphics.getFontMetrics(font).getAscent() / 2 - 1;
            graphics.drawString(text, getXAxisScreenValue(x) + GAP, getYAxisScreenValue(y) + below);
        }
    }

    private static void style(AxesChartStyler styler) {
        styler.setBaseFont(TEXT);
        styler.setAxisTitleFont(TEXT);
        styler.setAxisTickLabelsFont(TEXT);
        styler.setLegendFont(TEXT);
        styler.setChartTitleFont(BOLD);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartFontColor(INK);
    }

    private void throughput() throws IOException {
        for (Map.Entry<String, List<JsonObject>> load : byLoad("callers", "perSecond")) {
            if (numbers(load.getValue(), "callers").stream().distinct().count() > 1) {
                save(throughput(load.getKey(), load.getValue()), "throughput " + load.getKey());
            }
        }
    }

    /** A curve for each contender. */
    static XYChart throughput(String load, List<JsonObject> points) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(load)
                .xAxisTitle("callers")
                .yAxisTitle("bookings a second")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisDecimalPattern("#,##0");
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        // Only powers of ten are written beside an axis.
        double least = numbers(points, "perSecond").stream().min(naturalOrder()).orElse(1.0);
        double most = numbers(points, "perSecond").stream().max(naturalOrder()).orElse(1.0);
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
        chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
        byContender(points).forEach((contender, of) -> {
            of.sort(Comparator.comparingDouble(point -> number(point, "callers")));
            chart.addSeries(contender, numbers(of, "callers"), numbers(of, "perSecond"));
        });
        return chart;
    }

    private void latencies() throws IOException {
        for (Map.Entry<String, List<JsonObject>> load : byLoad("p50", "p99", "p999")) {
            List<String> contenders = load.getValue().stream()
                    .map(each -> each.get("contender").getAsString())
                    .toList();
            if (contenders.stream().distinct().count() < contenders.size()) {
                continue; // a curve
            }
            CategoryChart chart = new CategoryChartBuilder()
                    .width(WIDTH)
                    .height(HEIGHT)
                    .title(load.getKey())
                    .xAxisTitle("")
                    .yAxisTitle("ms")
                    .build();
            style(chart.getStyler());
            chart.getStyler().setYAxisLogarithmic(true);
            // Bars begin at 0 otherwise, which has no logarithm.
            double least =
                    numbers(load.getValue(), "p50").stream().min(naturalOrder()).orElse(1.0);
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
            for (String percentile : List.of("p50", "p99", "p999")) {
                chart.addSeries(percentile, contenders, numbers(load.getValue(), percentile));
            }
            save(chart, "latency " + load.getKey());
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
        return points.stream()
                .collect(groupingBy(point -> point.get("contender").getAsString(), LinkedHashMap::new, toList()));
    }

    private static Predicate<JsonObject> has(String... fields) {
        return each -> Arrays.stream(fields)
                .allMatch(field -> each.has(field) && !each.get(field).isJsonNull());
    }

    private static double number(JsonObject each, String field) {
        return each.get(field).getAsDouble();
    }

    private static List<Double> numbers(List<JsonObject> all, String field) {
        return all.stream().map(each -> number(each, field)).toList();
    }

    private void save(IChart chart, String name) throws IOException {
        BufferedImage image = new BufferedImage(
                chart.getWidth() * SHARPNESS, chart.getHeight() * SHARPNESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SHARPNESS, SHARPNESS);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        String file = (title + " " + name).strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        Path path = folder.resolve(file.replaceAll("[-.]+$", "") + ".png");
        ImageIO.write(image, "png", path.toFile());
        drawn.add(path);
    }
}
