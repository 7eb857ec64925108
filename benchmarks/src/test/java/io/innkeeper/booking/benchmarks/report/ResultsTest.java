package io.innkeeper.booking.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Environment ENVIRONMENT = new Environment(
            "2 cores", "Linux", "17", "MySQL", "much memory", "innodb_flush_log_at_trx_commit=1", true, "abc", "today");

    @Test
    void eachRowCarriesWhereItWasMeasured(@TempDir Path folder) throws IOException {
        Results results = new Results(ENVIRONMENT);
        results.add(Result.of("a vs b", "bookings/s", 2.0, true, List.of(3.0), List.of(2.0)), Map.of("wrong", ""));
        results.add("c", Map.of("callers", 8, "perSecond", Double.NaN));
        results.write(folder.resolve("some.json"));

        List<JsonObject> read = Results.read(folder.resolve("some.json"));
        assertThat(read)
                .hasSize(2)
                .allSatisfy(
                        each -> assertThat(each.getAsJsonObject("environment").keySet())
                                .contains("machine", "jdk", "server", "settings", "durability", "durable", "commit"));
        assertThat(read.get(0).keySet())
                .contains("name", "ours", "theirs", "ratio", "target", "oursSpread", "theirsSpread", "wrong");
        assertThat(read.get(0).get("ratioLow").isJsonNull())
                .as("no interval of one pair")
                .isTrue();
        assertThat(read.get(1).get("callers").getAsInt()).isEqualTo(8);
        assertThat(read.get(1).get("perSecond").isJsonNull()).isTrue();
        assertThat(folder).isDirectoryContaining("glob:**some.json").isDirectoryNotContaining("glob:**.part");
    }

    /** What .ci/run looks for. */
    @Test
    void whatIsWrongAndWhetherItIsDurableAreLinesOfTheFile(@TempDir Path folder) throws IOException {
        Results results = new Results(ENVIRONMENT);
        results.add(Result.of("a vs b", "bookings/s", 2.0, true, List.of(3.0), List.of(2.0)), Map.of("wrong", ""));
        results.write(folder.resolve("some.json"));

        assertThat(Files.readString(folder.resolve("some.json"))
                        .replace(" ", "")
                        .lines())
                .contains("\"wrong\":\"\",", "\"durable\":true,");
    }

    @Test
    void whatIsMeasuredAgainIsWrittenOverAndTheRestStays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("some.json");
        Results first = new Results(ENVIRONMENT);
        first.add("a", Map.of("contender", "A", "best", 1));
        first.add("b", Map.of("contender", "B", "best", 1));
        first.writeOver(file, "contender");
        Results second = new Results(ENVIRONMENT);
        second.add("b", Map.of("contender", "B", "best", 2));
        second.writeOver(file, "contender");

        assertThat(Results.read(file))
                .extracting(each ->
                        each.get("name").getAsString() + each.get("best").getAsInt())
                .containsExactly("a1", "b2");
    }
}
