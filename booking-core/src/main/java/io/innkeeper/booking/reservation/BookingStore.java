package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where bookings are read: the port that a storage implements. They are written only as changes to the inventory, through
 * the {@link io.innkeeper.booking.inventory.InventoryLock}. Implementations are safe for use by many threads.
 */
public interface BookingStore {

    /** The booking of this id. */
    Optional<Booking> find(BookingId booking);

    /** What is kept of the request that had a key. */
    Optional<KeptRequest> findByKey(RequestKey key);

    /**
     * Bookings of a user by descending id, which is the newest first since ids are time-ordered.
     *
     * @param before only bookings with a smaller id (compared as unsigned bytes), or null
     * @param limit at most so many
     */
    List<Booking> ofUser(UserId user, @Nullable BookingId before, int limit);
}
