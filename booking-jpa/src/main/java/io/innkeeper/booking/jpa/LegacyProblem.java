package io.innkeeper.booking.jpa;

import io.innkeeper.booking.reservation.BookingId;
import java.util.List;
import java.util.Objects;

/**
 * Something about a row of an old application that a {@link LegacyImport} has to tell. The row was left where it is, unless
 * the kind says otherwise.
 *
 * @param kind what is the matter
 * @param view the view in which the row is: {@code legacy_user}, {@code legacy_hotel}, {@code legacy_room} or {@code
 *     legacy_booking}
 * @param id the row's id in it
 * @param inTheWay of a double booking: who has nights that it would need, when it is its turn, old bookings by the ids that
 *     {@link LegacyImport#bookingId} gives; otherwise empty
 * @param message what is wrong with which values, for people; it has addresses and names in it, but never a password's hash
 */
public record LegacyProblem(Kind kind, String view, long id, List<BookingId> inTheWay, String message) {

    /** What can be the matter with a row. */
    public enum Kind {
        /** A value is missing, or is one that the library does not take: a departure that is not after the arrival, say. */
        MALFORMED,
        /** Another user has the e-mail address, in whatever way it is written there, or another room of the hotel the number. */
        DUPLICATE,
        /** It names a user, a hotel or a room that is not there, or was left itself. */
        MISSING,
        /** A night of the room is another booking's, or held. */
        DOUBLE_BOOKING,
        /**
         * The account was moved, but the hasher knows no hashes like the one that it has: its user can only log in once there
         * is a hasher that does, or ask for a new password. Told at each run until then.
         */
        UNKNOWN_HASH
    }

    /** Checks that no part is null and makes the list unmodifiable. */
    public LegacyProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(view, "view");
        inTheWay = List.copyOf(inTheWay);
        Objects.requireNonNull(message, "message");
    }

    /** All of it in a line. */
    @Override
    public String toString() {
        return kind + " " + view + " " + id + ": " + message;
    }
}
