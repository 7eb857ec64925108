package io.innkeeper.booking.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard asks for what there is at Prometheus, and for all of it; and the paper says the same. */
class DashboardTest {

    private static final Path PAPER = Path.of("..", "docs", "observability.md");
    private static final Pattern METRIC = Pattern.compile("innkeeper_[a-z_]+");
    private static final Pattern SAMPLE = Pattern.compile("^(innkeeper_[a-z_]+)(?:\\{(.*)})? ", Pattern.MULTILINE);

    private static String scraped;
    private static JsonObject dashboard;

    @BeforeAll
    static void useTheLibraryAndScrape() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("innkeeper.operation")
                        ? DistributionStatisticConfig.builder()
                                .percentilesHistogram(true)
                                .build()
                                .merge(config)
                        : config;
            }
        });
        List<Settlement> instead = new ArrayList<>();
        try (App app = new App(
                MicrometerBookingListener.of(registry),
                lock -> InventoryLock.retrying(batch -> instead.isEmpty() ? lock.settle(batch) : instead))) {
            app.book();
            app.book();
            instead.add(new Settlement.Unknown());
            app.innkeeper.bookings().withKey("unknown").book(app.request(1));
            instead.set(0, new Settlement.TooLate());
            app.innkeeper.bookings().withKey("too-late").book(app.request(2));
            instead.set(0, new Settlement.Failed(new StorageException("broken", null)));
            try {
                app.innkeeper.bookings().book(app.request(3));
            } catch (StorageException expected) {
                // as it is to be counted
            }
            scraped = registry.scrape();
        }
        try (InputStream in =
                MicrometerBookingListener.class.getResourceAsStream("/META-INF/innkeeper/grafana-dashboard.json")) {
            dashboard = JsonParser.parseReader(
                            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    /** Names of what was scraped. */
    private static Set<String> names() {
        return SAMPLE.matcher(scraped)
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String metric) {
        Set<String> labels = new HashSet<>();
        SAMPLE.matcher(scraped)
                .results()
                .filter(sample -> sample.group(1).equals(metric) && sample.group(2) != null)
                .forEach(sample -> Pattern.compile("([a-z_]+)=\"")
                        .matcher(sample.group(2))
                        .results()
                        .forEach(label -> labels.add(label.group(1))));
        return labels;
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                queries.add(target.getAsJsonObject().get("expr").getAsString());
            }
        }
        for (JsonElement variable : dashboard.getAsJsonObject("templating").getAsJsonArray("list")) {
            JsonElement definition = variable.getAsJsonObject().get("definition");
            if (definition != null) {
                queries.add(definition.getAsString());
            }
        }
        return queries;
    }

    @Test
    void everyMetricThatItAsksForIsThere() {
        assertThat(queries())
                .hasSizeGreaterThan(10)
                .allSatisfy(query -> assertThat(METRIC.matcher(query).results().map(MatchResult::group))
                        .isNotEmpty()
                        .isSubsetOf(names()));
    }

    @Test
    void everyMetricThatIsThereIsShown() {
        String all = String.join("\n", queries());
        assertThat(names()).allSatisfy(name -> assertThat(all).containsPattern(name + "\\b"));
    }

    @Test
    void everyLabelThatItAsksForIsThere() {
        assertThat(queries())
                .allSatisfy(query -> METRIC.matcher(query).results().forEach(metric -> {
                    Set<String> asked = new HashSet<>();
                    Pattern.compile("by \\(([a-z, ]+)\\)")
                            .matcher(query)
                            .results()
                            .flatMap(by -> Arrays.stream(by.group(1).split(", ")))
                            .forEach(asked::add);
                    Pattern.compile("([a-z_]+)=~?\"")
                            .matcher(query)
                            .results()
                            .map(label -> label.group(1))
                            .forEach(asked::add);
                    Pattern.compile("label_values\\([a-z_]+, ([a-z]+)\\)")
                            .matcher(query)
                            .results()
                            .map(label -> label.group(1))
                            .forEach(asked::add);
                    assertThat(labels(metric.group()))
                            .as("labels of %s", metric.group())
                            .containsAll(asked);
                }));
    }

    @Test
    void everyOutcomeThatItAsksForExists() {
        Set<String> outcomes = Stream.of(OperationEnd.Result.values())
                .map(OperationEnd.Result::label)
                .collect(Collectors.toSet());
        assertThat(queries())
                .allSatisfy(query -> assertThat(Pattern.compile("outcome=~?\"([a-z|-]+)\"")
                                .matcher(query)
                                .results()
                                .flatMap(outcome ->
                                        Arrays.stream(outcome.group(1).split("\\|"))))
                        .isSubsetOf(outcomes));
    }

    @Test
    void everyPanelHasAPlaceAndANumberOfItsOwn() {
        Set<String> places = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            JsonObject place = panel.getAsJsonObject().getAsJsonObject("gridPos");
            assertThat(places.add(place.get("x") + "," + place.get("y"))).isTrue();
            assertThat(place.get("x").getAsInt() + place.get("w").getAsInt()).isLessThanOrEqualTo(24);
            assertThat(numbers.add(panel.getAsJsonObject().get("id").getAsInt()))
                    .isTrue();
        }
    }

    @Test
    void thePaperNamesThemAllAndNoOthers() throws IOException {
        String paper = Files.readString(PAPER);
        Set<String> named =
                METRIC.matcher(paper).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .isEqualTo(names().stream()
                        .map(name -> name.replaceAll("_(count|sum|max|bucket)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(OperationEnd.Result.values())
                .allSatisfy(result -> assertThat(paper).contains("`" + result.label() + "`"));
        assertThat(paper).contains(Operation.class.getName());
    }
}
