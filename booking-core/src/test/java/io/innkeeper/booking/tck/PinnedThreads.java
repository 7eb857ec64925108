package io.innkeeper.booking.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where virtual threads waited without letting go of the thread that carries them, as the JDK's flight recorder sees it: for
 * however short a time, so that a fast machine finds what would hold up a slow one.
 */
final class PinnedThreads implements AutoCloseable {

    private static final String PINNED = "jdk.VirtualThreadPinned";

    /**
     * Classes are loaded, linked and initialized once, for which the JDK pins whoever does it and whoever waits for that; by
     * failure 2 it means locks of its own that are not to be left.
     */
    private static final List<String> ONLY_ONCE = List.of(
            ".<clinit>:",
            ".loadClass:",
            ".linkCallSite:",
            "Waited for initialization of",
            "Freeze or preempt failed (2)");

    private final Recording recording;

    private PinnedThreads(Recording recording) {
        this.recording = recording;
    }

    /** Watches all threads of this JVM from now on. */
    static PinnedThreads watch() {
        Recording recording = new Recording();
        recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
        return new PinnedThreads(recording);
    }

    /** Where it happened since, innermost first, other than once for each class. */
    List<String> stacks() throws IOException {
        return all().stream()
                .filter(stack -> ONLY_ONCE.stream().noneMatch(stack::contains))
                .toList();
    }

    /** Where it happened since, innermost first. */
    List<String> all() throws IOException {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(PINNED))
                    .map(PinnedThreads::stack)
                    .distinct()
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** What the newer JDKs say of it. */
    private static String why(RecordedEvent event) {
        return Stream.of("blockingOperation", "pinnedReason")
                .filter(event::hasField)
                .map(event::getString)
                .collect(Collectors.joining(", ", "", "\n    at "));
    }

    private static String stack(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "unknown";
        }
        return why(event)
                + event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining("\n    at "));
    }

    @Override
    public void close() {
        recording.close();
    }
}
