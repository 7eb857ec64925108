package io.innkeeper.booking.examples.faults;

import io.innkeeper.booking.examples.faults.history.Finding.Kind;
import io.innkeeper.booking.examples.faults.history.Verdict;
import java.util.List;
import java.util.Locale;

/** Prints a table, a row as soon as it is known, and under it what must not be. */
final class Report {

    private static final int MOST_FINDINGS = 5;

    private boolean isClean = true;

    Report() {
        System.out.println("""
                | fault | times | acknowledged | lost | sold twice | otherwise wrong | answer lost, and found out | longest pause |
                | --- | --- | --- | --- | --- | --- | --- | --- |\
                """);
    }

    /** @param promised whether nothing may be lost there */
    void add(String fault, boolean promised, Verdict verdict) {
        long lost = verdict.count(Kind.LOST);
        long soldTwice = verdict.count(Kind.SOLD_TWICE);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %,d, %,d | %s |%n",
                fault,
                verdict.injected(),
                verdict.acknowledged(),
                lost,
                soldTwice,
                verdict.findings().size() - lost - soldTwice,
                verdict.unknown(),
                verdict.resolved(),
                pause(verdict.pauses()));
        isClean &= promised ? verdict.findings().isEmpty() : soldTwice == 0;
        verdict.notes().forEach(note -> System.out.println("  " + note));
        verdict.findings().stream().limit(MOST_FINDINGS).forEach(finding -> System.out.println("  " + finding));
        if (verdict.findings().size() > MOST_FINDINGS) {
            System.out.println("  and " + (verdict.findings().size() - MOST_FINDINGS) + " more");
        }
    }

    /** It cannot be run here, which is no failure, but has to be said. */
    void notRun(String fault, String reason) {
        System.out.println("| " + fault + " | not run: " + reason.strip().replace('\n', ' ') + " |");
    }

    /** It came to no end. */
    void broken(String fault, String reason) {
        isClean = false;
        System.out.println("| " + fault + " | came to no end: " + reason.strip().replace('\n', ' ') + " |");
    }

    private static String pause(List<Long> millis) {
        if (millis.isEmpty()) {
            return "";
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return seconds(sorted.get(sorted.size() / 2)) + ", at most " + seconds(sorted.get(sorted.size() - 1));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1_000.0);
    }

    /** Says what it all came to. */
    boolean end() {
        System.out.println(
                isClean
                        ? "Nothing was lost where nothing may be, and no night was sold twice."
                        : "Something is wrong.");
        return isClean;
    }
}
