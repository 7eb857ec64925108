package io.innkeeper.booking;

import io.innkeeper.booking.account.Accounts;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.PasswordPolicy;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Events;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.internal.Announcements;
import io.innkeeper.booking.internal.Desk;
import io.innkeeper.booking.internal.Housekeeping;
import io.innkeeper.booking.internal.Indexing;
import io.innkeeper.booking.internal.RequestValidator;
import io.innkeeper.booking.internal.StoredAccounts;
import io.innkeeper.booking.internal.StoredAvailability;
import io.innkeeper.booking.internal.StoredEvents;
import io.innkeeper.booking.internal.StoredHotels;
import io.innkeeper.booking.internal.StoredQuotes;
import io.innkeeper.booking.internal.StoredTariffs;
import io.innkeeper.booking.internal.Watch;
import io.innkeeper.booking.internal.WatchedAvailability;
import io.innkeeper.booking.internal.WatchedBookings;
import io.innkeeper.booking.internal.WatchedFrontDesk;
import io.innkeeper.booking.internal.WatchedGroups;
import io.innkeeper.booking.internal.WatchedQuotes;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.Tidied;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.Groups;
import io.innkeeper.booking.reservation.Quotes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The front door: hotel booking for the application that holds one of these. Safe for use by many threads; one for each
 * storage is enough, and several, in one process or in many, may share a database.
 *
 * <pre>{@code
 * try (Innkeeper innkeeper = Innkeeper.inMemory()) {
 *     User ada = innkeeper.accounts().register(new Registration("ada@example.org", "Ada", "correct horse battery staple"));
 *     ...
 * }
 * }</pre>
 */
public final class Innkeeper implements AutoCloseable {

    private final Storage storage;
    private final Parts parts;
    private final Watch watch;
    private final StoredAccounts accounts;
    private final Hotels hotels;
    private final Tariffs tariffs;
    private final Availability availability;
    private final Quotes quotes;
    private final Bookings bookings;
    private final Groups groups;
    private final FrontDesk frontDesk;
    private final Housekeeping housekeeping;
    private final StoredEvents events;
    private final Runnable closing;

    /** What is not the storage's. */
    private record Parts(
            RequestValidator validator,
            PasswordHasher hasher,
            PasswordPolicy policy,
            Clock clock,
            Duration answerWithin,
            AllocationPolicy allocation,
            Duration slowAfter,
            List<BookingListener> listeners) {}

    private Innkeeper(
            Storage storage,
            Parts parts,
            StoredAccounts accounts,
            @Nullable Indexing indexing,
            Announcements announcements,
            Watch watch,
            boolean joined) {
        this.storage = storage;
        this.parts = parts;
        this.watch = watch;
        RequestValidator validator = parts.validator();
        Clock clock = parts.clock();
        this.accounts = accounts;
        this.hotels = new StoredHotels(storage.hotels(), validator);
        this.tariffs = new StoredTariffs(storage, validator);
        this.availability = new WatchedAvailability(new StoredAvailability(storage, indexing, validator, clock), watch);
        this.quotes = new WatchedQuotes(new StoredQuotes(storage, validator, clock), watch);
        Desk desk = Desk.of(storage, validator, clock, parts.answerWithin(), parts.allocation(), announcements);
        this.bookings = new WatchedBookings(desk, watch);
        this.groups = new WatchedGroups(desk, watch);
        this.frontDesk = new WatchedFrontDesk(desk, watch);
        this.housekeeping = new Housekeeping(storage.upkeep(), desk);
        this.events = new StoredEvents(storage.events(), desk, joined);
        this.closing = joined ? () -> {} : watch.opened();
    }

    /** To choose a storage and whatever else differs from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * One that keeps everything in memory, for tests and for trying things out: it is gone when nobody refers to it.
     *
     * @throws IllegalStateException if an optional helper is missing, as {@link Builder#build()} says
     */
    public static Innkeeper inMemory() {
        return builder().storage(new MemoryStorage()).build();
    }

    /**
     * The same, inside a transaction that the host has open: all that is read and written is part of it, and is committed
     * or rolled back by the host, together with what else the host does there.
     *
     * <pre>{@code
     * Bookings bookings = innkeeper.in(storage.join(entityManager)).bookings();
     * }</pre>
     *
     * <p>Answers mean the same, once the transaction is committed. Who is refused, by a value or by an exception, leaves the
     * transaction as it was before, so that it can go on; only {@link TransactionLostException} ends it. A transaction that
     * takes nights keeps others who want the same waiting until it ends, so it should be short, and do what is slow first or
     * after.
     *
     * <p>Nothing is merged with what others ask for, nor tried again. Availability is read from the storage and not from an
     * index. Listeners are told after the commit, if {@link JoinedTransaction#afterCommit} says how that is learnt. Failed
     * attempts to log in are counted in the transaction, and forgotten if it is rolled back: log in outside of it. Relays,
     * {@link #tidyUp} and {@link #verifyInventory}, which have transactions of their own, are refused by an
     * {@link IllegalStateException}, and so is everything if no transaction is open. Closing it does nothing.
     *
     * @param transaction of the storage that this was built with, or of another one on the same database
     * @return for the thread that the transaction is of, and of no more use once it has ended
     */
    public Innkeeper in(JoinedTransaction transaction) {
        Consumer<Runnable> afterCommit = transaction.afterCommit();
        Announcements announcements = afterCommit == null
                ? new Announcements(List.of(), Runnable::run)
                : new Announcements(parts.listeners(), afterCommit);
        Storage joined = transaction.storage();
        return new Innkeeper(
                joined, parts, accounts.in(joined.accounts()), null, announcements, watch.of(joined.inventory()), true);
    }

