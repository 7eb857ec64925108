package io.innkeeper.booking.examples.faults.history;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Begun;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history by its lines alone: requests, answers, and what the database had in the end. What it asks of each request is
 * in {@link Request}, of each booking in {@link Life}, of each night in {@link Ownership}, and of what there is in the end in
 * {@link Stock}.
 */
public final class Checker {

    private final List<Line> lines;
    private final Map<String, Request> requests;
    private final List<StoredEvent> events;
    private final List<Finding> findings = new ArrayList<>();

    private Checker(List<Line> lines) {
        this.lines = lines;
        events = each(Line::event).toList();
        requests = Request.of(lines, events);
    }

    /** What came of a history. */
    public static Verdict check(List<Line> lines) {
        return new Checker(lines).verdict();
    }

    private Verdict verdict() {
        Begun begun = begun();
        Map<String, Life> lives = Life.of(events);
        requests.values().forEach(request -> request.check(begun, findings));
        nobodyElseDidAnything();
        bookingsAreWhatTheirEventsSay(lives);
        new Stock(each(Line::nights).toList(), lastAnswer()).check(each(Line::booking), findings);
        findings.addAll(
                Ownership.of(requests.values(), lives.values(), begun.lag()).findings());
        each(Line::complaint)
                .forEach(complaint -> findings.add(new Finding(Kind.valueOf(complaint.kind()), complaint.message())));
        return Verdict.of(lines, requests.values(), findings);
    }

    private Begun begun() {
        Line first = lines.isEmpty() ? null : lines.get(0);
        if (first == null || first.begun() == null) {
            throw new IllegalArgumentException("a history begins with what it is of, and this one with " + first);
        }
        return first.begun();
    }

    private <T> Stream<T> each(Function<Line, @Nullable T> part) {
        return lines.stream().flatMap(line -> Stream.ofNullable(part.apply(line)));
    }

    private long lastAnswer() {
        return each(Line::told).mapToLong(Told::at).max().orElse(0);
    }

    /** Each event and each answer is of a request that was made; only holds that expired are ended by whoever tidies up. */
    private void nobodyElseDidAnything() {
        Set<String> withOthers =
                events.stream().flatMap(event -> event.with().stream()).collect(toSet());
        for (StoredEvent event : events) {
            Request request = requests.get(String.valueOf(event.request()));
            boolean asked = event.request() == null
                    ? withOthers.contains(event.id()) || event.type().equals("EXPIRED")
                    : request != null && request.account().equals(event.account());
            if (!asked) {
                findings.add(new Finding(Kind.EVENTS, "nobody asked for " + event));
            }
        }
        each(Line::told)
                .filter(told -> !requests.containsKey(told.request())
                        || !requests.get(told.request()).wasMade(told.attempt()))
                .forEach(told -> findings.add(new Finding(Kind.UNTRUE, "nobody asked, and was told " + told)));
    }

    private void bookingsAreWhatTheirEventsSay(Map<String, Life> lives) {
        Map<String, Seen> bookings = each(Line::booking).collect(toMap(Seen::id, Function.identity()));
        lives.values().forEach(life -> life.check(bookings.get(life.booking()), findings));
        bookings.keySet().stream()
                .filter(id -> !lives.containsKey(id))
                .forEach(id -> findings.add(new Finding(Kind.EVENTS, "booking " + id + " has no event")));
    }
}
