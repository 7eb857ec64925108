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
 * JpaStorage.open(dataSource, ds -> InventoryLock.retrying(JpaInventory.direct(ds, JpaInventory.uniqueClaim())));
 * }</pre>
 */
public final class JpaInventory {

    private JpaInventory() {}

    /**
     * A guard that looks at nothing before it writes: it inserts the nights, and the primary key of {@code room_night}
     * decides. Choose it unless you know of something better for your load.
     *
     * <p>A booking of a given room is three inserts and no read; any room of a type takes one look for a free one first. Of
     * two who want the same night, the second waits until the first has committed, and is then told by the database. It is
     * right on a cluster with several writable nodes as well, since all of them check the key.
     */
    public static InventoryGuard uniqueClaim() {
        return new UniqueClaim();
    }

    /**
     * A lock that makes nobody wait: begins a transaction on READ COMMITTED, lets the guard decide, and commits or rolls
     * back. Each change has a transaction of its own. It costs a COMMIT and, on a connection that commits by itself, two
     * round trips to switch that off and on.
     *
     * @param dataSource where the connections come from, one for each change that is under way
     */
    public static InventoryLock direct(DataSource dataSource, InventoryGuard guard) {
        return new DirectLock(Objects.requireNonNull(dataSource, "dataSource"), Objects.requireNonNull(guard, "guard"));
    }
}
