package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.InventoryTx;
import java.sql.Connection;

/**
 * An open transaction on a connection.
 *
 * @param connection the connection
 * @param startsBefore in how many the same was tried before, as after {@link StartAgain}, and others were faster
 * @param severalAtOnce whether the connection takes several statements in one text, and so in one round trip
 * @param readsSnapshot whether what is read may be older than what is committed, unless it is locked
 */
record JdbcTx(Connection connection, int startsBefore, boolean severalAtOnce, boolean readsSnapshot)
        implements InventoryTx {

    /** In how many transactions the same was tried before; in none if this is one of a host. */
    static int startsBefore(InventoryTx tx) {
        return tx instanceof JdbcTx own ? own.startsBefore : 0;
    }

    /** Whether a transaction is known to take several statements in one text. */
    static boolean takesSeveralAtOnce(InventoryTx tx) {
        return tx instanceof JdbcTx own && own.severalAtOnce;
    }

    /** Whether what is read in a transaction may be older than what is committed, unless it is locked. */
    static boolean readsSnapshot(InventoryTx tx) {
        return tx instanceof JdbcTx joined && joined.readsSnapshot;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(connection)) {
            return type.cast(connection);
        }
        throw new IllegalArgumentException("this transaction has a java.sql.Connection, and no " + type.getName());
    }
}
