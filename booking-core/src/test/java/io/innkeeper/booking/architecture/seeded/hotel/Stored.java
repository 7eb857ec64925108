package io.innkeeper.booking.architecture.seeded.hotel;

import java.sql.Connection;
import java.sql.SQLException;

/** Wrong: knows how hotels are kept. */
final class Stored {
    void store(Connection connection) throws SQLException {
        connection.commit();
    }
}
