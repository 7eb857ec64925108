package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.InventoryTx;
import java.sql.Connection;

/**
 * An open transaction on a connection.
 *
 * @param connection the connection
 * @param again whether the same was tried in one before, as after {@link StartAgain}, and others were faster
 */
record JdbcTx(Connection connection, boolean again) implements InventoryTx {

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(connection)) {
            return type.cast(connection);
        }
        throw new IllegalArgumentException("this transaction has a java.sql.Connection, and no " + type.getName());
    }
}
