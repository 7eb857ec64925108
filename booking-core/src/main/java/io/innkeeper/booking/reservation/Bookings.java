package io.innkeeper.booking.reservation;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bookings: make, look up, cancel. Safe for use by many threads, and by many processes on one database: however many ask
 * for a room-night at once, at most one gets it.
 *
 * <p>Each change is atomic: the booking, its nights and its event are committed together or not at all.
 */
public interface Bookings {

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
     * Cancels a user's own booking. Its nights are free at once.
     *
     * @return what became of it; {@link Refused} if the booking is not one that can be cancelled any more
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
