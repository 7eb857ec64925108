package io.innkeeper.booking.examples.faults.history;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Begun;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Seen;
import io.innkeeper.booking.examples.faults.history.Line.StoredEvent;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request by its key: all attempts at it, all answers, and what the database has of it. */
final class Request {

    static final String RESOLVE = "resolve";
    static final String UNKNOWN = "Unknown";
    static final String NEVER_HAPPENS = "NeverHappens";

    /** After it nobody can tell any more by the answer alone whether an earlier attempt was done. */
    private static final String KEY_REUSED = "RequestKeyReusedException";

    /** That it was not done, and for a reason that does not pass by itself. */
    private static final Set<String> DENIALS = Set.of("Unavailable", "Refused", "HoldLost");

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private int timesDone;
    private boolean isWhole = true;
    private boolean givenUp;

    /** The request, made once or again; no answer if whoever asked did not live to hear it. */
    record Attempt(Asked asked, @Nullable Told told) {

        boolean isUncertain() {
            return told == null || told.answer().equals(UNKNOWN);
        }

        boolean wasDone() {
            return told != null && !told.bookings().isEmpty();
        }

        boolean onlyResolves() {
            return asked.what().equals(RESOLVE);
        }

        boolean isAnswered(String answer) {
            return told != null && told.answer().equals(answer);
        }
    }

    /** All requests of a history, by key. */
    static Map<String, Request> of(List<Line> lines, List<StoredEvent> events) {
        Map<String, Told> answers = new HashMap<>();
        for (Line line : lines) {
            Told told = line.told();
            if (told != null) {
                answers.put(told.request() + '/' + told.attempt(), told);
            }
        }
        Map<String, Request> requests = new LinkedHashMap<>();
        for (Line line : lines) {
            Asked asked = line.asked();
            if (asked != null) {
                requests.computeIfAbsent(asked.request(), any -> new Request())
                        .attempts
                        .add(new Attempt(asked, answers.get(asked.request() + '/' + asked.attempt())));
            }
        }
        Map<String, StoredEvent> byId =
                events.stream().collect(toMap(StoredEvent::id, Function.identity(), (a, b) -> b));
        for (StoredEvent event : events) {
            Request request = requests.get(String.valueOf(event.request()));
            if (request != null) {
                request.add(event, byId);
            }
        }
        return requests;
    }

    private void add(StoredEvent event, Map<String, StoredEvent> byId) {
        if (event.after() == null) {
            givenUp = true;
            return;
        }
        timesDone++;
        isWhole &= byId.keySet().containsAll(event.with());
        Stream.concat(Stream.of(event), event.with().stream().map(byId::get).filter(Objects::nonNull))
                .forEach(events::add);
    }

    List<Attempt> attempts() {
        return attempts;
    }

    boolean wasMade(int attempt) {
        return attempts.stream().anyMatch(each -> each.asked().attempt() == attempt);
    }

    /** Whose it is. */
    String account() {
        return attempts.get(0).asked().account();
    }

    /** The events that it was done with: of a group, one for each booking. None if it was not done. */
    List<StoredEvent> events() {
        return events;
    }

    /** The bookings as it made them, or changed them. */
    private Set<Seen> done() {
        return events.stream().map(StoredEvent::after).filter(Objects::nonNull).collect(toUnmodifiableSet());
    }

    /** The earliest time at which it can have been committed. */
    long earliest() {
        return attempts.stream()
                .mapToLong(attempt -> attempt.asked().at())
                .min()
                .orElseThrow();
    }

    /** When somebody was first told that it was done; null if nobody was. */
    @Nullable
    Long acknowledgedAt() {
        return acknowledgements().map(Told::at).min(Long::compare).orElse(null);
    }

    /** Whether an answer to it was lost, so that it had to be found out what became of it. */
    boolean wasUncertain() {
        return attempts.stream().anyMatch(attempt -> attempt.isUncertain() && !attempt.onlyResolves());
    }

