package io.innkeeper.booking.internal;

import io.innkeeper.booking.Violation;
import io.innkeeper.booking.hotel.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What a night may cost. */
final class NightlyRates {

    private static final BigDecimal HIGHEST = new BigDecimal("1000000000");

    private NightlyRates() {}

    /** What is wrong with a rate in a hotel of this currency. */
    static List<Violation> violations(String field, Money rate, Currency currency) {
        List<Violation> violations = new ArrayList<>();
        if (rate.amount().signum() < 0 || rate.amount().compareTo(HIGHEST) > 0) {
            violations.add(Violation.of(field, "must be 0 to " + HIGHEST, rate));
        }
        if (!rate.currency().equals(currency)) {
            violations.add(Violation.of(field + ".currency", "must be the hotel's, " + currency, rate.currency()));
        }
        return violations;
    }
}
