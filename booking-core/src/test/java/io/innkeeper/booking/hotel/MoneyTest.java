package io.innkeeper.booking.hotel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "99.5, EUR, 99.50 EUR",
        "99.500000, EUR, 99.50 EUR",
        "1E+3, EUR, 1000.00 EUR",
        "-7, EUR, -7.00 EUR",
        "0, EUR, 0.00 EUR",
        "0E-1000000000, EUR, 0.00 EUR",
        "1200, JPY, 1200 JPY",
        "1200.0, JPY, 1200 JPY",
        "0.125, KWD, 0.125 KWD",
        "0.0001, CLF, 0.0001 CLF",
        "9999999999999999999999999999.99, EUR, 9999999999999999999999999999.99 EUR"
    })
    void anAmountHasTheDecimalsOfItsCurrency(String amount, String currency, String text) {
        Money money = Money.of(amount, currency);

        assertThat(money).hasToString(text);
        assertThat(money).isEqualTo(new Money(new BigDecimal(amount), Currency.getInstance(currency)));
        assertThat(money).hasSameHashCodeAs(new Money(new BigDecimal(amount), Currency.getInstance(currency)));
    }

    @ParameterizedTest
    @CsvSource({"0.001, EUR", "99.999, EUR", "0.5, JPY", "0.0001, KWD", "1E-1000000000, EUR"})
    void anAmountIsNotRounded(String amount, String currency) {
        assertRefused("amount", () -> Money.of(amount, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+1000000000", "-1E+2147483647", "1E+30", "10000000000000000000000000000000"})
    void anAmountThatNoPriceHasIsRefused(String amount) {
        assertRefused("amount", () -> Money.of(amount, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1,5", "one", "NaN", "Infinity", "0x1", "1_000", " 1", "1 ", "1\0", "--1", "1E"})
    void anAmountIsADecimalNumber(String amount) {
        assertRefused("amount", () -> Money.of(amount, "EUR"));
    }

    /** A number of a million digits takes seconds to read, so it must not be read. */
    @Test
    void anAmountOfAMegabyteCostsNothing() {
        String digits = "9".repeat(1 << 20);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertRefused("amount", () -> Money.of(digits, "EUR")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "QQQ", "E\0R"})
    void aCurrencyIsACodeOfIso4217(String code) {
        assertRefused("currency", () -> Money.of("1", code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XTS"})
    void aCurrencyWithoutMinorUnitIsRefused(String code) {
        assertRefused("currency", () -> Money.of("1", code));
    }

    @Test
    void nullIsRefused() {
        assertRefused("amount", () -> Money.of(null, "EUR"));
        assertRefused("currency", () -> Money.of("1", null));
        assertRefused("amount", () -> new Money(null, Currency.getInstance("EUR")));
        assertRefused("currency", () -> new Money(BigDecimal.ONE, null));
    }

    @Test
    void timesIsExact() {
        assertThat(Money.of("0.01", "EUR").times(366)).isEqualTo(Money.of("3.66", "EUR"));
        assertThat(Money.of("1000000000", "KWD").times(366)).isEqualTo(Money.of("366000000000", "KWD"));
        assertThat(Money.of("12345", "JPY").times(0)).isEqualTo(Money.of("0", "JPY"));
        assertThat(Money.of("0.10", "EUR").times(Long.MAX_VALUE)).hasToString("922337203685477580.70 EUR");
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo(field));
    }
}