    /** Users: register, log in, change and reset a password. */
    public Accounts accounts() {
        return accounts;
    }

    /** Hotels and their rooms: add, update, close, list. */
    public Hotels hotels() {
        return hotels;
    }

    /** On what terms hotels sell their nights: rates by date, restrictions. */
    public Tariffs tariffs() {
        return tariffs;
    }

    /** What is free, where, and at what price. */
    public Availability availability() {
        return availability;
    }

    /** Prices that are kept for a while. */
    public Quotes quotes() {
        return quotes;
    }

    /** Bookings: make, hold and confirm, change, cancel, look up. */
    public Bookings bookings() {
        return bookings;
    }

    /** Several bookings at once, all or none. */
    public Groups groups() {
        return groups;
    }

    /** What is done at a hotel: guests come and go, rooms are kept free for repairs. */
    public FrontDesk frontDesk() {
        return frontDesk;
    }

    /**
     * Looks whether the inventory is as it must be: that each night is kept for just the booking that is to have it, that no
     * two bookings want the same one, and that bookings and their events agree. It changes nothing and can be asked at any
     * time, also while others book: what it looks at is what was committed at one moment.
     *
     * <p>In a database it reads every booking, night and event once, and keeps nobody waiting. In memory, where events are
     * not compared, all who change something wait while the state is copied.
     *
     * @return what is wrong, which is nothing unless somebody wrote past this library or storage was damaged
     * @throws StorageException if the storage cannot do its work
     */
    public InventoryReport verifyInventory() {
        return storage.upkeep().verify();
    }

    /**
     * Tidies up, which nothing depends on: call it as often as you like, by as many processes at once as you like, or never.
     *
     * <ul>
     *   <li>Holds that have expired by the storage's clock are cancelled. Until then the guest can still confirm or extend
     *       one whose nights nobody took. Whoever does so meanwhile keeps it.
     *       The holds of a group are cancelled together, once all of them have expired.
     *   <li>The keys of requests are forgotten once they are old enough. Asked for again with the same key, such a request is
     *       done anew. What happened is not forgotten.
     *   <li>Quotes that expired as long ago are forgotten.
     * </ul>
     *
     * <p>It works in many short transactions: if it fails or is broken off, what was done is done. What cannot be tidied up
     * keeps nothing else from it.
     *
     * @param keepKeys for how long a request that is repeated must be recognised, 1 hour to 36,500 days
     * @throws InvalidRequestException if that is out of range
     * @throws StorageException if the storage cannot do its work
     */
    public Tidied tidyUp(Duration keepKeys) {
        return housekeeping.tidyUp(keepKeys);
    }

    /** What happened to bookings: to be looked up, and to be delivered. */
    public Events events() {
        return events;
    }

    /** Closes the relays that were started from it, its index of what is free, and then the storage it was built with. */
    @Override
    public void close() {
        try {
            events.close();
        } finally {
            try {
                closing.run();
            } finally {
                storage.close();
            }
        }
    }

    /** Collects what an {@link Innkeeper} is made of. Each part may be set once; there may be many listeners. For use by one thread. */
    public static final class Builder {

        private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
        private static final Duration SLOW_AFTER = Duration.ofSeconds(1);

        private @Nullable Storage storage;
        private @Nullable PasswordHasher passwordHasher;
        private @Nullable PasswordPolicy passwordPolicy;
        private @Nullable Clock clock;
        private @Nullable Duration answerWithin;
        private @Nullable Duration slowAfter;
        private @Nullable AllocationPolicy allocation;
        private @Nullable AvailabilityIndex availabilityIndex;
        private final List<BookingListener> listeners = new ArrayList<>();

        private Builder() {}

        /** Where everything is kept. Must be set; it is closed together with what is built. */
        public Builder storage(Storage value) {
            storage = once("storage", storage, value);
            return this;
        }

        /** How passwords are hashed; by default {@link PasswordHasher#argon2id()}, as many at once as there are processors. */
        public Builder passwordHasher(PasswordHasher value) {
            passwordHasher = once("passwordHasher", passwordHasher, value);
            return this;
        }

