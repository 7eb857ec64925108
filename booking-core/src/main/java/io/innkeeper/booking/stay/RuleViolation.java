package io.innkeeper.booking.stay;

import java.util.Map;
import java.util.Objects;

/**
 * Why a rule refuses a stay.
 *
 * @param rule the rule's name, stable, for programs: {@code not-in-the-past}
 * @param message the reason in English, with the values, for people
 * @param values the values that the rule compared, by name
 */
public record RuleViolation(String rule, String message, Map<String, String> values) {

    /** Checks that no part is null and makes the map unmodifiable. */
    public RuleViolation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(message, "message");
        values = Map.copyOf(values);
    }

    /** The message behind the rule's name. */
    @Override
    public String toString() {
        return rule + ": " + message;
    }
}
