package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.input.Given;
import io.innkeeper.booking.stay.Stay;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A wish to book one room. Begins with {@link #room} or {@link #anyRoom}.
 *
 * @param user for whom
 * @param room which room
 * @param stay the nights
 * @param guests how many guests, at least 1
 * @param by who asks for it; the user, or who may book at the hotel for others
 * @param id the id that the booking is to have; null for one that is made for it
 * @param quote the quote at whose price it is to be booked, which must be for this room, stay and guests; null for what it
 *     costs by then
 */
public record BookingRequest(
        @NotNull(message = "must be given") UserId user,
        @NotNull(message = "must be given") @Valid RoomChoice room,
        @NotNull(message = "must be given") Stay stay,

        @Min(value = 1, message = "must be at least {value}")
        int guests,

        Actor by,
        @Nullable BookingId id,
        @Nullable QuoteId quote) {

    /**
     * Checks that somebody asks for it.
     *
     * @throws io.innkeeper.booking.InvalidRequestException if nobody does although there is a user
     */
    public BookingRequest {
        if (user != null) {
            Given.notNull("by", by);
        }
    }

    private BookingRequest(UserId user, RoomChoice room, Stay stay, int guests) {
        this(user, room, stay, guests, user, null, null);
    }

    /** Wants what was quoted, at the quoted price. */
    public static BookingRequest quoted(UserId user, Quote quote) {
        Given.notNull("quote", quote);
        return new BookingRequest(user, quote.room(), quote.stay(), quote.guests(), user, null, quote.id());
    }

    /** Wants this room. */
    public static BookingRequest room(UserId user, RoomId room, Stay stay, int guests) {
        return new BookingRequest(user, new RoomChoice.ThisRoom(room), stay, guests);
    }

    /** Wants any free room of a type in a hotel. */
    public static BookingRequest anyRoom(UserId user, HotelId hotel, String type, Stay stay, int guests) {
        return new BookingRequest(user, new RoomChoice.AnyRoom(hotel, type), stay, guests);
    }

    /** The same, asked for by somebody else than the user. */
    public BookingRequest by(Actor actor) {
        return new BookingRequest(user, room, stay, guests, Given.notNull("by", actor), id, quote);
    }

    /**
     * The same, with an id of the caller's for the booking, so that it can be asked for whatever the answer was; see
     * {@link BookingId#next()}.
     */
    public BookingRequest withId(BookingId newId) {
        return new BookingRequest(user, room, stay, guests, by, newId, quote);
    }
}