        /** Which passwords are acceptable; by default {@link PasswordPolicy#standard()}. */
        public Builder passwordPolicy(PasswordPolicy value) {
            passwordPolicy = once("passwordPolicy", passwordPolicy, value);
            return this;
        }

        /**
         * What time it is, for today's date at a hotel and for whatever expires or has to wait in accounts; by default the
         * system's clock.
         */
        public Builder clock(Clock value) {
            clock = once("clock", clock, value);
            return this;
        }

        /**
         * How long a change to the inventory may wait for its turn before it is given up, with what is looked up for it; by
         * default 30 seconds. What has begun by then is waited for. While more is asked for than can be done, whoever wants to
         * book or hold something is told by an {@link OverloadedException} at once if what is under way would most likely take
         * more than half of that time; never among fewer than 64.
         *
         * @throws IllegalArgumentException if it is not positive or longer than a day
         */
        public Builder answerWithin(Duration value) {
            answerWithin = once("answerWithin", answerWithin, positive("answerWithin", value));
            return this;
        }

        /**
         * From when on an operation is slow; by default 1 second. Slow ones are logged, with what was asked for, the hotel, the
         * result, the time and how often it was tried again, to the logger of {@link io.innkeeper.booking.event.Operation}: at
         * level WARN, like those of which it is not known what became of them. Of those that lost to others or were too late it
         * says so at level INFO. It writes at most one line of each kind a second, with the number of those that were left out
         * since the last one, and nothing of users.
         *
         * @throws IllegalArgumentException if it is not positive or longer than a day
         */
        public Builder slowAfter(Duration value) {
            slowAfter = once("slowAfter", slowAfter, positive("slowAfter", value));
            return this;
        }

        private static Duration positive(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(name + " must be positive, at most a day, and not " + value);
            }
            return value;
        }

        /** Which room is taken where any of a type will do; by default {@link AllocationPolicy#bestFit()}. */
        public Builder allocation(AllocationPolicy value) {
            allocation = once("allocation", allocation, value);
            return this;
        }

        /**
         * Has {@link Innkeeper#availability()} answer from memory, in very little time and a little out of date, as
         * {@link AvailabilityIndex} says; by default it asks the storage. While the index is loaded, which begins at once on
         * a thread of its own, and whenever it is too old, the storage is asked. Where the storage is in memory itself,
         * this changes nothing.
         */
        public Builder availabilityIndex(AvailabilityIndex value) {
            availabilityIndex = once("availabilityIndex", availabilityIndex, value);
            return this;
        }

        /**
         * One more who is told of each change to a booking that is made through this object, once it is committed: on the
         * thread of the caller, before that has its answer, in the order in which listeners were added. What a listener
         * throws is logged and breaks nothing, other than an error of the virtual machine, which goes on to the caller
         * although the change is committed.
         *
         * <p>This is for what may be lost, such as a cache: nobody is told of a change that another process made, whose
         * process died at the wrong moment, or of which it is not known whether it happened, nor again of a request that was
         * done before.
         *
         * <p>It is also told of the beginning and the end of each operation, if it wants to be: see {@link BookingListener}.
         */
        public Builder listener(BookingListener value) {
            listeners.add(Objects.requireNonNull(value, "listener"));
            return this;
        }

        /**
         * Builds it.
         *
         * @throws IllegalStateException if there is no storage, or if a default needs an artifact that is not on the path:
         *     Bouncy Castle for Argon2id, Hibernate Validator for the checking of requests
         */
        public Innkeeper build() {
            if (storage == null) {
                throw new IllegalStateException("a storage must be set");
            }
            int processors = Runtime.getRuntime().availableProcessors();
            Parts parts = new Parts(
                    RequestValidator.create(),
                    passwordHasher != null
                            ? passwordHasher
                            : PasswordHasher.argon2id().atMost(processors),
                    passwordPolicy != null ? passwordPolicy : PasswordPolicy.standard(),
                    clock != null ? clock : Clock.systemUTC(),
                    answerWithin != null ? answerWithin : ANSWER_WITHIN,
                    allocation != null ? allocation : AllocationPolicy.bestFit(),
                    slowAfter != null ? slowAfter : SLOW_AFTER,
                    List.copyOf(listeners));
            Indexing indexing = availabilityIndex == null
                    ? null
                    : Indexing.of(storage, availabilityIndex, parts.clock(), parts.answerWithin())
                            .orElse(null);
            Storage watched = indexing == null ? storage : indexing;
            return new Innkeeper(
                    watched,
                    parts,
                    new StoredAccounts(
                            watched.accounts(), parts.hasher(), parts.policy(), parts.validator(), parts.clock()),
                    indexing,
                    new Announcements(parts.listeners(), Runnable::run),
                    new Watch(watched.inventory(), parts.listeners(), parts.slowAfter()),
                    false);
        }

        private static <T> T once(String name, @Nullable T present, T value) {
            if (present != null) {
                throw new IllegalStateException(name + " was set already: take one of the two calls away");
            }
            return Objects.requireNonNull(value, name);
        }
    }
}
