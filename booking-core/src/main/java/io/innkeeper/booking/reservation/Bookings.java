package io.innkeeper.booking.reservation;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bookings: make, hold and confirm, change, cancel, look up. Safe for use by many threads, and by many processes on one database: however many ask
 * for a room-night at once, at most one gets it.
 *
 * <p>Everything is done on behalf of an {@link Actor}. A {@link UserId} is a guest, who sees and changes their own bookings;
 * who runs a hotel sees and changes those that are there. What an actor may not see is for them as if it were not there.
 *
 * <p>Each change is atomic: the booking, its nights and its event are committed together or not at all.
 */
public interface Bookings {

    /**
     * The same bookings, whose next change has a key: it can then be asked for again, however often and from wherever, and
     * happens once. The answer to a request that was done is kept with its key, and given again whatever has become of the
     * booking since; what was not done can be tried again with the same key. Without this each change has a new key of its own.
     *
     * <p>A key stands for one request of one account: another one with it is refused by a {@link RequestKeyReusedException}. Other
     * accounts' keys make no difference.
     *
     * @param key 1 to 64 visible characters of ASCII, for example a UUID that was made when the guest saw the button
     * @throws InvalidRequestException if the key is malformed
     */
    Bookings withKey(String key);

    /**
     * Finds out what became of a request, as after {@link Unknown}, and waits for it if it is being done at this moment. If it
     * was not done, its key is used up, so that the answer stays true: asked for again with the same key, it is refused by a
     * {@link RequestKeyReusedException}.
     *
     * @param actor whose request it was
     * @param hotel the hotel that it was about
     * @param key its key
     * @return {@link Happened}, {@link NeverHappens}, or why that cannot be told now
     * @throws InvalidRequestException if the key is malformed
     */
    ResolveOutcome resolve(Actor actor, HotelId hotel, String key);

    /**
     * Books a room. How requests for the same nights wait for one another is up to the
     * {@link io.innkeeper.booking.inventory.InventoryLock} of the storage.
     *
     * @return what became of it; an answer other than {@link Booked} and {@link Unknown} means that nothing was written
     * @throws InvalidRequestException if a field is malformed, or the quote is for something else
     * @throws NotFoundException if there is no such user, hotel, room or quote, or who asks may not book there for the user
     * @throws AlreadyExistsException if the request names the id of a booking that is there
     */
    BookingOutcome book(BookingRequest request);

    /**
     * Holds a room for a while, as a booking that is not for good yet: see {@link #confirm}. Nobody else gets its nights until
     * the hold has expired, by the clock of the storage; nothing needs to run for that. Once it has expired it may be cancelled
     * at any time, by {@link io.innkeeper.booking.Innkeeper#tidyUp}.
     *
     * @param length for how long, 1 second to 30 days
     * @return what became of it; an answer other than {@link Held} and {@link Unknown} means that nothing was written
     * @throws InvalidRequestException if a field is malformed, or the quote is for something else
     * @throws NotFoundException if there is no such user, hotel, room or quote, or who asks may not book there for the user
     * @throws AlreadyExistsException if the request names the id of a booking that is there
     */
    HoldOutcome hold(BookingRequest request, Duration length);

    /**
     * Gives a hold more time, counted from now; less is possible as well. If it has expired, it is revived unless
     * somebody else has its nights by now.
     *
     * @param length for how long, 1 second to 30 days
     * @return what became of it; {@link Refused} if the booking is not a hold, or its stay is over
     * @throws InvalidRequestException if the length is out of range
     * @throws NotFoundException if there is no such booking, or the actor may not see it
     */
    ExtendOutcome extend(Actor actor, BookingId booking, Duration length);

    /**
     * Makes a hold a booking for good, at the price of the hold. If it has expired, this works unless somebody
     * else has its nights by now.
     *
     * @return what became of it; {@link Refused} if the booking is not a hold
     * @throws NotFoundException if there is no such booking, or the actor may not see it
     */
    ConfirmOutcome confirm(Actor actor, BookingId booking);

    /**
     * Gives a hold up, expired or not. Its nights are free at once.
     *
     * @return what became of it; {@link Refused} if the booking is not a hold
     * @throws NotFoundException if there is no such booking, or the actor may not see it
     */
    CancelOutcome release(Actor actor, BookingId booking);

    /**
     * Changes a confirmed booking, or one whose guest has come, in one step: it gives back what it does not need any more and
     * takes what it does not have yet, and if that cannot be done it stays as it is. It is never in its own way. The whole
     * stay is priced anew; nights that are over stay the guest's, and a {@linkplain io.innkeeper.booking.stay.Restriction restriction} is asked only about what is new.
     *
     * @return what became of it; {@link Unavailable} names nights that others have; {@link Refused} if the booking is not
     *     one that can be changed, or by a rule that the change would break
     * @throws InvalidRequestException if a field is malformed, or the room is another hotel's
     * @throws NotFoundException if there is no such booking, or the actor may not see it, or no such room
     */
    ChangeOutcome change(Actor actor, BookingId booking, BookingChange change);

    /**
     * Cancels a booking. Its nights are free at once. What its guest has to pay for that, by the terms that were agreed when it
     * was made and the date at the hotel, is stored with it; a hotel that cancels asks for nothing.
     *
     * @return what became of it; {@link Refused} if the booking is not confirmed
     * @throws NotFoundException if there is no such booking, or the actor may not see it
     */
    CancelOutcome cancel(Actor actor, BookingId booking);

    /** A booking; empty as well if the actor may not see it. */
    Optional<Booking> find(Actor actor, BookingId booking);

    /**
     * A user's own bookings, the newest first, page by page.
     *
     * @param pageSize how many bookings a page has, 1 to 200
     * @param after the token of the page before, or null for the first page
     * @throws InvalidRequestException if the page size or the token is malformed
     */
    Page<Booking> list(UserId user, int pageSize, @Nullable String after);
}
