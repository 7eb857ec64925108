package io.innkeeper.booking.jpa.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as the DATETIMEs of the tables have them, which are UTC, so that no driver or session moves them. */
final class UtcText {

    private UtcText() {}

    /** As a literal of SQL has it. */
    static String of(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString().replace('T', ' ');
    }

    /**
     * As a parameter of a statement. A text, since MySQL's driver takes MariaDB 10 for a server that knows no fractions of a second,
     * and would cut them off.
     */
    static @Nullable String orNull(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /** Of {@code 2031-05-20 12:00:00.000000}. */
    static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
