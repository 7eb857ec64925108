package io.innkeeper.booking.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Looks whether docs/growing-past-one-server.md says of each table where its rows are. */
class GrowingPaperTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("^    \"(\\w+)\": \\{", Pattern.MULTILINE);

    @Test
    void eachTableIsInOneKeyspaceAndTheOnesOfHotelsAreCutByThem() throws IOException {
        String paper = Files.readString(Path.of("docs/growing-past-one-server.md"));
        Set<String> found = new TreeSet<>();
        for (MatchResult json : JSON.matcher(paper).results().toList()) {
            String keyspace = json.group(1);
            String tables = keyspace.substring(keyspace.indexOf("\"tables\""));
            Set<String> here =
                    TABLE.matcher(tables).results().map(table -> table.group(1)).collect(Collectors.toSet());
            if (keyspace.contains("\"sharded\": true")) {
                assertThat(here)
                        .as("tables with the rows of hotels")
                        .isEqualTo(NeededSchema.COLUMNS.entrySet().stream()
                                .filter(table -> table.getKey().equals("hotel")
                                        || table.getValue().contains("hotel_id"))
                                .map(table -> table.getKey())
                                .collect(Collectors.toSet()));
            }
            found.addAll(here);
        }
        assertThat(found).containsAll(NeededSchema.COLUMNS.keySet());
    }
}
