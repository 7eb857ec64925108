package io.innkeeper.booking.examples.faults.history;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A booking from its first event to its last.
 *
 * @param versions what it was after each event, in order; never empty
 */
record Life(String booking, List<Version> versions) {

    /** The booking after an event. */
    record Version(StoredEvent event, Seen after) {}

    /** Those of all bookings that have events, by booking. */
    static Map<String, Life> of(List<StoredEvent> events) {
        Map<String, Life> lives = new LinkedHashMap<>();
        for (StoredEvent event : events) {
            Seen after = event.after();
            if (after != null) {
                lives.computeIfAbsent(after.id(), id -> new Life(id, new ArrayList<>()))
                        .versions
                        .add(new Version(event, after));
            }
        }
        lives.values()
                .forEach(life -> life.versions.sort(
                        Comparator.comparingInt(version -> version.after().version())));
        return lives;
    }

    /**
     * Judges it.
     *
     * @param inTheEnd the booking itself; null if it is not there
     */
    void check(@Nullable Seen inTheEnd, List<Finding> findings) {
        List<Integer> numbers =
                versions.stream().map(version -> version.after().version()).toList();
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != i + 1) {
                findings.add(new Finding(
                        Kind.EVENTS, "booking " + booking + " has events " + numbers + ", and not " + (i + 1)));
                break;
            }
        }
        for (int i = 1; i < versions.size(); i++) {
            follows(versions.get(i - 1), versions.get(i), findings);
        }
        Seen latest = versions.get(versions.size() - 1).after();
        if (!latest.equals(inTheEnd)) {
            findings.add(
                    new Finding(Kind.EVENTS, "the latest event says " + latest + ", and the booking is " + inTheEnd));
        }
    }

    private static void follows(Version before, Version next, List<Finding> findings) {
        if (before.after().isOver()) {
            findings.add(new Finding(Kind.EVENTS, "goes on after its end: " + before + next));
        } else if (!next.after().nights().equals(before.after().nights())
                && !next.event().type().equals("CHANGED")) {
            findings.add(new Finding(Kind.EVENTS, "has other nights, and nobody changed them: " + before + next));
        }
    }
}
