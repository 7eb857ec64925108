package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.inventory.InventoryTx;
import java.sql.Connection;

/** An open transaction on a connection. */
record JdbcTx(Connection connection) implements InventoryTx {

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(connection)) {
            return type.cast(connection);
        }
        throw new IllegalArgumentException("this transaction has a java.sql.Connection, and no " + type.getName());
    }
}
