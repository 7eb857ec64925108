package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.reservation.Booking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a transaction up to its COMMIT in one text, and so in one round trip, for connections that take several at
 * once. It is all or nothing: the server runs none after one that it refuses, and which one that was it does not say.
 */
final class AtOnce {

    private final List<SqlText> texts = new ArrayList<>();

    void add(SqlText text) {
        texts.add(text);
    }

    /** Adds what makes or replaces the rows of the bookings of some events. */
    void addBookings(List<BookingEvent> events) {
        List<Booking> made = new ArrayList<>();
        for (BookingEvent event : events) {
            if (event.booking().version() == 1) {
                made.add(event.booking());
            } else {
                add(ClaimText.updateBooking(event.booking()));
            }
        }
        if (!made.isEmpty()) {
            add(ClaimText.newBookings(made));
        }
    }

    /**
     * Runs them, and looks then if the rooms and hotels of some events are open and of the editions that their changes were made
     * by, see {@link ClaimText#openRooms}.
     *
     * @param ifOpen the events, maybe none
     * @throws StartAgain unless all was done as it must be; then nothing of it may be committed
     */
    void run(Connection connection, List<EventRow> ifOpen) throws SQLException {
        List<SqlText> all = new ArrayList<>(texts);
        if (!ifOpen.isEmpty()) {
            all.add(ClaimText.openRooms(ifOpen));
        }
        try (PreparedStatement statement =
                connection.prepareStatement(all.stream().map(SqlText::sql).collect(Collectors.joining(";\n")))) {
            int at = 1;
            for (SqlText text : all) {
                at = text.parameters().set(statement, at);
            }
            statement.execute();
            for (SqlText text : texts) {
                if (!text.isDoneBy(statement.getUpdateCount())) {
                    throw new StartAgain("what is to be changed is not as it was: " + text.sql());
                }
                statement.getMoreResults();
            }
            if (!ifOpen.isEmpty()) {
                try (ResultSet found = statement.getResultSet()) {
                    if (!ClaimText.areOpen(ifOpen, found)) {
                        throw new StartAgain("a room or hotel is not as it is remembered");
                    }
                }
            }
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e, Phase.BEFORE_COMMIT);
            if (failure == SqlFailure.DUPLICATE || failure == SqlFailure.MISSING_PARENT) {
                throw new StartAgain("one of several statements was refused: " + e.getMessage());
            }
            throw e;
        }
    }
}
