package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.StorageException;
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
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Puts the parts together, on a host's data source or on a pool of our own. */
public final class Backend implements Storage {

    private final PersistenceUnit unit;
    private final InventoryLock inventory;
    private final Runnable closeOwnPools;
    private final AccountStore accounts;
    private final HotelStore hotels;
    private final TariffStore tariffs;
    private final ListingStore listings;
    private final AvailabilityStore availability;
    private final AvailabilityFeed feed;
    private final QuoteStore quotes;
    private final BookingStore bookings;
    private final InventoryUpkeep upkeep;
    private final EventStore events;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * On data sources of one database, which may be the same.
     *
     * @param changes for transactions of the inventory
     */
    private Backend(
            DataSource dataSource,
            DataSource changes,
            BiFunction<DataSource, PersistenceUnit, InventoryLock> strategy,
            Runnable closeOwnPools) {
        this.closeOwnPools = closeOwnPools;
        SchemaCheck.check(dataSource);
        unit = PersistenceUnit.open(TidyDataSource.around(dataSource));
        try {
            inventory = strategy.apply(changes, unit);
        } catch (RuntimeException | Error e) {
            unit.close();
            throw e;
        }
        Database database = new OwnDatabase(unit);
        accounts = new JpaAccountStore(database);
        JpaHotelStore storedHotels = new JpaHotelStore(database);
        hotels = storedHotels;
        JpaTariffStore storedTariffs = new JpaTariffStore(database);
        tariffs = storedTariffs;
        listings = new JpaListings(storedHotels, storedTariffs, unit::deadline);
        availability = new JpaAvailabilityStore(database);
        feed = new JpaAvailabilityFeed(database);
        quotes = new JpaQuoteStore(database);
        JpaBookingStore stored = new JpaBookingStore(database);
        bookings = stored;
        upkeep = new JpaUpkeep(dataSource, database, stored);
        events = new JpaEventStore(database);
    }

    /** On a data source that stays the host's. */
    public static Backend open(DataSource dataSource, BiFunction<DataSource, PersistenceUnit, InventoryLock> strategy) {
        return new Backend(dataSource, dataSource, strategy, () -> {});
    }

    /** On pools of its own. */
    public static Backend connect(
            String url, String user, String password, BiFunction<DataSource, PersistenceUnit, InventoryLock> strategy) {
        ServerAddress server = ServerAddress.of(url, user, password);
        OwnPool pool = pool(() -> OwnPool.open(server));
        try {
            OwnPool changes = pool(() -> OwnPool.openForChanges(server));
            try {
                return new Backend(pool.dataSource(), changes.dataSource(), strategy, () -> {
                    changes.close();
                    pool.close();
                });
            } catch (RuntimeException | Error e) {
                changes.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    private static OwnPool pool(Supplier<OwnPool> opening) {
        try {
            return opening.get();
        } catch (NoClassDefFoundError e) {
            throw new StorageException(
                    "There is no connection pool: com.zaxxer:HikariCP (which booking-jpa-starter brings) must be on the path,"
                            + " or a data source be handed over",
                    e);
        }
    }

    /** All of it inside the transaction that a connection is in. */
    public Storage join(Connection connection) {
        return joined(HostConnection.of(connection));
    }

    /** All of it inside the transaction that an entity manager of the host is in. */
    public Storage join(EntityManager em) {
        Storage joined = joined(HostConnection.of(em));
        em.flush();
        return joined;
    }

    private Storage joined(HostConnection host) {
        host.call("join the transaction", connection -> true);
        return new JoinedStorage(host, unit);
    }

    /** Makes or upgrades the schema. */
    public static void migrate(DataSource dataSource) {
        Migration.run(dataSource);
    }

    /** Makes or upgrades the schema, over connections of its own. */
    public static void migrate(String url, String user, String password) {
        ServerAddress server = ServerAddress.of(url, user, password);
        try (OwnPool pool = pool(() -> OwnPool.openForMigration(server))) {
            migrate(pool.dataSource());
        }
    }

    @Override
    public AccountStore accounts() {
        return accounts;
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
        return listings;
    }

    @Override
    public AvailabilityStore availability() {
        return availability;
    }

    @Override
    public Optional<AvailabilityFeed> availabilityFeed() {
        return Optional.of(feed);
    }

    @Override
    public QuoteStore quotes() {
        return quotes;
    }

    @Override
    public BookingStore bookings() {
        return bookings;
    }

    @Override
    public EventStore events() {
        return events;
    }

    @Override
    public InventoryLock inventory() {
        return inventory;
    }

    @Override
    public InventoryUpkeep upkeep() {
        return upkeep;
    }

    @Override
    public <T> T within(Deadline deadline, Supplier<T> work) {
        return unit.within(deadline, work);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            inventory.close();
        } finally {
            try {
                unit.close();
            } finally {
                closeOwnPools.run();
            }
        }
    }
}
