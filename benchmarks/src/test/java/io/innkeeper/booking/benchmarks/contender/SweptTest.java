package io.innkeeper.booking.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweptTest {

    @Test
    void whatASweepHasFoundIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sweep.json"), """
                [{"name": "JDBC unique insert", "contender": "UNIQUE_INSERT",
                  "tuning": {"poolSize": 32, "isolation": "REPEATABLE_READ", "serverPrepared": true}}]""");

        assertThat(Swept.read(file))
                .isEqualTo(Map.of("UNIQUE_INSERT", new Tuning(32, Tuning.Isolation.REPEATABLE_READ, true)));
    }

    @Test
    void withoutASweepThereIsNothing(@TempDir Path folder) {
        assertThat(Swept.read(folder.resolve("sweep.json"))).isEmpty();
    }

    @Test
    void aBrokenFileIsNotTakenForNone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sweep.json"), "[{");

        assertThatThrownBy(() -> Swept.read(file)).isInstanceOf(UncheckedIOException.class);
    }
}
