package io.innkeeper.booking.jpa;

import io.innkeeper.booking.JoinedTransaction;
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
import io.innkeeper.booking.jpa.internal.Backend;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Keeps everything in a MySQL database (8.4 or newer; MariaDB 10.11 or newer does as well). Any number of processes may
 * work on one database. Safe for use by many threads.
 *
 * <p>The tables must be there. {@link #migrate(DataSource)} makes them, or a migration tool of the host does, by the SQL in
 * {@code META-INF/innkeeper/schema} of this jar. Opening looks whether they are as they must be, above all the primary key
 * of {@code room_night}, which is what keeps a night from being sold twice.
 *
 * <p>Every operation has a short transaction of its own, on READ COMMITTED, whatever the data source's default is, and sees
 * what any process has committed. What booking remembers of hotels, rooms, terms and sold nights to save statements is only
 * ever a guess: the transaction compares it, and whoever is refused is so by what was looked up. (Somebody who changes
 * hotels, rooms or terms by SQL of their own adds 1 to {@code hotel.version}; otherwise it may take a minute until bookings go
 * by that.) The host's persistence units, if it has any, are not touched.
 */
public final class JpaStorage implements Storage {

    private final Backend backend;

    private JpaStorage(Backend backend) {
        this.backend = backend;
    }

    /**
     * Opens a storage on a host's data source, with the default strategy: {@link InventoryLock#retrying} around
     * {@link InventoryLock#combining(InventoryLock) combining} around transactions that simply insert the nights they want. Who
     * is alone has a transaction at once; what many ask for at once is merged into few.
     *
     * <p>The data source should be a pool of at least as many connections as threads work with the storage at once; none
     * takes more than one at a time. Who waits for a connection of a {@code HikariDataSource} does so no longer than until their
     * deadline; any other pool should not keep anyone waiting for longer than that. It should have the settings of Connector/J that this URL has:
     * {@code jdbc:mysql://host/database?rewriteBatchedStatements=true&connectionTimeZone=UTC&useLocalSessionState=true&cacheServerConfiguration=true&sessionVariables=innodb_lock_wait_timeout=1},
     * and not {@code useAffectedRows=true}. With {@code allowMultiQueries=true} as well a booking takes two round trips, and five
     * without; it opens the door to stacked statements wherever the host puts SQL together from what others wrote, so it is
     * for a pool that only this library uses, such as that of {@link #connect(String, String, String)}. With
     * {@code innodb_lock_wait_timeout=1} a change whose time is over while it waits for another transaction is given up by the
     * server as well, soon after it was answered, and not by its caller alone; a longer time costs transactions of many
     * changes two round trips.
     *
     * @param hostDataSource a pool, which stays the host's: closing the storage does not close it. Each connection that it
     *     gives must be in no transaction, and goes back with the auto-commit mode and the isolation that it came with
     * @throws StorageException if the server cannot be reached or the schema is not what is needed; the message says what
     *     is missing
     */
    public static JpaStorage open(DataSource hostDataSource) {
        return open(hostDataSource, JpaStorage::defaultStrategy);
    }

    /**
     * Opens a storage on a host's data source, with a strategy of the caller's choice.
     *
     * @param hostDataSource as for {@link #open(DataSource)}
     * @param strategy puts the strategy together; it is closed with the storage
     * @throws StorageException as for {@link #open(DataSource)}
     */
    public static JpaStorage open(DataSource hostDataSource, Function<JpaInventory, InventoryLock> strategy) {
        Objects.requireNonNull(hostDataSource, "hostDataSource");
        Objects.requireNonNull(strategy, "strategy");
        return new JpaStorage(Backend.open(hostDataSource, (ds, unit) -> strategy.apply(new JpaInventory(ds, unit))));
    }

    /**
     * Opens a storage on connection pools of its own, with the default strategy: one to read and one for changes to the
     * inventory, of up to 10 connections each. The driver's settings that are good here are added where the URL does not say
     * otherwise.
     *
     * <p>Of several hosts, which are one cluster, both pools connect to the one that takes writes, and to another as soon as that
     * does, see {@link FailoverDataSource}. This replaces what the driver itself does with such a URL.
     *
     * @param url for MySQL Connector/J: {@code jdbc:mysql://host/database} or {@code jdbc:mysql://one,two,three/database}
     * @param user account at the server
     * @param password its password
     * @throws StorageException if the server cannot be reached, does not accept the account, or the schema is not what is
     *     needed; the message says what is missing
     */
    public static JpaStorage connect(String url, String user, String password) {
        return connect(url, user, password, JpaStorage::defaultStrategy);
    }

    /**
     * Opens a storage on connection pools of its own, with a strategy of the caller's choice.
     *
     * @param url as for {@link #connect(String, String, String)}
     * @param user account at the server
     * @param password its password
     * @param strategy puts the strategy together; it is closed with the storage
     * @throws StorageException as for {@link #connect(String, String, String)}
     */
    public static JpaStorage connect(
            String url, String user, String password, Function<JpaInventory, InventoryLock> strategy) {
        Objects.requireNonNull(strategy, "strategy");
        return new JpaStorage(
                Backend.connect(url, user, password, (ds, unit) -> strategy.apply(new JpaInventory(ds, unit))));
    }

    /**
     * Makes the tables, or brings them up to this version of the library, by Flyway. Does nothing where nothing is to do,
     * and several processes may do it at once. The schema may have tables of a host and the host's own Flyway history:
     * ours is in {@code innkeeper_schema_history}.
     *
     * @param dataSource whose user may create and alter tables, and which has three connections to give
     * @throws StorageException if it cannot be done, for example because {@code org.flywaydb:flyway-mysql}, which is
     *     optional, is not there
     */
    public static void migrate(DataSource dataSource) {
        Backend.migrate(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * The same as {@link #migrate(DataSource)} for those who {@link #connect(String, String, String)}.
     *
     * @param url as for {@link #connect(String, String, String)}
     * @param user account at the server, which may create and alter tables
     * @param password its password
     * @throws StorageException as for {@link #migrate(DataSource)}, or if the server cannot be reached
     */
    public static void migrate(String url, String user, String password) {
        Backend.migrate(url, user, password);
    }

    private static InventoryLock defaultStrategy(JpaInventory mysql) {
        return InventoryLock.retrying(InventoryLock.combining(mysql.direct(mysql.uniqueClaim())));
    }

    /**
     * Joins the transaction that an entity manager of the host is in, of whatever persistence provider and whoever began it:
     * the host by {@code getTransaction()}, a transaction manager, or a framework. What the entity manager has not flushed
     * yet is flushed now, so that it is seen.
     *
     * <p>Everything is done on the connection that the entity manager works on, and claims nights by
     * {@link JpaInventory#uniqueClaim()}, whatever the strategy of this storage is. Each refusal costs a savepoint and going
     * back to it. On REPEATABLE READ (the default of MySQL) or SERIALIZABLE, what must be the latest is read by shared locks;
     * what the transaction reads otherwise is as old as its first read, and whoever acts on what is not so any more is
     * answered by a {@link io.innkeeper.booking.TransactionLostException}. On READ COMMITTED that is rarer.
     *
     * @param hostEntityManager which is in a transaction, and stays the host's
     * @return for {@link io.innkeeper.booking.Innkeeper#in}
     * @throws IllegalStateException if no transaction is open, now or when it is used, or if it is READ UNCOMMITTED
     */
    public JoinedTransaction join(EntityManager hostEntityManager) {
        Objects.requireNonNull(hostEntityManager, "hostEntityManager");
        return JoinedTransaction.of(backend.join(hostEntityManager));
    }

    /**
     * Joins the transaction of a connection of the host: as {@link #join(EntityManager)} does, for hosts without Jakarta
     * Persistence.
     *
     * @param hostConnection to the database of this storage, with auto-commit off; it stays the host's
     * @return for {@link io.innkeeper.booking.Innkeeper#in}
     * @throws IllegalStateException if the connection commits by itself or is closed, now or when it is used, or if it is READ
     *     UNCOMMITTED
     */
    public JoinedTransaction join(Connection hostConnection) {
        Objects.requireNonNull(hostConnection, "hostConnection");
        return JoinedTransaction.of(backend.join(hostConnection));
    }

    @Override
    public AccountStore accounts() {
        return backend.accounts();
    }

    @Override
    public HotelStore hotels() {
        return backend.hotels();
    }

    @Override
    public TariffStore tariffs() {
        return backend.tariffs();
    }

    @Override
    public ListingStore listings() {
        return backend.listings();
    }

    @Override
    public AvailabilityStore availability() {
        return backend.availability();
    }

    @Override
    public Optional<AvailabilityFeed> availabilityFeed() {
        return backend.availabilityFeed();
    }

    @Override
    public QuoteStore quotes() {
        return backend.quotes();
    }

    @Override
    public BookingStore bookings() {
        return backend.bookings();
    }

    @Override
    public EventStore events() {
        return backend.events();
    }

    @Override
    public InventoryLock inventory() {
        return backend.inventory();
    }

    @Override
    public InventoryUpkeep upkeep() {
        return backend.upkeep();
    }

    @Override
    public <T> T within(Deadline deadline, Supplier<T> work) {
        return backend.within(deadline, work);
    }

    /** Closes the connection pool if it is the storage's own; a host's data source stays open. Twice is harmless. */
    @Override
    public void close() {
        backend.close();
    }
}
