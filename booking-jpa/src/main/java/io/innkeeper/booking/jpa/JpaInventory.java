package io.innkeeper.booking.jpa;

import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.jpa.internal.DirectLock;
import io.innkeeper.booking.jpa.internal.UniqueClaim;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The parts of an inventory-lock strategy that work on MySQL: guards, which decide inside a transaction, and locks, which
 * own waiting, transaction and retry. They are put together with each other and with the decorators of
 * {@link InventoryLock}; the default of {@link JpaStorage} is
 *
 * <pre>{@code
 * JpaStorage.open(dataSource, mysql -> InventoryLock.retrying(mysql.direct(mysql.uniqueClaim())));
 * }</pre>
 *
 * <p>A storage hands it out while it is being opened. Safe for use by many threads.
 */
public final class JpaInventory {

    private final DataSource dataSource;

    JpaInventory(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A guard that looks at nothing before it writes: it inserts the nights, and the primary key of {@code room_night}
     * decides. Choose it unless you know of something better for your load.
     *
     * <p>A booking of a given room is three inserts and no read; any room of a type takes one look for a free one first. Of
     * two who want the same night, the second waits until the first has committed, and is then told by the database. It is
     * right on a cluster with several writable nodes as well, since all of them check the key.
     */
    public InventoryGuard uniqueClaim() {
        return new UniqueClaim();
    }

    /**
     * A lock that makes nobody wait: begins a transaction on READ COMMITTED, lets the guard decide, and commits or rolls
     * back. Each change has a transaction of its own, on one connection of the storage's data source. It costs a COMMIT and,
     * on a connection that commits by itself, two round trips to switch that off and on.
     */
    public InventoryLock direct(InventoryGuard guard) {
        return new DirectLock(dataSource, Objects.requireNonNull(guard, "guard"));
    }
}
