package io.innkeeper.booking.examples.web.page;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;

/** Calendars as files (RFC 5545). */
public final class CalendarFile {

    private CalendarFile() {}

    /** A calendar without events yet. */
    public static Calendar begin() {
        return new Calendar()
                .withDefaults()
                .withProdId("-//Innkeeper//Web example//EN")
                .getFluentTarget();
    }

    /** What to send. */
    public static String text(Calendar calendar) {
        StringWriter text = new StringWriter();
        // Not checked where there are no events, which the check refuses.
        boolean checked = !calendar.getComponents().isEmpty();
        try {
            new CalendarOutputter(checked).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
