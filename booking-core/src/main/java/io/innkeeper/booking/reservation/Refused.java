package io.innkeeper.booking.reservation;

import io.innkeeper.booking.stay.RuleViolation;
import java.util.List;

/**
 * A rule refuses what was asked; nothing was written, and asking again will not help.
 *
 * @param reasons every rule that refuses, with the values it compared; never empty
 */
public record Refused(List<RuleViolation> reasons) implements GeneralOutcome, QuoteOutcome {

    /** Makes the list unmodifiable. */
    public Refused {
        reasons = List.copyOf(reasons);
    }
}
