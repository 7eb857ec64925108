package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.jpa.server.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks into a database, past the application. */
final class Rows {

    private Rows() {}

    /** The first column of what is found. */
    static List<String> column(TestServer.Database database, String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.connection()) {
            return column(connection, sql, parameters);
        }
    }

    /** The same in a transaction that is open, to lock the rows for instance. */
    static List<String> column(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            List<String> column = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
            }
            return column;
        }
    }

    /** A number that is found. */
    static int number(TestServer.Database database, String sql, Object... parameters) throws SQLException {
        return Integer.parseInt(column(database, sql, parameters).get(0));
    }

    /** An id as {@code unhex} takes it. */
    static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
