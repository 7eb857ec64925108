package io.innkeeper.booking.examples.faults.history;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Line.Injected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What came of a history.
 *
 * @param injected how many faults
 * @param acknowledged how many requests were told to have been done
 * @param unknown of how many the answer was lost
 * @param resolved of how many of these it was found out, to the same end each time, whether they happened
 * @param pauses the longest time in which nothing was acknowledged after each fault and before the next one, in milliseconds
 * @param findings what must not be
 * @param notes what else is to be told
 */
public record Verdict(
        int injected,
        long acknowledged,
        long unknown,
        long resolved,
        List<Long> pauses,
        List<Finding> findings,
        List<String> notes) {

    static Verdict of(List<Line> lines, Collection<Request> requests, List<Finding> findings) {
        List<Long> faults = lines.stream()
                .map(Line::injected)
                .filter(fault -> fault != null)
                .map(Injected::at)
                .toList();
        return new Verdict(
                faults.size(),
                requests.stream()
                        .filter(request -> request.acknowledgedAt() != null)
                        .count(),
                requests.stream().filter(Request::wasUncertain).count(),
                requests.stream()
                        .filter(request -> request.wasUncertain() && request.isResolved())
                        .count(),
                pauses(faults, requests),
                List.copyOf(findings),
                lines.stream().map(Line::note).filter(note -> note != null).toList());
    }

    /** For each fault, until the next one: the longest time without an answer that something was done. */
    private static List<Long> pauses(List<Long> faults, Collection<Request> requests) {
        TreeSet<Long> acknowledged = new TreeSet<>();
        requests.forEach(request -> request.acknowledgements().forEach(told -> acknowledged.add(told.at())));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            long last = faults.get(i);
            long end = i + 1 < faults.size() ? faults.get(i + 1) : Long.MAX_VALUE;
            long longest = 0;
            for (long at : acknowledged.subSet(last, end)) {
                longest = Math.max(longest, at - last);
                last = at;
            }
            pauses.add(longest / 1_000);
        }
        return pauses;
    }

    /** How many findings there are of a kind. */
    public long count(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
