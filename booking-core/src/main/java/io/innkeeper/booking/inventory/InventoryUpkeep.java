package io.innkeeper.booking.inventory;

import io.innkeeper.booking.reservation.Booking;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an inventory in order, beside the changes to it: the port that a storage implements. Nothing depends on its
 * being done. Implementations are safe for use by many threads, and by many processes on one database.
 */
public interface InventoryUpkeep {

    /**
     * Looks for what is wrong, in all that was committed at one moment: changes that are under way cause no finding.
     *
     * @throws io.innkeeper.booking.StorageException if the storage cannot do its work
     */
    InventoryReport verify();

    /**
     * Bookings that are holds still and have expired by the storage's clock, the one that expired first at the beginning.
     *
     * @param after the last of those that were read before, or null
     * @param limit at most so many
     */
    List<Booking> expiredHolds(@Nullable Booking after, int limit);

    /**
     * Forgets the keys of requests that were done or given up long enough ago by the storage's clock; the events stay, but for
     * those that tell nothing else. Safe to be done by many at once.
     *
     * @param age how long ago, at least
     * @return how many were forgotten by this call
     */
    int forgetKeys(Duration age);
}
