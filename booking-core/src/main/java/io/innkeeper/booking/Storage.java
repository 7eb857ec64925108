package io.innkeeper.booking;

import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityFeed;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that a storage provides. {@link io.innkeeper.booking.memory.MemoryStorage} keeps it in memory; booking-jpa
 * keeps it in MySQL. Implementations are safe for use by many threads.
 */
public interface Storage extends AutoCloseable {

    /** Users and their credentials. */
    AccountStore accounts();

    /** Hotels and rooms. */
    HotelStore hotels();

    /** On what terms nights are sold. */
    TariffStore tariffs();

    /** What bookings are made of. */
    default ListingStore listings() {
        return ListingStore.reading(hotels(), tariffs());
    }

    /** What is free. */
    AvailabilityStore availability();

    /**
     * From which an index in memory of what is free is loaded and kept up. Empty, as by default, where there is no use in one,
     * since answers come from memory anyway.
     */
    default Optional<AvailabilityFeed> availabilityFeed() {
        return Optional.empty();
    }

    /** Prices that are kept for a while. */
    QuoteStore quotes();

    /** Bookings, to be read. */
    BookingStore bookings();

    /** What happened to bookings. */
    EventStore events();

    /** Bookings, to be written: the strategy through which every change to the inventory goes. */
    InventoryLock inventory();

    /** What keeps the inventory in order. */
    InventoryUpkeep upkeep();

    /**
     * Does some work of one caller, on the thread that asks for it, whose look-ups then wait no longer for their turn than the
     * caller wants to; those that have none by then end in an {@link OverloadedException}. By default they wait as long as they
     * do.
     *
     * @param deadline when the caller wants an answer
     */
    default <T> T within(Deadline deadline, Supplier<T> work) {
        return work.get();
    }

    /** Releases what the storage opened itself; what the host handed over stays open. */
    @Override
    void close();
}
