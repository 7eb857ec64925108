package io.innkeeper.booking.jpa.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement, or several, and what its question marks stand for.
 *
 * @param sql one statement, or several with a semicolon between
 * @param parameters sets the parameters
 */
record SqlText(String sql, Parameters parameters) {

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    interface Parameters {

        /**
         * Sets them from a number on.
         *
         * @return the number of the next one
         */
        int set(PreparedStatement statement, int first) throws SQLException;
    }

    /** One text of several, for a connection that takes several statements at once. */
    static SqlText together(List<SqlText> texts) {
        return new SqlText(texts.stream().map(SqlText::sql).collect(Collectors.joining(";\n")), (statement, first) -> {
            int at = first;
            for (SqlText text : texts) {
                at = text.parameters().set(statement, at);
            }
            return at;
        });
    }

    /** As many rows, or whatever stands in a list. */
    static String rows(int number, String row) {
        return String.join(", ", Collections.nCopies(number, row));
    }
}
