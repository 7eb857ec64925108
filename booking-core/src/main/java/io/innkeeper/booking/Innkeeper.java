package io.innkeeper.booking;

import io.innkeeper.booking.account.Accounts;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.PasswordPolicy;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.internal.Desk;
import io.innkeeper.booking.internal.RequestValidator;
import io.innkeeper.booking.internal.StoredAccounts;
import io.innkeeper.booking.internal.StoredAvailability;
import io.innkeeper.booking.internal.StoredBookings;
import io.innkeeper.booking.internal.StoredFrontDesk;
import io.innkeeper.booking.internal.StoredGroups;
import io.innkeeper.booking.internal.StoredHotels;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.Groups;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
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
    private final Accounts accounts;
    private final Hotels hotels;
    private final Availability availability;
    private final Bookings bookings;
    private final Groups groups;
    private final FrontDesk frontDesk;

    private Innkeeper(
            Storage storage, PasswordHasher hasher, PasswordPolicy policy, Clock clock, Duration answerWithin) {
        RequestValidator validator = RequestValidator.create();
        this.storage = storage;
        this.accounts = new StoredAccounts(storage.accounts(), hasher, policy, validator, clock);
        this.hotels = new StoredHotels(storage.hotels(), validator);
        this.availability = new StoredAvailability(storage.availability(), storage.hotels(), validator, clock);
        Desk desk = Desk.of(storage, validator, clock, answerWithin);
        this.bookings = new StoredBookings(desk);
        this.groups = new StoredGroups(desk);
        this.frontDesk = new StoredFrontDesk(desk);
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

    /** Users: register, log in, change and reset a password. */
    public Accounts accounts() {
        return accounts;
    }

    /** Hotels and their rooms: add, update, close, list. */
    public Hotels hotels() {
        return hotels;
    }

    /** What is free, where, and at what price. */
    public Availability availability() {
        return availability;
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

    /** Closes the storage it was built with. */
    @Override
    public void close() {
        storage.close();
    }

    /** Collects what an {@link Innkeeper} is made of. Each part may be set once. For use by one thread. */
    public static final class Builder {

        private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

        private @Nullable Storage storage;
        private @Nullable PasswordHasher passwordHasher;
        private @Nullable PasswordPolicy passwordPolicy;
        private @Nullable Clock clock;
        private @Nullable Duration answerWithin;

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
         * How long a change to the inventory may wait for its turn before it is given up; by default 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive or longer than a day
         */
        public Builder answerWithin(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("answerWithin must be positive, at most a day, and not " + value);
            }
            answerWithin = once("answerWithin", answerWithin, value);
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
            return new Innkeeper(
                    storage,
                    passwordHasher != null
                            ? passwordHasher
                            : PasswordHasher.argon2id().atMost(processors),
                    passwordPolicy != null ? passwordPolicy : PasswordPolicy.standard(),
                    clock != null ? clock : Clock.systemUTC(),
                    answerWithin != null ? answerWithin : ANSWER_WITHIN);
        }

        private static <T> T once(String name, @Nullable T present, T value) {
            if (present != null) {
                throw new IllegalStateException(name + " was set already");
            }
            return Objects.requireNonNull(value, name);
        }
    }
}
