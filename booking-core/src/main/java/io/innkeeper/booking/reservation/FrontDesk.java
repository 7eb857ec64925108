package io.innkeeper.booking.reservation;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is done at a hotel and not by its guests: guests arrive, leave or do not come, and rooms are kept free for repairs.
 * Only for who runs the hotel: its owner, staff, or the application. Safe for use by many threads.
 */
public interface FrontDesk {

    /**
     * The same front desk, whose next change has a key: see {@link Bookings#withKey}.
     *
     * @throws InvalidRequestException if the key is malformed
     */
    FrontDesk withKey(String key);

    /**
     * The guest has come.
     *
     * @return {@link Refused} if the booking is not confirmed, or today is before its arrival or after its departure
     * @throws NotFoundException if there is no such booking, or the actor does not run its hotel
     */
    StatusOutcome checkIn(Actor actor, BookingId booking);

    /**
     * The guest has left. Who leaves early gives back the nights from today on, except the first one; the price stays.
     *
     * @return {@link Refused} if the guest is not checked in
     * @throws NotFoundException if there is no such booking, or the actor does not run its hotel
     */
    StatusOutcome checkOut(Actor actor, BookingId booking);

    /**
     * The guest has not come. The nights are free at once, and the fee of a late cancellation is to be paid.
     *
     * @return {@link Refused} if the booking is not confirmed, or its arrival is still to come
     * @throws NotFoundException if there is no such booking, or the actor does not run its hotel
     */
    StatusOutcome noShow(Actor actor, BookingId booking);

    /**
     * Keeps a room free of guests, as for repairs. Nights that somebody has or holds are not taken from them.
     *
     * @return {@link Unavailable} names the nights that somebody has
     * @throws InvalidRequestException if a field is malformed
     * @throws NotFoundException if there is no such room, or the actor does not run its hotel
     */
    BlockOutcome block(Actor actor, RoomId room, Stay stay);

    /**
     * Opens a room to guests again.
     *
     * @param block the {@link Blocked} booking
     * @return {@link Refused} if it is no block, or not any more
     * @throws NotFoundException if there is no such booking, or the actor does not run its hotel
     */
    StatusOutcome unblock(Actor actor, BookingId block);

    /**
     * The bookings of a hotel, blocks and what was cancelled included, whose stay has a day from one date to another: the day
     * of arrival, of departure, or one between them. In the order of their arrivals, page by page.
     *
     * @param from the first date
     * @param to the last date
     * @param pageSize how many bookings a page has, 1 to 200
     * @param after the token of the page before, or null for the first page
     * @throws InvalidRequestException if a field is malformed
     * @throws NotFoundException if there is no such hotel, or the actor does not run it
     */
    Page<Booking> list(Actor actor, HotelId hotel, LocalDate from, LocalDate to, int pageSize, @Nullable String after);
}
