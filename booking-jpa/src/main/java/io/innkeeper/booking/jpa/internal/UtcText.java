package io.innkeeper.booking.jpa.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instants as the server writes the DATETIMEs of the tables, which are UTC, so that no driver or session moves them. */
final class UtcText {

    private UtcText() {}

    /** As a literal of SQL has it. */
    static String of(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString().replace('T', ' ');
    }

    /** Of {@code 2031-05-20 12:00:00.000000}. */
    static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
