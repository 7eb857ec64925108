package io.innkeeper.booking.memory;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import java.time.Clock;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Keeps everything in memory: for tests and for small applications that may forget. It is as safe under concurrent use as
 * a database, and keeps the same promises, except that nothing outlives the process. Several
 * {@link io.innkeeper.booking.Innkeeper}s may share one.
 */
public final class MemoryStorage implements Storage {

    final MemoryAccounts accounts;
    final MemoryRooms rooms;
    final MemoryBookings bookings;
    final MemoryEvents events;
    final MemoryHotels hotels;
    final MemoryTariffs tariffs;
    final MemoryQuotes quotes;
    private final AvailabilityStore availability;
    private final InventoryLock inventory;
    private final InventoryUpkeep upkeep;
    private final Clock clock;

    /** An empty one, in which a change waits only for those who are at its very rooms. */
    public MemoryStorage() {
        this(lock -> lock);
    }

    /**
     * An empty one, with a strategy of the caller's choice.
     *
     * @param strategy puts the strategy together around what the storage does by itself, for example
     *     {@code InventoryLock::combining}; it is closed with the storage
     */
    public MemoryStorage(UnaryOperator<InventoryLock> strategy) {
        this(Clock.systemUTC(), strategy);
    }

    /**
     * An empty one, with a strategy and a clock of the caller's choice.
     *
     * @param clock says when a hold has expired, as the clock of the server does for a database
     * @param strategy puts the strategy together around what the storage does by itself
     */
    public MemoryStorage(Clock clock, UnaryOperator<InventoryLock> strategy) {
        Objects.requireNonNull(strategy, "strategy");
        this.clock = Objects.requireNonNull(clock, "clock");
        accounts = new MemoryAccounts();
        rooms = new MemoryRooms();
        bookings = new MemoryBookings();
        events = new MemoryEvents(clock);
        hotels = new MemoryHotels(rooms, accounts);
        tariffs = new MemoryTariffs();
        quotes = new MemoryQuotes(clock);
        availability = new MemoryAvailability(rooms, hotels, clock);
        upkeep = new MemoryUpkeep(rooms, bookings, clock);
        inventory = inventory(strategy);
    }

    /** One more on what another one keeps, with a strategy of its own. */
    MemoryStorage(MemoryStorage other, UnaryOperator<InventoryLock> strategy) {
        clock = other.clock;
        accounts = other.accounts;
        rooms = other.rooms;
        bookings = other.bookings;
        events = other.events;
        hotels = other.hotels;
        tariffs = other.tariffs;
        quotes = other.quotes;
        availability = other.availability;
        upkeep = other.upkeep;
        inventory = inventory(strategy);
    }

    private InventoryLock inventory(UnaryOperator<InventoryLock> strategy) {
        return Objects.requireNonNull(
                strategy.apply(new MemoryInventory(rooms, bookings, events, accounts, clock)),
                "the strategy gave no lock");
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
    public AvailabilityStore availability() {
        return availability;
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

    /** Closes the strategy. What is here goes when nobody refers to it any more. */
    @Override
    public void close() {
        inventory.close();
    }
}
