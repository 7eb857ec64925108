package io.innkeeper.booking.inventory;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import java.time.LocalDate;
import java.util.List;

/** Answer to one {@link InventoryChange}. Only {@link Settled} and {@link Unknown} may have written anything. */
public sealed interface Settlement {

    /**
     * It is done. From a guard: done in the transaction, which is still to be committed; from a lock: committed.
     *
     * @param events what was written, as {@link InventoryChange#complete()} said
     */
    record Settled(List<BookingEvent> events) implements Settlement {

        /** Makes the list unmodifiable. */
        public Settled {
            events = List.copyOf(events);
        }
    }

    /**
     * It cannot be done as things stand, and trying again does not change that.
     *
     * @param why the reason
     */
    record Refused(Refusal why) implements Settlement {}

    /** It lost a race, or its thread was interrupted while it waited: it is not known whether it can be done. */
    record Contended() implements Settlement {}

    /** Its deadline passed before it could be done; nothing was written. */
    record TooLate() implements Settlement {}

    /**
     * It happened wholly or not at all, and nobody knows which: as a rule the connection was lost while the transaction was
     * being committed.
     */
    record Unknown() implements Settlement {}

    /**
     * The storage could not do its work; nothing was written.
     *
     * @param cause what went wrong
     */
    record Failed(StorageException cause) implements Settlement {}

    /** Why a change cannot be done. */
    sealed interface Refusal {

        /**
         * Committed bookings have the nights.
         *
         * @param nights the nights in the way, in order: see {@link io.innkeeper.booking.reservation.Unavailable}
         */
        record NightsTaken(List<LocalDate> nights) implements Refusal {

            /** Makes the list unmodifiable. */
            public NightsTaken {
                nights = List.copyOf(nights);
            }
        }

        /** The room or its hotel is closed, or is not there any more. */
        record Closed() implements Refusal {}

        /** The hotel has no open room of the type that takes so many guests. */
        record NoSuchRoom() implements Refusal {}

        /** A booking that was to be changed is not what it was when the change was asked for. */
        record Overtaken() implements Refusal {}

        /** A change with the same key was committed before. */
        record KeyUsed() implements Refusal {}

        /** The hotel, its rooms or its terms are not those of the edition by which the change was made. */
        record Outdated() implements Refusal {}

        /** The user who is to have the booking is not there. */
        record NoSuchUser() implements Refusal {}
    }
}
