package io.innkeeper.booking.examples.faults.history;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a history: one of its parts is there, and the others are null. Ids and dates are text as in the database, times are
 * microseconds since 1970 by the clock of the machine that everything runs on.
 *
 * @param begun what the history is of
 * @param injected a fault
 * @param asked a request, before it is made
 * @param told the answer to it
 * @param event a row of {@code booking_event} at the end
 * @param booking a row of {@code booking} at the end
 * @param nights rows of {@code room_night} at the end, of one booking
 * @param complaint what was found wrong while it ran
 * @param note what else is to be told of it
 */
public record Line(
        @Nullable Begun begun,
        @Nullable Injected injected,
        @Nullable Asked asked,
        @Nullable Told told,
        @Nullable StoredEvent event,
        @Nullable Seen booking,
        @Nullable StoredNights nights,
        @Nullable Complaint complaint,
        @Nullable String note) {

    /**
     * The first line.
     *
     * @param fault which faults
     * @param seed of all that was chosen at random
     * @param server product and version
     * @param lag for how long, in microseconds, a server may not know yet what another one has committed; 0 if there is one only
     * @param longest how long an answer may take, in microseconds; null if that is not looked at
     */
    public record Begun(
            String fault,
            long seed,
            String server,
            long lag,
            @Nullable Long longest) {}

    /** A fault, and when it was. */
    public record Injected(String what, long at) {}

    /**
     * A request, made once or again.
     *
     * @param request its key
     * @param attempt counts how often the request was made, from 1
     * @param at when it was made
     * @param what which operation
     * @param account whose request it is
     * @param hotel the hotel that it is about
     * @param booking the booking that it is about, if it is there already
     * @param wanted the nights of one given room that it wants, as far as they are known before it is made
     */
    public record Asked(
            String request,
            int attempt,
            long at,
            String what,
            String account,
            String hotel,
            @Nullable String booking,
            @Nullable Nights wanted) {}

    /** Nights of a room, from arrival to the day of departure. */
    public record Nights(String room, String arrival, String departure) {

        /** The dates of all of them. */
        List<String> dates() {
            return LocalDate.parse(arrival)
                    .datesUntil(LocalDate.parse(departure))
                    .map(LocalDate::toString)
                    .toList();
        }
    }

    /**
     * The answer to a request.
     *
     * @param request its key
     * @param attempt which of its attempts
     * @param at when it was there
     * @param answer its kind
     * @param bookings what was done, by the answer
     * @param nights the nights that are taken, by the answer
     * @param detail more, for people
     */
    public record Told(
            String request,
            int attempt,
            long at,
            String answer,
            List<Seen> bookings,
            List<String> nights,
            @Nullable String detail) {}

    /** A booking as it was after one of its changes. */
    public record Seen(
            String id,
            int version,
            String status,
            Nights nights,
            @Nullable Long heldUntil) {

        /** Whether it has no nights any more. */
        boolean isOver() {
            return status.equals("CANCELLED");
        }

        /** When it ends by itself; never, if it is for good. */
        long expires() {
            return heldUntil == null ? Long.MAX_VALUE : heldUntil;
        }
    }

    /**
     * A row of {@code booking_event}.
     *
     * @param id its id
     * @param account who asked for it
     * @param request the key, if the row has it
     * @param with the ids of the other events of the same request, if the row has the key
     * @param type what happened
     * @param after the booking then; null if the request was given up
     */
    public record StoredEvent(
            String id,
            String account,
            @Nullable String request,
            List<String> with,
            String type,
            @Nullable Seen after) {}

    /** The nights of a room that a booking has. */
    public record StoredNights(String booking, String room, List<String> nights) {}

    /**
     * Something wrong that was seen while it ran.
     *
     * @param kind of the kinds of a {@link Finding}
     */
    public record Complaint(String kind, String message) {}

    public static Line of(Begun begun) {
        return new Line(begun, null, null, null, null, null, null, null, null);
    }

    public static Line of(Injected injected) {
        return new Line(null, injected, null, null, null, null, null, null, null);
    }

    public static Line of(Asked asked) {
        return new Line(null, null, asked, null, null, null, null, null, null);
    }

    public static Line of(Told told) {
        return new Line(null, null, null, told, null, null, null, null, null);
    }

    public static Line of(StoredEvent event) {
        return new Line(null, null, null, null, event, null, null, null, null);
    }

    public static Line of(Seen booking) {
        return new Line(null, null, null, null, null, booking, null, null, null);
    }

    public static Line of(StoredNights nights) {
        return new Line(null, null, null, null, null, null, nights, null, null);
    }

    public static Line of(Complaint complaint) {
        return new Line(null, null, null, null, null, null, null, complaint, null);
    }

    /** A line that says what else is to be told. */
    public static Line note(String note) {
        return new Line(null, null, null, null, null, null, null, null, note);
    }
}
