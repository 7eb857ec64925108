package io.innkeeper.booking.memory;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.reservation.BookingId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events by booking, and which of them are to be delivered. All under one lock, which nobody holds for long. */
final class MemoryEvents implements EventStore {

    private final Clock clock;
    private final Map<BookingId, List<RecordedEvent>> byBooking = new HashMap<>();

    /** The bookings that have events which are not delivered, and these in order. */
    private final Map<BookingId, Deque<Waiting>> waiting = new LinkedHashMap<>();

    MemoryEvents(Clock clock) {
        this.clock = clock;
    }

    /** An event that is not delivered, and when it may be. */
    private static final class Waiting {

        private final BookingEvent event;
        private Instant from;

        Waiting(BookingEvent event, Instant from) {
            this.event = event;
            this.from = from;
        }
    }

    /** Keeps the events of one change. Called while nobody else can change the same bookings, so that they come in order. */
    synchronized void put(List<BookingEvent> events, Instant now) {
        for (BookingEvent event : events) {
            BookingId booking = event.booking().id();
            byBooking.computeIfAbsent(booking, id -> new ArrayList<>()).add(new RecordedEvent(event, now));
            waiting.computeIfAbsent(booking, id -> new ArrayDeque<>()).add(new Waiting(event, now));
        }
    }

    @Override
    public synchronized List<RecordedEvent> ofBooking(BookingId booking) {
        return List.copyOf(byBooking.getOrDefault(booking, List.of()));
    }

    @Override
    public synchronized List<BookingEvent> claim(int limit, Duration lease) {
        Instant now = clock.instant();
        List<Waiting> claimed = waiting.values().stream()
                .map(Deque::getFirst)
                .filter(first -> !first.from.isAfter(now))
                .limit(limit)
                .toList();
        claimed.forEach(each -> each.from = now.plus(lease));
        return claimed.stream().map(each -> each.event).toList();
    }

    @Override
    public synchronized void delivered(List<BookingEvent> events) {
        for (BookingEvent event : events) {
            waiting.computeIfPresent(event.booking().id(), (booking, left) -> {
                left.removeIf(each -> each.event.id().equals(event.id()));
                return left.isEmpty() ? null : left;
            });
        }
    }

    @Override
    public synchronized void putOff(List<BookingEvent> events, Duration pause) {
        Instant from = clock.instant().plus(pause);
        for (BookingEvent event : events) {
            waiting.getOrDefault(event.booking().id(), new ArrayDeque<>()).stream()
                    .filter(each -> each.event.id().equals(event.id()))
                    .forEach(each -> each.from = from);
        }
    }
}
