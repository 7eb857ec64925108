package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.joining;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.CancellationTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code booking_event} on its way to the database.
 *
 * @param event the event
 * @param change the change whose key the row carries; null if another row of the change does
 * @param others the ids of the other events of that change
 */
record EventRow(BookingEvent event, @Nullable InventoryChange change, List<UUID> others) {

    /** The rows of the events of one change. The first carries the key. */
    static List<EventRow> of(InventoryChange change, List<BookingEvent> events) {
        List<UUID> others = events.stream().skip(1).map(BookingEvent::id).toList();
        return IntStream.range(0, events.size())
                .mapToObj(i -> new EventRow(events.get(i), i == 0 ? change : null, i == 0 ? others : List.<UUID>of()))
                .toList();
    }

    /** Of which edition the hotel must be; null if that does not matter. */
    @Nullable
    Integer edition() {
        return change == null ? null : change.edition();
    }

    /** The booking as it is after the event. */
    String payload() {
        Booking booking = event.booking();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("user", booking.user());
        values.put("room", booking.room());
        values.put("arrival", booking.stay().arrival());
        values.put("departure", booking.stay().departure());
        values.put("guests", booking.guests());
        values.put("total", booking.total().amount().toPlainString());
        values.put("currency", booking.total().currency());
        values.put("status", booking.status());
        values.put("heldUntil", booking.heldUntil());
        values.put("group", booking.group());
        CancellationTerms terms = booking.cancellation();
        if (terms != null) {
            values.put("freeUntil", terms.freeUntil());
            values.put("lateFee", terms.fee().amount().toPlainString());
        }
        values.put("fee", booking.fee() == null ? null : booking.fee().amount().toPlainString());
        values.put(
                "with",
                others.isEmpty() ? null : others.stream().map(UUID::toString).collect(joining(" ")));
        return object(values);
    }

    /** Ids, dates, numbers and names: nothing in them needs to be escaped. What is null is left out. */
    private static String object(Map<String, @Nullable Object> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> '"' + entry.getKey() + "\":" + value(entry.getValue()))
                .collect(joining(",", "{", "}"));
    }

    private static String value(@Nullable Object value) {
        return value instanceof Integer ? value.toString() : "\"" + value + '"';
    }
}
