package io.innkeeper.booking.jpa.internal;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the keys of old requests. It walks the events in the order of their ids, which is about that of time, in steps of a
 * few hundred, each with a short transaction of its own, until it meets a step with nothing that is old enough. Where it had
 * nothing left to do it does not look again, as long as this process lasts: an event that comes there later was given its id
 * longer ago than a key is kept.
 */
final class OldKeys {

    private static final int STEP = 500;

    private static final String LOOK =
            "select max(id), count(*), coalesce(sum(occurred_at <= cast(? as datetime(6))), 0)"
                    + " from (select id, occurred_at from booking_event where id > ? order by id limit " + STEP
                    + ") step";

    private static final String IN_STEP = " where id > ? and id <= ? and occurred_at <= cast(? as datetime(6))";

    /** An event of no booking tells of nothing but its key. */
    private static final String DELETE = "delete from booking_event" + IN_STEP + " and aggregate_type = 'request'";

    private static final String CLEAR = "update booking_event set request_key = null, fingerprint = null" + IN_STEP
            + " and request_key is not null";

    private final Database database;

    /** Up to this id no key is left. */
    private volatile UUID done = new UUID(0, 0);

    OldKeys(Database database) {
        this.database = database;
    }

    /**
     * A step.
     *
     * @param last the id of its last event; null if there is none
     * @param events how many events it has
     * @param old how many of them are old enough
     */
    private record Step(@Nullable UUID last, int events, int old) {}

    int forget(Duration age) {
        String by = database.read(
                "read the clock",
                em -> (String) em.createNativeQuery("select cast(utc_timestamp(6) - interval ? microsecond as char)")
                        .setParameter(1, TimeUnit.MICROSECONDS.convert(age))
                        .getSingleResult());
        int forgotten = 0;
        boolean allForgotten = true;
        UUID from = done;
        while (true) {
            Step step = look(from, by);
            UUID to = step.last();
            if (to == null) {
                return forgotten;
            }
            if (step.old() > 0) {
                forgotten += forget(from, to, by);
            }
            allForgotten &= step.old() == step.events();
            if (allForgotten) {
                done = to;
            }
            if (step.events() < STEP || step.old() == 0) {
                return forgotten;
            }
            from = to;
        }
    }

    private Step look(UUID from, String by) {
        return database.read("look for old request keys", em -> {
            Object[] row = (Object[]) em.createNativeQuery(LOOK)
                    .setParameter(1, by)
                    .setParameter(2, UuidBytes.of(from))
                    .getSingleResult();
            return new Step(row[0] == null ? null : UuidBytes.toUuid((byte[]) row[0]), number(row[1]), number(row[2]));
        });
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    private int forget(UUID from, UUID to, String by) {
        return database.write(
                "forget old request keys", em -> execute(em, DELETE, from, to, by) + execute(em, CLEAR, from, to, by));
    }

    private static int execute(EntityManager em, String sql, UUID from, UUID to, String by) {
        return em.createNativeQuery(sql)
                .setParameter(1, UuidBytes.of(from))
                .setParameter(2, UuidBytes.of(to))
                .setParameter(3, by)
                .executeUpdate();
    }
}
