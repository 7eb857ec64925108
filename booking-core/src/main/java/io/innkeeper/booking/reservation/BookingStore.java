package io.innkeeper.booking.reservation;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import java.time.LocalDate;
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
     * Bookings of a user, without those that have no guest, by descending id, which is the newest first since ids are time-ordered.
     *
     * @param before only bookings with a smaller id (compared as unsigned bytes), or null
     * @param limit at most so many
     */
    List<Booking> ofUser(UserId user, @Nullable BookingId before, int limit);

    /** The bookings of a group by ascending id. */
    List<Booking> ofGroup(GroupId group);

    /**
     * A place in the order of the bookings of a hotel.
     *
     * @param arrival the arrival of the last booking seen
     * @param booking its id, which decides between those that arrive on one day
     */
    record Position(LocalDate arrival, BookingId booking) {}

    /**
     * Bookings of a hotel that arrive at the second date or before, and depart at the first one or after; by arrival, then by
     * id (compared as unsigned bytes).
     *
     * @param after only bookings behind this place, or null
     * @param limit at most so many
     */
    List<Booking> atHotel(HotelId hotel, LocalDate from, LocalDate to, @Nullable Position after, int limit);
}
