package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes or upgrades the schema, one process at a time, if Flyway is there to do it. */
final class Migration {

    private static final int LONGEST_WAIT_SECONDS = 300;

    private Migration() {}

    /**
     * Flyway has a lock of its own, but takes it only after it has looked whether the schema is empty and its history
     * there: of two that begin at once, one sees what the other has half done and fails.
     */
    static void run(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String lock = lockOf(SchemaCheck.schemaOf(connection));
            if (!ask(connection, "select get_lock(?, " + LONGEST_WAIT_SECONDS + ")", lock)) {
                throw new StorageException("Cannot migrate the schema: another process has been at it for long", null);
            }
            try {
                migrate(dataSource);
            } finally {
                ask(connection, "select release_lock(?)", lock);
            }
        } catch (SQLException e) {
            throw Failures.of("migrate the schema", e);
        }
    }

    /** One for each database of a server; the server takes names of at most 64 characters. */
    private static String lockOf(String schema) {
        return "innkeeper-" + UUID.nameUUIDFromBytes(schema.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean ask(Connection connection, String sql, String lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, lock);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    private static void migrate(DataSource dataSource) {
        try {
            FlywayMigration.run(dataSource);
        } catch (NoClassDefFoundError e) {
            throw new StorageException(
                    "Cannot migrate the schema without Flyway: add org.flywaydb:flyway-mysql, or apply"
                            + " META-INF/innkeeper/schema/*.sql, which are in the jar, by your own migration tool",
                    e);
        }
    }
}
