package io.innkeeper.booking.jpa.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;

/**
 * A statement, and what its question marks stand for.
 *
 * @param sql the statement
 * @param rows how many rows it must change, so that it has done what it is for; {@link #ANY} if that does not matter
 * @param parameters sets the parameters
 */
record SqlText(String sql, int rows, Parameters parameters) {

    /** However many rows. */
    static final int ANY = -1;

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

    /** A statement that looks, or inserts all or fails. */
    static SqlText of(String sql, Parameters parameters) {
        return new SqlText(sql, ANY, parameters);
    }

    /** Whether as many rows were changed as must be. */
    boolean isDoneBy(int changed) {
        return rows == ANY || rows == changed;
    }

    /** As many rows, or whatever stands in a list. */
    static String rows(int number, String row) {
        return String.join(", ", Collections.nCopies(number, row));
    }
}
