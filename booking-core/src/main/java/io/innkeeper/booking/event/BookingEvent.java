package io.innkeeper.booking.event;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.reservation.Booking;
import java.util.Objects;
import java.util.UUID;

/**
 * One committed change to a booking. It is written in the same transaction as the change itself, and so is audit trail,
 * outbox and memory of requests at once.
 *
 * @param id identity of the event, a time-ordered UUID
 * @param type what happened
 * @param booking the booking after the change; its version is the event's number in the booking's sequence
 * @param by the account of whoever asked for it: see {@link io.innkeeper.booking.account.Actor}
 */
public record BookingEvent(UUID id, Type type, Booking booking, UserId by) {

    /** What can happen to a booking. */
    public enum Type {
        /** It was made as a hold. */
        HELD,
        /** Its hold was given more time. */
        EXTENDED,
        /** Its hold became a booking for good. */
        CONFIRMED,
        /** Its hold was given up. */
        RELEASED,
        /** Its hold had expired and was ended. */
        EXPIRED,
        /** It was made for good. */
        BOOKED,
        /** It was given other nights, another room or other guests. */
        CHANGED,
        /** It was cancelled. */
        CANCELLED,
        /** The guest came. */
        CHECKED_IN,
        /** The guest left. */
        CHECKED_OUT,
        /** The guest did not come. */
        NO_SHOW,
        /** It was made to keep a room free of guests. */
        BLOCKED,
        /** The room is open to guests again. */
        UNBLOCKED
    }

    /** Checks that no part is null. */
    public BookingEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(by, "by");
    }
}
