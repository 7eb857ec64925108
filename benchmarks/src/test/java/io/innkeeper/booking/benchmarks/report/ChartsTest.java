package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class ChartsTest {

    @Test
    void thereIsAChartForEachKindOfFigures(@TempDir Path folder) throws IOException, URISyntaxException {
        List<Path> charts = Charts.draw(List.of(summary()), folder.resolve("results"));

        assertThat(charts)
                .extracting(chart -> chart.getFileName().toString())
                .containsExactly(
                        "summary.png", "summary-throughput-hot-hotel.png", "summary-latency-hot-hotel-open-loop.png");
        for (Path chart : charts) {
            assertThat(colours(ImageIO.read(chart.toFile())))
                    .as("%s is not blank", chart)
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void everyRatioIsInTheChartWithItsIntervalAndItsTarget() throws IOException, URISyntaxException {
        List<JsonObject> rows = Results.read(summary()).stream()
                .filter(each -> each.has("ratio"))
                .toList();
        XYChart chart = Charts.ratios(rows);

        assertThat(rows).hasSize(2);
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.get(i);
            String name = i + ": " + row.get("name").getAsString();
            assertThat(chart.getSeries(name + ": ours").getXMax())
                    .isEqualTo(row.get("ratio").getAsDouble());
            assertThat(chart.getSeries(name + ": theirs").getXMax()).isEqualTo(1);
            assertThat(chart.getSeries(name + ": target").getXMin())
                    .isEqualTo(row.get("target").getAsDouble());
            XYSeries interval = chart.getSeries(name + ": interval");
            if (row.has("ratioLow")) {
                assertThat(interval.getXMin()).isEqualTo(row.get("ratioLow").getAsDouble());
                assertThat(interval.getXMax()).isEqualTo(row.get("ratioHigh").getAsDouble());
            } else {
                assertThat(interval).isNull();
            }
        }
    }

    @Test
    void oneLoadMayBeComparedInSeveralUnits() throws IOException, URISyntaxException {
        JsonObject median = Results.read(summary()).stream()
                .filter(each -> each.has("ratio"))
                .findFirst()
                .orElseThrow();
        JsonObject highest = median.deepCopy();
        highest.addProperty("ratio", 0.5);
        XYChart chart = Charts.ratios(List.of(median, highest));

        String name = median.get("name").getAsString();
        assertThat(chart.getSeries("0: " + name + ": ours").getXMax())
                .isEqualTo(median.get("ratio").getAsDouble());
        assertThat(chart.getSeries("1: " + name + ": ours").getXMax()).isEqualTo(0.5);
    }

    @Test
    void everyPointIsInTheCurveOfItsContender() throws IOException, URISyntaxException {
        List<JsonObject> points = Results.read(summary()).stream()
                .filter(each -> each.has("perSecond"))
                .toList();
        XYChart chart = Charts.throughput("hot hotel", points);

        assertThat(points).hasSize(4);
        for (JsonObject point : points) {
            XYSeries curve = chart.getSeries(point.get("contender").getAsString());
            int at = Arrays.binarySearch(curve.getXData(), point.get("callers").getAsDouble());
            assertThat(at).isNotNegative();
            assertThat(curve.getYData()[at]).isEqualTo(point.get("perSecond").getAsDouble());
        }
    }

    @Test
    void filesOfAFolderAreDrawnAsOne(@TempDir Path folder) throws IOException {
        Path measured = Files.createDirectories(folder.resolve("contention"));
        for (int callers : new int[] {1, 8}) {
            Files.writeString(
                    measured.resolve(callers + ".json"),
                    "[{\"name\": \"a\", \"load\": \"hot\", \"contender\": \"b\", \"perSecond\": 9, \"callers\": "
                            + callers + "}]");
        }

        assertThat(Charts.draw(List.of(measured), folder))
                .containsExactly(folder.resolve("contention-throughput-hot.png"));
    }

    private Path summary() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(getClass().getResource("summary.json")).toURI());
    }

    @Test
    void nothingThatCanBeDrawnIsAnError(@TempDir Path folder) throws IOException {
        Path json = Files.writeString(folder.resolve("empty.json"), "[]");

        assertThatThrownBy(() -> Charts.draw(List.of(json), folder)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
