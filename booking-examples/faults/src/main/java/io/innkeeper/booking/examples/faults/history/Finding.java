package io.innkeeper.booking.examples.faults.history;

/** Something that must not be, and in which way. */
public record Finding(Kind kind, String message) {

    /** In which ways a promise can be broken. */
    public enum Kind {
        /** What was acknowledged is not there. */
        LOST,
        /** Two bookings had a night of a room at the same time. */
        SOLD_TWICE,
        /** An answer was not true: other answers, or the database, say something else. */
        UNTRUE,
        /** It cannot be told whether a request happened. */
        UNRESOLVED,
        /** Events are not what happened. */
        EVENTS,
        /** The library's own check of its inventory found something. */
        INVENTORY,
        /** Whoever waited was not back in time, or something of theirs was left behind. */
        LATE
    }
}
