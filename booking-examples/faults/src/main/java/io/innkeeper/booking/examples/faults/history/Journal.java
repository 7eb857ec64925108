package io.innkeeper.booking.examples.faults.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Writes a history to a file, each line at once and in one piece, so that it is there whatever happens to this process next, and
 * several processes can write to one file. Safe for use by many threads.
 */
public final class Journal implements AutoCloseable {

    private static final Gson GSON = new Gson();

    private final FileOutputStream file;
    private long acknowledged;
    private long failed;
    private long answered;
    private long unknown;
    private boolean closed;

    private Journal(FileOutputStream file) {
        this.file = file;
    }

    /** Begins a file, or goes on with it. */
    public static Journal in(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return new Journal(new FileOutputStream(path.toFile(), true));
    }

    /** All lines of a file; one that was cut, since its process was killed, is left out. */
    public static List<Line> read(Path path) throws IOException {
        // A reader of this kind puts up with a letter that was cut, too.
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isEmpty())
                    .flatMap(Journal::whole)
                    .toList();
        }
    }

    private static Stream<Line> whole(String line) {
        try {
            return Stream.of(GSON.fromJson(line, Line.class));
        } catch (JsonParseException e) {
            return Stream.empty();
        }
    }

    /** Now, as lines tell it. */
    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Adds a line. */
    public void write(Line line) {
        // Begins a line as well as ending it: the one before may be of another process, and cut.
        byte[] bytes = ('\n' + GSON.toJson(line) + '\n').getBytes(UTF_8);
        try {
            file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Line.Told told = line.told();
        if (told != null) {
            count(told);
        }
    }

    private synchronized void count(Line.Told told) {
        answered++;
        if (!told.bookings().isEmpty()) {
            acknowledged++;
        } else if (told.answer().endsWith("Exception")) {
            failed++;
        } else if (told.answer().equals(Request.UNKNOWN) || told.answer().equals("TooLate")) {
            unknown++;
        }
        notifyAll();
    }

    /** How many answers were written that something was done. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    /** How many answers were written that nothing can be done. */
    public synchronized long failed() {
        return failed;
    }

    /** The same, with those that came too late, or that nobody knows what became of the request. */
    public synchronized long inVain() {
        return failed + unknown;
    }

    /** How many answers were written. */
    public synchronized long answered() {
        return answered;
    }

    /**
     * Waits until something holds of what was written.
     *
     * @return false if it does not, however long one waits
     */
    public synchronized boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && !closed) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return condition.getAsBoolean();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        file.close();
    }
}
