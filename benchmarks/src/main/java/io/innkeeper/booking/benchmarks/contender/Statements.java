package io.innkeeper.booking.benchmarks.contender;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements that prepare a database for a contender that wants it different. */
final class Statements {

    private Statements() {}

    static void execute(Site site, String... statements) {
        try (Connection connection = site.database().connection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
