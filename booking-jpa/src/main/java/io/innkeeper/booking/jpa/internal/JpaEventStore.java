package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.event.RecordedEvent;
import io.innkeeper.booking.reservation.BookingId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Events, to be read and delivered; they are written by {@link ClaimSql}. The column {@code relay_at} says from when on an
 * event may be delivered, by the server's clock, and is NULL once it was. Nobody asks for events after the last one that was
 * delivered: they are committed in another order than they are made in, and such a one may lie behind.
 */
final class JpaEventStore implements EventStore {

    private static final String OF_BOOKING = "select " + EventReader.COLUMNS
            + ", cast(e.occurred_at as char) from booking_event e"
            + " where e.aggregate_id = ? and e.aggregate_type = 'booking' order by e.sequence";

    /**
     * That the event before is there and was delivered is asked for, and not that there is none that was not: the inner select
     * sees what was committed when the statement began, while the outer one, which locks, sees what was committed since, and
     * so a second event of which the first is not seen. By the index in its order, so that what is not selected is not locked.
     * A scalar subquery and not {@code exists}, of which MariaDB would make a list of all that was ever delivered first, once
     * many wait.
     */
    private static final String DUE = "select " + EventReader.COLUMNS + """
             from booking_event e force index (booking_event_relay)
            where e.relay_at <= utc_timestamp(6) and e.aggregate_type = 'booking'
              and (e.sequence = 1
                   or (select before_it.relay_at is null from booking_event before_it
                       where before_it.aggregate_id = e.aggregate_id and before_it.sequence = e.sequence - 1))
            order by e.relay_at, e.id limit ? for update skip locked
            """;

    private static final String FROM_LATER_ON =
            "update booking_event set relay_at = utc_timestamp(6) + interval ? microsecond where relay_at is not null and ";

    private static final String NEVER_AGAIN = "update booking_event set relay_at = null where ";

    private final Database database;

    JpaEventStore(Database database) {
        this.database = database;
    }

    @Override
    public List<RecordedEvent> ofBooking(BookingId booking) {
        return database.read("read the events of a booking", em -> {
            List<?> rows = em.createNativeQuery(OF_BOOKING)
                    .setParameter(1, UuidBytes.of(booking.value()))
                    .getResultList();
            return rows.stream()
                    .map(Object[].class::cast)
                    .map(row -> new RecordedEvent(
                            new EventReader(row).event(), UtcText.instant((String) row[EventReader.WIDTH])))
                    .toList();
        });
    }

    @Override
    public List<BookingEvent> claim(int limit, Duration lease) {
        return database.write("claim events", em -> {
            List<?> rows = em.createNativeQuery(DUE).setParameter(1, limit).getResultList();
            List<BookingEvent> claimed = rows.stream()
                    .map(row -> new EventReader((Object[]) row).event())
                    .toList();
            if (!claimed.isEmpty()) {
                update(em, FROM_LATER_ON, List.of(micros(lease)), claimed);
            }
            return claimed;
        });
    }

    @Override
    public void delivered(List<BookingEvent> events) {
        database.write("note that events were delivered", em -> update(em, NEVER_AGAIN, List.of(), events));
    }

    /** One that somebody else has delivered meanwhile stays so. */
    @Override
    public void putOff(List<BookingEvent> events, Duration pause) {
        database.write("put events off", em -> update(em, FROM_LATER_ON, List.of(micros(pause)), events));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    /** The number of rows that were changed. */
    private static int update(EntityManager em, String sql, List<Object> first, List<BookingEvent> events) {
        List<Object> parameters = new ArrayList<>(first);
        events.forEach(event -> parameters.add(UuidBytes.of(event.id())));
        Query update = em.createNativeQuery(sql + "id in (" + SqlText.rows(events.size(), "?") + ")");
        for (int i = 0; i < parameters.size(); i++) {
            update.setParameter(i + 1, parameters.get(i));
        }
        return update.executeUpdate();
    }
}
