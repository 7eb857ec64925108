package io.innkeeper.booking.hotel;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.input.Given;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in a currency, exact to the currency's minor unit. Immutable.
 *
 * @param amount the amount, with as many decimals as the currency has (ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD)
 * @param currency the currency
 */
public record Money(BigDecimal amount, Currency currency) {

    /** More digits than any price has; without a limit, writing 1E+999999999 out would take all memory. */
    private static final int MOST_DIGITS = 30;

    /** Reading digits takes time quadratic in their number. */
    private static final int LONGEST_TEXT = 100;

    /**
     * Brings the amount to the currency's number of decimals.
     *
     * @throws InvalidRequestException if the amount is finer than the currency's minor unit or has more than 30 digits, or
     *     if the currency has no minor unit
     */
    public Money {
        Given.notNull("amount", amount);
        Given.notNull("currency", currency);
        int decimals = currency.getDefaultFractionDigits();
        if (decimals < 0) {
            throw new InvalidRequestException("currency", "must be one that prices can be in", currency);
        }
        if ((long) amount.precision() - amount.scale() > MOST_DIGITS) {
            throw new InvalidRequestException("amount", "must have at most " + MOST_DIGITS + " digits", amount);
        }
        if (amount.stripTrailingZeros().scale() > decimals) {
            throw new InvalidRequestException(
                    "amount", "must have at most " + decimals + " decimals, as " + currency + " has", amount);
        }
        amount = amount.setScale(decimals);
    }

    /**
     * An amount in the currency of an ISO 4217 code: {@code Money.of("99.50", "EUR")}.
     *
     * @throws InvalidRequestException if the amount is no number or does not fit the currency, or if the code is unknown
     */
    public static Money of(String amount, String currencyCode) {
        Given.notNull("amount", amount);
        Currency currency;
        try {
            currency = Currency.getInstance(Given.notNull("currency", currencyCode));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("currency", "must be a code of ISO 4217", currencyCode);
        }
        if (amount.length() > LONGEST_TEXT) {
            throw new InvalidRequestException("amount", "must have at most " + MOST_DIGITS + " digits", amount);
        }
        try {
            return new Money(new BigDecimal(amount), currency);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("amount", "must be a decimal number", amount);
        }
    }

    /**
     * This amount and another one.
     *
     * @throws InvalidRequestException if they are in different currencies
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new InvalidRequestException("currency", "must be " + currency, other.currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    /** This amount {@code factor} times. */
    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    /** So many hundredths of this amount, rounded half up to the currency's minor unit. */
    public Money percent(int hundredths) {
        return new Money(
                amount.multiply(BigDecimal.valueOf(hundredths, 2)).setScale(amount.scale(), RoundingMode.HALF_UP),
                currency);
    }

    /** Amount and currency code: {@code 99.50 EUR}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
