package io.innkeeper.booking.examples.strategies;

import static io.innkeeper.booking.inventory.InventoryLock.combining;
import static io.innkeeper.booking.inventory.InventoryLock.retrying;
import static io.innkeeper.booking.inventory.InventoryLock.striped;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** The lesson: choosing a strategy is one line. A host writes the same, only without {@code counting}. */
final class Strategies {

    private static final int CONNECTIONS_FOR_BOOKING = 8;

    private final DataSource locks;
    private final LongAdder attempts = new LongAdder();

    /** Named locks are taken on connections of {@code locks}, which is not the pool of the storage. */
    Strategies(DataSource locks) {
        this.locks = locks;
    }

    List<Strategy> all() {
        return List.of(
                new Strategy("unique claim", mysql -> retrying(counting(mysql.direct(mysql.uniqueClaim())))),
                new Strategy("row lock", mysql -> retrying(counting(mysql.direct(mysql.rowLock())))),
                new Strategy("optimistic", mysql -> retrying(counting(mysql.direct(mysql.optimistic())))),
                new Strategy(
                        "named", mysql -> retrying(counting(mysql.named(locks, mysql.direct(mysql.uniqueClaim()))))),
                new Strategy("striped", mysql -> retrying(counting(striped(mysql.direct(mysql.uniqueClaim()))))),
                new Strategy("combining", mysql -> retrying(counting(combining(mysql.direct(mysql.uniqueClaim()))))),
                new Strategy(
                        "combining by hotel",
                        mysql -> retrying(counting(combining(mysql.direct(mysql.uniqueClaim()), hotel -> hotel)))),
                new Strategy(
                        "at most " + CONNECTIONS_FOR_BOOKING,
                        mysql -> retrying(
                                counting(new AtMost(CONNECTIONS_FOR_BOOKING, mysql.direct(mysql.uniqueClaim()))))));
    }

    /** How many changes {@code retrying} handed on so far: beyond one for each request, these are second attempts. */
    long attempts() {
        return attempts.sum();
    }

    private InventoryLock counting(InventoryLock lock) {
        return new InventoryLock() {
            @Override
            public List<Settlement> settle(List<InventoryChange> batch) {
                attempts.add(batch.size());
                return lock.settle(batch);
            }

            @Override
            public void close() {
                lock.close();
            }
        };
    }
}
