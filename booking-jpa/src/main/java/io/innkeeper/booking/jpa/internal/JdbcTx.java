package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.InventoryTx;
import java.sql.Connection;

/**
 * An open transaction on a connection.
 *
 * @param connection the connection
 * @param again whether the same was tried in one before, as after {@link StartAgain}, and others were faster
 * @param severalAtOnce whether the connection takes several statements in one text, and so in one round trip
 */
record JdbcTx(Connection connection, boolean again, boolean severalAtOnce) implements InventoryTx {

    /** Whether a transaction is one in which the same is tried again; one of a host never is. */
    static boolean isAgain(InventoryTx tx) {
        return tx instanceof JdbcTx own && own.again;
    }

    /** Whether a transaction is known to take several statements in one text. */
    static boolean takesSeveralAtOnce(InventoryTx tx) {
        return tx instanceof JdbcTx own && own.severalAtOnce;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(connection)) {
            return type.cast(connection);
        }
        throw new IllegalArgumentException("this transaction has a java.sql.Connection, and no " + type.getName());
    }
}
