package io.innkeeper.booking.jpa;

import io.innkeeper.booking.jpa.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The two accounts of {@code docs/grants} on one database of a test, which may do what is written there and nothing else. */
final class Accounts implements AutoCloseable {

    private static final Path GRANTS = Path.of("docs", "grants");

    private final TestServer.Database database;
    private final String suffix = "_" + UUID.randomUUID().toString().substring(0, 8);
    private final String password = UUID.randomUUID().toString();

    /** Makes both, grants what there is before the first migration, and migrates. */
    Accounts(TestServer.Database database) {
        this.database = database;
        try {
            database.execute(
                    "create user " + migrates() + "@'%' identified by '" + password + "'",
                    "create user " + runs() + "@'%' identified by '" + password + "'");
            grant("migrates.sql");
            JpaStorage.migrate(database.url(), migrates(), password);
            grant("runs.sql");
        } catch (SQLException e) {
            throw new IllegalStateException("The test server does not make accounts", e);
        }
    }

    private void grant(String file) throws SQLException {
        database.execute(statements(file).toArray(String[]::new));
    }

    /** What a file says, one statement each, for this database and these accounts. */
    List<String> statements(String file) {
        try {
            String sql = Files.readString(GRANTS.resolve(file)).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(sql.split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .map(statement -> statement
                            .replace(" innkeeper.", " " + database.name() + ".")
                            .replace("innkeeper_migrates@", migrates() + "@")
                            .replace("innkeeper_runs@", runs() + "@"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who makes the tables. */
    String migrates() {
        return "migrates" + suffix;
    }

    /** Who works with them. */
    String runs() {
        return "runs" + suffix;
    }

    /** Of both. */
    String password() {
        return password;
    }

    /** A connection of who works with the tables. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), runs(), password);
    }

    @Override
    public void close() {
        try {
            database.execute("drop user " + migrates() + "@'%'", "drop user " + runs() + "@'%'");
        } catch (SQLException e) {
            throw new IllegalStateException("The test server does not drop accounts", e);
        }
    }
}
