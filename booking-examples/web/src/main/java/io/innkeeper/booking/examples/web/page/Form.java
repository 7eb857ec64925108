package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.stay.Stay;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into a form, as they typed it, and what is wrong with it. What is no date or no number is noted here,
 * and by the library's own type of error, so that a page tells both alike.
 *
 * <p>Whoever reads a form reads all of its fields and then calls {@link #check()}: until then a field that is malformed reads
 * as a stand-in.
 */
public final class Form {

    private static final LocalDate NO_DATE = LocalDate.EPOCH;

    private final Map<String, String> fields;
    private final List<Violation> problems = new ArrayList<>();

    /** With what was sent. */
    public Form(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** With nothing in it. */
    public static Form empty() {
        return new Form(Map.of());
    }

    /** What a field has, as it was typed; empty if nothing. */
    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    /** The same with spaces around it taken away. */
    public String text(String field) {
        return get(field).strip();
    }

    /** Whether a field has something. */
    public boolean has(String field) {
        return !text(field).isEmpty();
    }

    /** A date. */
    public LocalDate date(String field) {
        return read(field, "must be a date, as in 2030-12-24", NO_DATE, LocalDate::parse);
    }

    /** A whole number. */
    public int number(String field) {
        return read(field, "must be a whole number", 0, Integer::parseInt);
    }

    /** A whole number, or another one if nothing was typed. */
    public int number(String field, int otherwise) {
        return has(field) ? number(field) : otherwise;
    }

    /** An id. */
    public UUID id(String field) {
        return read(field, "must be an id", new UUID(0, 0), UUID::fromString);
    }

    /** An amount of money. */
    public Money money(String field, Currency currency) {
        Money nothing = new Money(BigDecimal.ZERO, currency);
        return read(
                field, "must be an amount, as in 99.50", nothing, text -> Money.of(text, currency.getCurrencyCode()));
    }

    /** An amount of which the currency is not known. */
    public BigDecimal decimal(String field) {
        return read(field, "must be an amount, as in 99.50", BigDecimal.ZERO, BigDecimal::new);
    }

    /** One of some values. */
    public <E extends Enum<E>> E choice(String field, Class<E> values) {
        return read(field, "must be one of the list", values.getEnumConstants()[0], text -> Enum.valueOf(values, text));
    }

    /** The stay from one date to another. */
    public Stay stay(String arrival, String departure) {
        LocalDate from = date(arrival);
        LocalDate until = date(departure);
        if (!from.equals(NO_DATE) && !until.equals(NO_DATE) && !until.isAfter(from)) {
            problems.add(Violation.of(departure, "must be after " + from, until));
        }
        return problems.isEmpty() ? new Stay(from, until) : Stay.of(NO_DATE, 1);
    }

    private <T> T read(String field, String rule, T otherwise, Function<String, T> reader) {
        if (!has(field)) {
            problems.add(Violation.of(field, "must be given", ""));
            return otherwise;
        }
        try {
            return reader.apply(text(field));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            problems.add(Violation.of(field, rule, text(field)));
        } catch (InvalidRequestException e) {
            e.violations().forEach(each -> problems.add(new Violation(field, each.message(), each.value())));
        }
        return otherwise;
    }

    /**
     * Makes sure that all that was read is as it must be.
     *
     * @throws InvalidRequestException if it is not
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }

    /**
     * Notes what the library found wrong, unless it is noted already: by the fields of forms, which have no fields of their
     * own.
     */
    public Form refusedBy(InvalidRequestException refusal) {
        for (Violation each : refusal.violations()) {
            String field = each.field()
                    .replaceFirst("^(stay|room|restriction|rate)\\.", "")
                    .replaceFirst("^stay$", "arrival");
            String message = each.message().replaceFirst("is refused by the rule [a-z-]+:", "cannot be this:");
            if (problem(field) == null) {
                problems.add(new Violation(field, message, each.value()));
            }
        }
        return this;
    }

    /** Notes that a field is not as it must be. */
    public Form refused(String field, String message) {
        problems.add(Violation.of(field, message, get(field)));
        return this;
    }

    /** What is wrong with a field; null if nothing. */
    public @Nullable String problem(String field) {
        return problems.stream()
                .filter(each -> each.field().equals(field))
                .map(Violation::message)
                .findFirst()
                .orElse(null);
    }

    /** All that is wrong. */
    public List<Violation> problems() {
        return List.copyOf(problems);
    }
}
