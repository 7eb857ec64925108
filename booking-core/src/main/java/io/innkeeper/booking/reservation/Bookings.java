package io.innkeeper.booking.reservation;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bookings: make, hold and confirm, change, cancel, look up. Safe for use by many threads, and by many processes on one database: however many ask
 * for a room-night at once, at most one gets it.
 *
 * <p>Each change is atomic: the booking, its nights and its event are committed together or not at all.
 */
public interface Bookings {

    /**
     * The same bookings, whose next change has a key: it can then be asked for again, however often and from wherever, and
     * happens once. The answer to a request that was done is kept with its key, and given again whatever has become of the
     * booking since; what was not done can be tried again with the same key. Without this each change has a new key of its own.
     *
     * <p>A key stands for one request of one user: another one with it is refused by a {@link RequestKeyReusedException}. Other
     * users' keys make no difference.
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
     * @param user whose request it was
     * @param hotel the hotel that it was about
     * @param key its key
     * @return {@link Happened}, {@link NeverHappens}, or why that cannot be told now
     * @throws InvalidRequestException if the key is malformed
     */
    ResolveOutcome resolve(UserId user, HotelId hotel, String key);

    /**
     * Books a room. How requests for the same nights wait for one another is up to the
     * {@link io.innkeeper.booking.inventory.InventoryLock} of the storage.
     *
     * @return what became of it; an answer other than {@link Booked} and {@link Unknown} means that nothing was written
     * @throws InvalidRequestException if a field is malformed
     * @throws NotFoundException if there is no such user, hotel or room
     */
    BookingOutcome book(BookingRequest request);

    /**
     * Holds a room for a while, as a booking that is not for good yet: see {@link #confirm}. Nobody else gets its nights until
     * the hold has expired, by the clock of the storage; nothing needs to run for that.
     *
     * @param length for how long, 1 second to 30 days
     * @return what became of it; an answer other than {@link Held} and {@link Unknown} means that nothing was written
     * @throws InvalidRequestException if a field is malformed
     * @throws NotFoundException if there is no such user, hotel or room
     */
    HoldOutcome hold(BookingRequest request, Duration length);

    /**
     * Gives a user's own hold more time, counted from now; less is possible as well. If it has expired, it is revived unless
     * somebody else has its nights by now.
     *
     * @param length for how long, 1 second to 30 days
     * @return what became of it; {@link Refused} if the booking is not a hold
     * @throws InvalidRequestException if the length is out of range
     * @throws NotFoundException if there is no such booking, or it is another user's
     */
    ExtendOutcome extend(UserId user, BookingId booking, Duration length);

    /**
     * Makes a user's own hold a booking for good, at the price of the hold. If it has expired, this works unless somebody
     * else has its nights by now.
     *
     * @return what became of it; {@link Refused} if the booking is not a hold
     * @throws NotFoundException if there is no such booking, or it is another user's
     */
    ConfirmOutcome confirm(UserId user, BookingId booking);

    /**
     * Gives a user's own hold up, expired or not. Its nights are free at once.
     *
     * @return what became of it; {@link Refused} if the booking is not a hold
     * @throws NotFoundException if there is no such booking, or it is another user's
     */
    CancelOutcome release(UserId user, BookingId booking);

    /**
     * Changes a user's own confirmed booking in one step: it gives back what it does not need any more and takes what it does
     * not have yet, and if that cannot be done it stays as it is. It is never in its own way. The whole stay is priced anew.
     *
     * @return what became of it; {@link Unavailable} names nights that others have; {@link Refused} if the booking is not
     *     confirmed, or by a rule that the change would break
     * @throws InvalidRequestException if a field is malformed, or the room is another hotel's
     * @throws NotFoundException if there is no such booking, or it is another user's, or no such room
     */
    ChangeOutcome change(UserId user, BookingId booking, BookingChange change);

    /**
     * Cancels a user's own booking. Its nights are free at once.
     *
     * @return what became of it; {@link Refused} if the booking is not confirmed
     * @throws NotFoundException if there is no such booking, or it is another user's
     */
    CancelOutcome cancel(UserId user, BookingId booking);

    /** A user's own booking; empty as well if it is another user's. */
    Optional<Booking> find(UserId user, BookingId booking);

    /**
     * A user's own bookings, the newest first, page by page.
     *
     * @param pageSize how many bookings a page has, 1 to 200
     * @param after the token of the page before, or null for the first page
     * @throws InvalidRequestException if the page size or the token is malformed
     */
    Page<Booking> list(UserId user, int pageSize, @Nullable String after);
}
