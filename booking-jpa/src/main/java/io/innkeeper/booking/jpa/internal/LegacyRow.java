package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.jpa.LegacyProblem;
import io.innkeeper.booking.reservation.BookingId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of an old application, as text, and what was found wrong with it so far. */
final class LegacyRow {

    /** Longer than any number that could be right; to read digits takes time quadratic in how many there are. */
    private static final int LONGEST_NUMBER = 40;

    private final LegacyView view;
    private final long oldId;
    private final Map<String, @Nullable String> values;
    private final List<Violation> violations = new ArrayList<>();

    LegacyRow(LegacyView view, long oldId, Map<String, @Nullable String> values) {
        this.view = view;
        this.oldId = oldId;
        this.values = values;
    }

    long oldId() {
        return oldId;
    }

    /** The id under which it is moved. */
    UUID id() {
        return view.ids().of(oldId);
    }

    /** The text of a column, empty if it is NULL. */
    String text(String column) {
        String value = values.get(column);
        return value == null ? "" : value;
    }

    boolean isNull(String column) {
        return values.get(column) == null;
    }

    /** The id of another row, which may turn out not to be there. Empty if it is NULL or no id at all. */
    Optional<UUID> reference(String column, LegacyId ids) {
        return number(column)
                .flatMap(number -> {
                    try {
                        return Optional.of(number.longValueExact()).filter(LegacyId::isPossible);
                    } catch (ArithmeticException e) {
                        return Optional.empty();
                    }
                })
                .map(ids::of);
    }

    /** A whole number, or a violation and the lowest one. */
    int whole(String column, int ifNull, int lowest, int highest) {
        if (isNull(column)) {
            return ifNull;
        }
        BigDecimal least = BigDecimal.valueOf(lowest);
        Optional<BigDecimal> number = number(column)
                .filter(found -> found.stripTrailingZeros().scale() <= 0)
                .filter(found -> found.compareTo(least) >= 0 && found.compareTo(BigDecimal.valueOf(highest)) <= 0);
        if (number.isEmpty()) {
            violates(column, "must be a whole number from " + lowest + " to " + highest);
        }
        return number.orElse(least).intValueExact();
    }

    /** A number from 0 on, or a violation. */
    Optional<BigDecimal> amount(String column, BigDecimal highest) {
        Optional<BigDecimal> number =
                number(column).filter(found -> found.signum() >= 0 && found.compareTo(highest) <= 0);
        if (number.isEmpty()) {
            violates(column, "must be a number from 0 to " + highest.toPlainString());
        }
        return number;
    }

    private Optional<BigDecimal> number(String column) {
        String text = text(column);
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // 1E+999999999 is a number, and nothing to compute with.
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A date, or a violation. */
    Optional<LocalDate> date(String column) {
        try {
            return Optional.of(LocalDate.parse(text(column)));
        } catch (DateTimeParseException e) {
            violates(column, "must be a date");
            return Optional.empty();
        }
    }

    /** What is made of a value, or a violation if that throws what says that it cannot be. */
    <T> Optional<T> parsed(String column, String message, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text(column)));
        } catch (RuntimeException e) {
            violates(column, message);
            return Optional.empty();
        }
    }

    /** What is made of its values, or the violations of an exception. */
    <T> Optional<T> made(Function<LegacyRow, T> make) {
        try {
            return Optional.of(make.apply(this));
        } catch (InvalidRequestException e) {
            violates(e.violations());
            return Optional.empty();
        }
    }

    void violates(String column, String message) {
        violations.add(Violation.of(column, message, isNull(column) ? "NULL" : text(column)));
    }

    void violates(List<Violation> found) {
        violations.addAll(found);
    }

    boolean isMalformed() {
        return !violations.isEmpty();
    }

    /** All that was found wrong with its values. */
    LegacyProblem malformed() {
        return problem(
                LegacyProblem.Kind.MALFORMED,
                violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    }

    /** That something is not there which it names. */
    LegacyProblem missing(String column, String noun) {
        String value = isNull(column) ? "NULL" : text(column);
        return problem(
                LegacyProblem.Kind.MISSING,
                column + " is " + Violation.of(column, "", value).value() + ", and no such " + noun
                        + " is there or could be moved");
    }

    LegacyProblem problem(LegacyProblem.Kind kind, String message) {
        return new LegacyProblem(kind, view.view(), oldId, List.of(), message);
    }

    LegacyProblem doubleBooking(List<UUID> inTheWay, String message) {
        return new LegacyProblem(
                LegacyProblem.Kind.DOUBLE_BOOKING,
                view.view(),
                oldId,
                inTheWay.stream().map(BookingId::new).toList(),
                message);
    }
}
