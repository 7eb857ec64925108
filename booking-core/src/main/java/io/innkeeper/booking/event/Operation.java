package io.innkeeper.booking.event;

import io.innkeeper.booking.hotel.HotelId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that the application asks the library for, from the call to the answer.
 *
 * @param kind what is asked for
 * @param hotel the hotel that it is asked of; null if the request does not name one, as when it names a room or a booking
 * @param strategy how changes to the inventory wait for one another: {@link io.innkeeper.booking.Storage#inventory()} by its
 *     name, which is the same for all operations of an {@link io.innkeeper.booking.Innkeeper}
 */
public record Operation(Kind kind, @Nullable HotelId hotel, String strategy) {

    /** What can be asked for and is watched: all that changes bookings, and searches. */
    public enum Kind {
        /** To book a room. */
        BOOK,
        /** To hold a room. */
        HOLD,
        /** To extend a hold. */
        EXTEND,
        /** To make a hold a booking for good. */
        CONFIRM,
        /** To give a hold up. */
        RELEASE,
        /** To have other nights, another room or other guests. */
        CHANGE,
        /** To cancel a booking. */
        CANCEL,
        /** To learn what became of a request whose answer was lost. */
        RESOLVE,
        /** To book several rooms. */
        BOOK_GROUP,
        /** To hold several rooms. */
        HOLD_GROUP,
        /** To confirm the holds of a group. */
        CONFIRM_GROUP,
        /** To give the holds of a group up. */
        RELEASE_GROUP,
        /** To cancel the bookings of a group. */
        CANCEL_GROUP,
        /** That a guest has come. */
        CHECK_IN,
        /** That a guest has left. */
        CHECK_OUT,
        /** That a guest has not come. */
        NO_SHOW,
        /** To keep a room free of guests. */
        BLOCK,
        /** To open a room to guests again. */
        UNBLOCK,
        /** For a price that is kept for a while. */
        QUOTE,
        /** Which rooms of a hotel are free. */
        FREE_ROOMS,
        /** Which hotels of a city have a free room. */
        FREE_HOTELS,
        /** What is free at a hotel, night by night. */
        CALENDAR;

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** A short name that stays the same: {@code book-group}. */
        public String label() {
            return label;
        }
    }
}