    boolean isResolved() {
        boolean done = acknowledgements().findAny().isPresent();
        return done != neverHappens();
    }

    private boolean neverHappens() {
        return attempts.stream().anyMatch(attempt -> attempt.isAnswered(NEVER_HAPPENS));
    }

    Stream<Told> acknowledgements() {
        return attempts.stream().filter(Attempt::wasDone).map(Attempt::told);
    }

    void check(Begun begun, List<Finding> findings) {
        Long longest = begun.longest();
        attempts.stream()
                .filter(attempt -> longest != null
                        && attempt.told() != null
                        && attempt.told().at() - attempt.asked().at() > longest)
                .forEach(attempt -> findings.add(new Finding(Kind.LATE, "answered too late: " + attempt)));
        wasDoneAsAcknowledged(findings);
        wasDoneAsAsked(findings);
        answersAgree(begun.lag(), findings);
    }

    private void wasDoneAsAcknowledged(List<Finding> findings) {
        Set<Seen> done = done();
        acknowledgements().forEach(told -> {
            if (done.isEmpty()) {
                findings.add(new Finding(Kind.LOST, "no event has the key of what was acknowledged: " + told));
            } else if (!done.equals(Set.copyOf(told.bookings()))) {
                findings.add(new Finding(Kind.LOST, "acknowledged was " + told + ", and its events say " + done));
            }
        });
    }

    private void wasDoneAsAsked(List<Finding> findings) {
        if (timesDone > 1) {
            findings.add(new Finding(Kind.EVENTS, "was done more than once: " + attempts + events));
        }
        if (!isWhole) {
            findings.add(new Finding(Kind.EVENTS, "was done in part: " + attempts + events));
        }
        for (Attempt attempt : attempts) {
            Nights wanted = attempt.asked().wanted();
            String booking = attempt.asked().booking();
            if (done().stream()
                    .anyMatch(seen -> (wanted != null && !wanted.equals(seen.nights()))
                            || (booking != null && !booking.equals(seen.id())))) {
                findings.add(new Finding(Kind.UNTRUE, "something else was done than " + attempt + ": " + events));
            }
        }
    }

    private void answersAgree(long lag, List<Finding> findings) {
        boolean acknowledged = acknowledgements().findAny().isPresent();
        if (acknowledgements().map(Told::bookings).map(Set::copyOf).distinct().count() > 1) {
            findings.add(new Finding(Kind.UNTRUE, "the same request has different answers: " + attempts));
        }
        Long acknowledgedAt = acknowledgedAt();
        attempts.stream()
                .filter(attempt -> acknowledgedAt != null
                        && attempt.asked().at() - lag > acknowledgedAt
                        && DENIALS.stream().anyMatch(attempt::isAnswered))
                .forEach(attempt -> findings.add(
                        new Finding(Kind.UNTRUE, "was told that it was done, and then " + attempt + attempts)));
        if (neverHappens() && !events.isEmpty()) {
            findings.add(new Finding(Kind.UNTRUE, "was told that it never happens, and did: " + attempts + events));
        }
        if (neverHappens() && !givenUp) {
            findings.add(new Finding(Kind.UNTRUE, "never happens, and may yet: its key is not used up: " + attempts));
        }
        if (!events.isEmpty() && !acknowledged && !wasUncertain()) {
            findings.add(new Finding(Kind.UNTRUE, "was told that it was not done, and it was: " + attempts + events));
        }
        if (wasUncertain() && !isResolved()) {
            findings.add(new Finding(Kind.UNRESOLVED, "happened, or did not: " + attempts));
        }
        attempts.stream()
                .filter(attempt -> attempt.isAnswered(KEY_REUSED) && !givenUp)
                .forEach(attempt -> findings.add(
                        new Finding(Kind.UNTRUE, "another request is said to have used the key: " + attempt)));
    }
}
