package io.innkeeper.booking.examples.faults.history;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Life.Version;
import io.innkeeper.booking.examples.faults.history.Line.Asked;
import io.innkeeper.booking.examples.faults.history.Line.Nights;
import io.innkeeper.booking.examples.faults.history.Line.Told;
import io.innkeeper.booking.examples.faults.history.Request.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who had which night of a room when. Nobody knows when exactly a change was committed, only that it was after it was asked for
 * and before it was acknowledged. So each version of a booking had its nights surely from when that was acknowledged until the
 * next change was asked for that gave them back, and possibly from when it was asked for until the next one was acknowledged;
 * and a hold no longer than it says. What the next version has as well, a booking has all the time from one to the other.
 *
 * <p>If two bookings surely had a night at the same time, it was sold twice. If somebody was told that a night is taken while
 * nobody can possibly have had it, that was not true; so it is found out as well whether holds end in time, and no sooner.
 */
final class Ownership {

    /** Times of holds are kept in whole milliseconds by some, and in microseconds by others. */
    static final long ROUNDING = 1_000;

    private final Map<Night, List<Span>> spans = new HashMap<>();
    private final Map<String, List<Span>> byBooking = new HashMap<>();
    private final Map<String, Request> byEvent = new HashMap<>();
    private final Collection<Request> requests;
    private final long lag;

    private record Night(String room, String date) {

        static Stream<Night> of(Nights nights) {
            return nights.dates().stream().map(date -> new Night(nights.room(), date));
        }
    }

    /** A booking has a night from some time to another: surely, and possibly. */
    private record Span(
            Version version, Night night, long possiblyFrom, long surelyFrom, long surelyTo, long possiblyTo) {

        boolean isOf(@Nullable String booking) {
            return version.after().id().equals(booking);
        }

        /** Of one that began no sooner. */
        boolean surelyOverlaps(Span later) {
            return later.surelyFrom < surelyTo;
        }

        boolean isPossibleWithin(long from, long to) {
            return possiblyFrom <= to && from <= possiblyTo;
        }
    }

    private Ownership(Collection<Request> requests, long lag) {
        this.requests = requests;
        this.lag = lag;
        for (Request request : requests) {
            request.events().forEach(event -> byEvent.put(event.id(), request));
        }
    }

    static Ownership of(Collection<Request> requests, Collection<Life> lives, long lag) {
        Ownership ownership = new Ownership(requests, lag);
        lives.forEach(ownership::add);
        return ownership;
    }

    private void add(Life life) {
        Version next = null;
        Map<Night, Long> keptTo = Map.of();
        for (int i = life.versions().size() - 1; i >= 0; i--) {
            Version version = life.versions().get(i);
            keptTo = version.after().isOver() ? Map.of() : add(version, next, keptTo);
            next = version;
        }
    }

    /**
     * Adds what a version of a booking had.
     *
     * @param next the next one; null if there is none
     * @param keptTo until when that surely had what it had
     * @return the same of this version
     */
    private Map<Night, Long> add(Version version, @Nullable Version next, Map<Night, Long> keptTo) {
        Request made = byEvent.get(version.event().id());
        // Nobody asks for the end of a hold that has expired.
        Request ended = next == null ? null : byEvent.get(next.event().id());
        long expires = version.after().expires();
        long lasts = expires == Long.MAX_VALUE ? expires : expires + ROUNDING;
        Map<Night, Long> surelyTo = new HashMap<>();
        Night.of(version.after().nights()).forEach(night -> {
            Long kept = keptTo.get(night);
            surelyTo.put(night, Math.min(expires, kept != null ? kept : ended == null ? expires : ended.earliest()));
            Span span = new Span(
                    version,
                    night,
                    made == null ? Long.MIN_VALUE : made.earliest(),
                    acknowledged(made),
                    surelyTo.get(night),
                    Math.min(lasts, acknowledged(ended)));
            spans.computeIfAbsent(night, any -> new ArrayList<>()).add(span);
            byBooking
                    .computeIfAbsent(version.after().id(), any -> new ArrayList<>())
                    .add(span);
        });
        return surelyTo;
    }

    private static long acknowledged(@Nullable Request request) {
        Long at = request == null ? null : request.acknowledgedAt();
        return at == null ? Long.MAX_VALUE : at;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        spans.values().forEach(owners -> soldTwice(owners, findings));
        for (Request request : requests) {
            for (Attempt attempt : request.attempts()) {
                Told told = attempt.told();
                if (told != null) {
                    wereTaken(request, attempt.asked(), told, findings);
                    wasLost(attempt.asked(), told, findings);
                }
            }
        }
        return findings;
    }

    private static void soldTwice(List<Span> owners, List<Finding> findings) {
        List<Span> sorted = owners.stream()
                .filter(span -> span.surelyFrom < span.surelyTo)
                .sorted(Comparator.comparingLong(Span::surelyFrom))
                .toList();
        Span last = null;
        for (Span span : sorted) {
            if (last != null && !last.isOf(span.version.after().id()) && last.surelyOverlaps(span)) {
                findings.add(new Finding(Kind.SOLD_TWICE, "at the same time there was " + last + " and " + span));
            }
            last = last == null || span.surelyTo > last.surelyTo ? span : last;
        }
    }

    /** By somebody else than the booking that it is about; what the request did itself was not in its way either. */
    private void wereTaken(Request request, Asked asked, Told told, List<Finding> findings) {
        Nights wanted = asked.wanted();
        if (wanted == null) {
            return; // any room: each of them may have been taken by somebody else
        }
        for (String date : told.nights()) {
            List<Span> owners = spans.getOrDefault(new Night(wanted.room(), date), List.of());
            boolean possible = owners.stream()
                    .filter(span ->
                            !Objects.equals(byEvent.get(span.version.event().id()), request))
                    .anyMatch(span -> !span.isOf(asked.booking()) && isPossible(span, asked, told));
            if (!possible) {
                findings.add(new Finding(
                        Kind.UNTRUE,
                        date + " was said to be taken, and nobody can have had it, at " + asked + " and " + told
                                + " beside " + owners));
            }
        }
    }

    /** A hold is lost only once it has expired, and to somebody else. */
    private void wasLost(Asked asked, Told told, List<Finding> findings) {
        if (!told.answer().equals("HoldLost")) {
            return;
        }
        List<Span> own = byBooking.getOrDefault(String.valueOf(asked.booking()), List.of());
        boolean possible = own.stream()
                .filter(span -> span.version.after().expires() - ROUNDING <= told.at())
                .flatMap(span -> spans.getOrDefault(span.night, List.of()).stream())
                .anyMatch(span -> !span.isOf(asked.booking()) && isPossible(span, asked, told));
        if (!possible) {
            findings.add(new Finding(
                    Kind.UNTRUE, "a hold was said to be lost, and cannot have been, at " + asked + told + own));
        }
    }

    private boolean isPossible(Span span, Asked asked, Told told) {
        return span.isPossibleWithin(asked.at() - lag, told.at());
    }
}
