package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of a storage inside one transaction of a host. For one thread. */
final class JoinedStorage implements Storage {

    private final HostConnection host;
    private final Database database;
    private final JpaHotelStore hotels;
    private final JpaTariffStore tariffs;

    JoinedStorage(HostConnection host, PersistenceUnit unit) {
        this.host = host;
        this.database = new JoinedDatabase(host, unit);
        this.hotels = new JpaHotelStore(database);
        this.tariffs = new JpaTariffStore(database);
    }

    @Override
    public AccountStore accounts() {
        return new JpaAccountStore(database);
    }

    @Override
    public HotelStore hotels() {
        return hotels;
    }

    @Override
    public TariffStore tariffs() {
        return tariffs;
    }

    @Override
    public ListingStore listings() {
        return new JoinedListings(hotels, tariffs);
    }

    @Override
    public AvailabilityStore availability() {
        return new JpaAvailabilityStore(database);
    }

    @Override
    public QuoteStore quotes() {
        return new JpaQuoteStore(database);
    }

    @Override
    public BookingStore bookings() {
        return new JpaBookingStore(database);
    }

    @Override
    public EventStore events() {
        return new JpaEventStore(database);
    }

    @Override
    public InventoryLock inventory() {
        return new JoinedLock(host);
    }

    @Override
    public InventoryUpkeep upkeep() {
        return new NotHere();
    }

    /** There is nothing to close: the transaction and its connection are the host's. */
    @Override
    public void close() {}

    /** What has transactions of its own, and many. */
    private static final class NotHere implements InventoryUpkeep {

        @Override
        public InventoryReport verify() {
            throw notHere("verified");
        }

        @Override
        public List<Booking> expiredHolds(@Nullable Booking after, int limit) {
            throw notHere("tidied up");
        }

        @Override
        public int forgetKeys(Duration age) {
            throw notHere("tidied up");
        }

        private static IllegalStateException notHere(String done) {
            return new IllegalStateException("the inventory is " + done
                    + " in transactions of its own: ask the Innkeeper that was built, outside this transaction");
        }
    }
}
