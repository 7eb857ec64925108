package io.innkeeper.booking.examples.web.page;

import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.stay.Stay;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How values are shown to people; pages know it as {@code show}. */
@Component
public class Show {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Clock clock;

    Show(Clock clock) {
        this.clock = clock;
    }

    /** An amount with its currency. */
    public String money(Money money) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.ENGLISH);
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(money.amount().scale());
        format.setMaximumFractionDigits(money.amount().scale());
        return format.format(money.amount());
    }

    /** An amount without decimals that say nothing, for where there is little room. */
    public String shortMoney(Money money) {
        return money(money).replaceFirst("\\.0+$", "");
    }

    /** A date with its day of the week. */
    public String day(LocalDate date) {
        return DAY.format(date);
    }

    /** A date without its year. */
    public String shortDay(LocalDate date) {
        return SHORT_DAY.format(date);
    }

    /** A month. */
    public String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** A time of day at a hotel. */
    public String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** How many seconds there are until some time; 0 if it is over. */
    public long secondsUntil(Instant time) {
        return Math.max(0, Duration.between(clock.instant(), time).toSeconds());
    }

    /** From when until when, and how many nights that is. */
    public String stay(Stay stay) {
        return day(stay.arrival()) + " to " + day(stay.departure()) + ", " + count(stay.length(), "night");
    }

    /** A number of things. */
    public String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The stars of a hotel. */
    public String stars(int number) {
        return "\u2605".repeat(number);
    }

    /** The name of a field of a form: its words, one by one. */
    public String field(String name) {
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ENGLISH);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** A name of a constant, for people. */
    public String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ENGLISH).replace('_', ' ');
    }
}
