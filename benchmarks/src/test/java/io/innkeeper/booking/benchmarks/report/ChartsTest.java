package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

    @Test
    void thereIsAChartForEachKindOfFigures(@TempDir Path folder) throws IOException, URISyntaxException {
        Path json = Path.of(
                Objects.requireNonNull(getClass().getResource("summary.json")).toURI());

        List<Path> charts = Charts.draw(json, folder.resolve("results"));

        assertThat(charts)
                .extracting(chart -> chart.getFileName().toString())
                .containsExactly("throughput-hot-hotel.png", "ratios.png", "latency-hot-hotel-open-loop.png");
        for (Path chart : charts) {
            assertThat(colours(ImageIO.read(chart.toFile())))
                    .as("%s is not blank", chart)
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void nothingThatCanBeDrawnIsAnError(@TempDir Path folder) throws IOException {
        Path json = Files.writeString(folder.resolve("empty.json"), "[]");

        assertThatThrownBy(() -> Charts.draw(json, folder)).isInstanceOf(IllegalArgumentException.class);
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
