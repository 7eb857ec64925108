package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.internal.DirectLock;
import io.innkeeper.booking.jpa.internal.NamedLock;
import io.innkeeper.booking.jpa.internal.OptimisticClaim;
import io.innkeeper.booking.jpa.internal.PersistenceUnit;
import io.innkeeper.booking.jpa.internal.RowLock;
import io.innkeeper.booking.jpa.internal.UniqueClaim;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The parts of an inventory-lock strategy that work on MySQL: guards, which decide inside a transaction, and locks, which
 * own waiting, transaction and retry. They are put together with each other and with the decorators of
 * {@link InventoryLock}; the default of {@link JpaStorage} is
 *
 * <pre>{@code
 * JpaStorage.open(
 *         dataSource, mysql -> InventoryLock.retrying(InventoryLock.combining(mysql.direct(mysql.uniqueClaim()))));
 * }</pre>
 *
 * <p>A storage hands it out while it is being opened. Safe for use by many threads.
 */
public final class JpaInventory {

    private final DataSource dataSource;
    private final PersistenceUnit unit;

    JpaInventory(DataSource dataSource, PersistenceUnit unit) {
        this.dataSource = dataSource;
        this.unit = unit;
    }

    /**
     * A guard that looks at nothing before it writes: it inserts the nights, and the primary key of {@code room_night}
     * decides. Choose it unless you know of something better for your load.
     *
     * <p>A booking is three inserts and a look whether room and hotel are still open and what they were, in one round trip
     * where connections take several statements at once; any room of a type is chosen by what is remembered of sold nights,
     * and by a look only if that knows of none. Of two who want the same night, the second waits until the first has
     * committed, and is then told by the database. Many bookings at once ({@link InventoryLock#combining}) take no more
     * statements than one. It is right on a cluster with several writable nodes as well, since all of them check the key: who
     * is second there learns so at COMMIT, and is contended.
     */
    public InventoryGuard uniqueClaim() {
        return new UniqueClaim();
    }

    /**
     * A guard that locks the rows of the rooms that are wanted ({@code PESSIMISTIC_WRITE}, in the order of their ids), looks
     * if they are free, and then writes. Where any room of a type will do, it takes one that nobody has locked
     * ({@code SKIP LOCKED}). Choose it when most who ask for a room are refused, or when changes are so large that to write
     * them in vain costs more than to look; and where the host's own code locks the same rows.
     *
     * <p>It costs a round trip to lock and one to look for each given room, beside the three inserts; any room of a type
     * takes three more than with {@link #uniqueClaim()}. Who wants a room that is being booked waits for that transaction to
     * end. Row locks stay on their node: on a cluster with several writable ones it does not keep anyone waiting who works
     * on another, and it is the primary key alone that decides between them, at COMMIT.
     */
    public InventoryGuard rowLock() {
        return new RowLock(unit);
    }

    /**
     * A guard that notes the version of each room that is wanted, looks if it is free, and writes only if it is the first to
     * raise the version. Choose it when two seldom want the same room at the same time, and {@code version} of the table
     * {@code room} is to tell the host that the room was changed or nights of it were sold. Put
     * {@link InventoryLock#retrying} around it: whoever comes second is contended, even for other nights of the same room.
     *
     * <p>It costs a round trip to note, one to look and one to raise for each given room, beside the three inserts; any room
     * of a type takes four more than with {@link #uniqueClaim()}. On a cluster with several writable nodes the version is
     * compared on all of them, since it is written: who is second there learns so at COMMIT, and is contended.
     */
    public InventoryGuard optimistic() {
        return new OptimisticClaim(unit);
    }

    /**
     * A lock that has no queue: begins a transaction on READ COMMITTED, lets the guard decide, and commits or rolls back, on
     * one connection of the storage's data source. Who wants what another transaction is about to take or give back waits for
     * that in the database. It costs a COMMIT and, on a connection that commits by itself, two round trips to switch that off
     * and on. On a cluster with several writable nodes a COMMIT may lose to another node: contended.
     *
     * <p>Changes that are asked for at once share a transaction, which costs two round trips more: the server is told to wait
     * for others no longer than a tenth of the time that is left, and at least a second. What loses a race in company is
     * tried again, and what then loses or fails has a transaction of its own, unless another change of the same batch that
     * wants the same has just waited there in vain: then it is contended.
     */
    public InventoryLock direct(InventoryGuard guard) {
        return new DirectLock(dataSource, Objects.requireNonNull(guard, "guard"));
    }

    /**
     * Has changes to the same hotel wait for one another, in whatever process they are: takes a named lock of the server
     * ({@code GET_LOCK}) for each hotel before it asks another lock, and releases it after that has answered, so after
     * COMMIT. Choose it when many processes are after few hotels and lost races are dear, such as with
     * {@link #optimistic()}; changes to one hotel are then made one at a time.
     *
     * <p>It costs two round trips, and a connection for each change that waits or is being made. A caller whose deadline
     * passes while it waits for the lock is answered {@link io.innkeeper.booking.inventory.Settlement.TooLate}, up to a
     * second late, since the server counts in seconds; in a batch all wait as long as the one with the most time. That wait
     * cannot be interrupted, other than of a virtual thread. Named locks stay on their node:
     * on a cluster with several writable ones they do not keep anyone waiting who works on another, and it is the primary
     * key that decides between them, at COMMIT.
     *
     * @param lockConnections a pool for this alone, which stays its owner's; on the same pool as the storage those who wait
     *     would take the connections that those who have the lock need. Where it has fewer connections than there are callers
     *     at once, those who wait for one hotel keep those of other hotels waiting
     * @throws IllegalArgumentException if that is the storage's own data source
     */
    public InventoryLock named(DataSource lockConnections, InventoryLock lock) {
        Objects.requireNonNull(lockConnections, "lockConnections");
        if (lockConnections.equals(dataSource)) {
            throw new IllegalArgumentException("lockConnections must not be the data source of the storage");
        }
        return new NamedLock(lockConnections, Objects.requireNonNull(lock, "lock"));
    }
}
