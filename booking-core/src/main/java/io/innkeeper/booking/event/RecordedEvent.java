package io.innkeeper.booking.event;

import java.time.Instant;
import java.util.Objects;

/**
 * An event as it is kept.
 *
 * @param event what happened
 * @param occurredAt when, by the storage's clock: shortly before it was committed
 */
public record RecordedEvent(BookingEvent event, Instant occurredAt) {

    /** Checks that no part is null. */
    public RecordedEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }
}
