package io.innkeeper.booking.examples.strategies;

import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Unavailable;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints what came of it, for a person. */
final class Table {

    private static final String COLUMNS = "%-20s%7s%8s%13s%11s%9s%12s%9s%9s%12s%n";

    private Table() {}

    static void welcome(String kind, Books books) throws SQLException {
        System.out.printf("Innkeeper on %s, version %s%n", kind, books.version());
    }

    static void head(Size size, int requests) {
        System.out.printf(
                "%d callers ask %,d times for the %d rooms of a hotel in %d nights, in the same order each time (-Dseed=%d)%n%n",
                size.callers(), requests, size.rooms(), size.nights(), size.seed());
        System.out.printf(COLUMNS, "", "", "", "", "", "", "statements", "p50", "p99", "nights");
        System.out.printf(
                COLUMNS,
                "strategy",
                "asked",
                "booked",
                "unavailable",
                "contended",
                "retries",
                "a booking",
                "ms",
                "ms",
                "sold twice");
    }

    static void row(String strategy, Rush.Answers answers, long attempts, long statements, long soldTwice) {
        int asked = answers.outcomes().size();
        long booked = answers.count(Booked.class);
        System.out.printf(
                COLUMNS,
                strategy,
                asked,
                booked,
                answers.count(Unavailable.class),
                answers.count(Contended.class),
                attempts - asked,
                decimal((double) statements / booked),
                millis(answers, 50),
                millis(answers, 99),
                soldTwice);
    }

    static void foot() {
        System.out.printf(
                "%nStatements: all that the server was sent meanwhile, for those who were refused as well.%n");
    }

    private static String millis(Rush.Answers answers, int percentile) {
        return decimal((double) answers.nanos().getValueAtPercentile(percentile) / TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
