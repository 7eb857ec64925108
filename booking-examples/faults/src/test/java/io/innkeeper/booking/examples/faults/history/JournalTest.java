package io.innkeeper.booking.examples.faults.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("new").resolve("history.jsonl");
    }

    private static Line told(String answer, Seen... bookings) {
        return Line.of(new Told("key", 1, 2, answer, List.of(bookings), List.of("2027-05-01"), "wegen Überfüllung"));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<Line> lines = Stream.concat(
                        Story.begins()
                                .booked("book", 1, 2, Story.held("anna", 1, Story.nights("101", 1, 4), 20))
                                .givenUp("other")
                                .ends(Story.confirmed("anna", 2, Story.nights("101", 1, 4)))
                                .lines()
                                .stream(),
                        Stream.of(
                                told("Unknown"),
                                Line.note("a note"),
                                Line.of(new Line.Injected("a fault", 3)),
                                Line.of(new Line.Complaint("LATE", "too late"))))
                .toList();
        try (Journal journal = Journal.in(file)) {
            lines.subList(0, 4).forEach(journal::write);
        }
        try (Journal journal = Journal.in(file)) {
            lines.subList(4, lines.size()).forEach(journal::write);
        }

        assertThat(Journal.read(file)).isEqualTo(lines);
    }

    @Test
    void aLineThatWasCutIsLeftOutWhereverThatWas() throws IOException {
        Line line = told("Done", Story.held("anna", 1, Story.nights("101", 1, 4), 20));
        try (Journal journal = Journal.in(file)) {
            journal.write(line);
        }
        byte[] whole = Files.readAllBytes(file);

        // Up to the last brace; after it nothing is missing but the end of the line.
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(Journal.read(file))
                    .as(new String(whole, 0, length, UTF_8))
                    .isEmpty();
            Files.write(file, whole, StandardOpenOption.APPEND);
            assertThat(Journal.read(file)).containsExactly(line);
        }
    }

    @Test
    void twoWriteToOneFile() throws Exception {
        int each = 2_000;
        try (Journal one = Journal.in(file);
                Journal other = Journal.in(file)) {
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Void>> writers = Stream.of(one, other)
                    .flatMap(journal -> IntStream.range(0, 2)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> {
                                        awaits(start);
                                        String name = (journal == one ? "one " : "other ") + thread;
                                        IntStream.range(0, each).forEach(i -> journal.write(Line.note(name + " " + i)));
                                    },
                                    task -> new Thread(task).start())))
                    .toList();
            start.countDown();
            for (CompletableFuture<Void> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }

        List<String> notes = Journal.read(file).stream().map(Line::note).toList();
        for (String name : List.of("one 0", "one 1", "other 0", "other 1")) {
            assertThat(notes)
                    .filteredOn(note -> note.startsWith(name))
                    .isEqualTo(IntStream.range(0, each)
                            .mapToObj(i -> name + " " + i)
                            .toList());
        }
        assertThat(notes).hasSize(4 * each);
    }

    @Test
    void countsAnswers() throws IOException {
        try (Journal journal = Journal.in(file)) {
            journal.write(told("Booked", Story.confirmed("anna", 1, Story.nights("101", 1, 4))));
            journal.write(told("Unavailable"));
            journal.write(told("StorageException"));
            journal.write(told("StorageException"));
            journal.write(Line.note("no answer"));

            assertThat(journal.acknowledged()).isEqualTo(1);
            assertThat(journal.failed()).isEqualTo(2);
            assertThat(journal.answered()).isEqualTo(4);
        }
    }

    @Test
    void whoWaitsWakesUp() throws Exception {
        try (Journal journal = Journal.in(file)) {
            CountDownLatch looked = new CountDownLatch(1);
            CountDownLatch lookedAgain = new CountDownLatch(2);
            CompletableFuture<Boolean> waiting = waiting(journal, () -> {
                looked.countDown();
                lookedAgain.countDown();
                return journal.answered() >= 2;
            });

            // Once it has looked in vain it waits, since it has the lock until then.
            looked.await();
            journal.write(told("Unavailable"));
            lookedAgain.await();
            assertThat(waiting).isNotDone();
            journal.write(told("Unavailable"));

            assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void allWhoWaitWakeUp() throws Exception {
        try (Journal journal = Journal.in(file)) {
            List<CompletableFuture<Boolean>> waiting = twoWaiting(journal, () -> journal.answered() >= 1);

            journal.write(told("Unavailable"));

            for (CompletableFuture<Boolean> each : waiting) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void nobodyWaitsForWhatIsClosed() throws Exception {
        Journal journal = Journal.in(file);
        List<CompletableFuture<Boolean>> waiting = twoWaiting(journal, () -> false);

        journal.close();

        for (CompletableFuture<Boolean> each : waiting) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void patienceEnds() throws Exception {
        try (Journal journal = Journal.in(file)) {
            assertThat(journal.await(() -> false, Duration.ofMillis(5))).isFalse();
            assertThat(journal.await(() -> false, Duration.ZERO)).isFalse();
            assertThat(journal.await(() -> true, Duration.ZERO)).isTrue();
        }
    }

    /** Returns once both have looked in vain: they have the lock from then until they wait. */
    private static List<CompletableFuture<Boolean>> twoWaiting(Journal journal, BooleanSupplier condition)
            throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(2);
        BooleanSupplier looking = () -> {
            boolean holds = condition.getAsBoolean();
            looked.countDown();
            return holds;
        };
        List<CompletableFuture<Boolean>> both = List.of(waiting(journal, looking), waiting(journal, looking));
        looked.await();
        return both;
    }

    private static CompletableFuture<Boolean> waiting(Journal journal, BooleanSupplier condition) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return journal.await(condition, LONG);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
