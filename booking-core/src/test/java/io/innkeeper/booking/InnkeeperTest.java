package io.innkeeper.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.Authentication;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.PasswordPolicy;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unknown;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.RecordedLog;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InnkeeperTest {

    private static final PasswordHasher CHEAP = PasswordHasher.pbkdf2(1);
    private static final String PASSWORD = "seven otters on a lake";

    @Test
    void everythingIsReadyWithTheDefaults() {
        try (Innkeeper innkeeper = Innkeeper.inMemory()) {
            User ada = innkeeper.accounts().register(new Registration("ada@example.org", "Ada", PASSWORD));

            assertThat(innkeeper.accounts().logIn("ada@example.org", PASSWORD))
                    .isEqualTo(new Authentication.Authenticated(ada));
        }
    }

    @Test
    void aPartMayBeSetOnce() {
        Innkeeper.Builder builder = Innkeeper.builder()
                .storage(new MemoryStorage())
                .passwordHasher(CHEAP)
                .passwordPolicy(PasswordPolicy.standard())
                .clock(Clock.systemUTC())
                .answerWithin(Duration.ofSeconds(1))
                .slowAfter(Duration.ofSeconds(1))
                .allocation(AllocationPolicy.firstFit())
                .availabilityIndex(AvailabilityIndex.standard());

        assertThatIllegalStateException()
                .isThrownBy(() -> builder.storage(new MemoryStorage()))
                .withMessage("storage was set already: take one of the two calls away");
        assertThatIllegalStateException().isThrownBy(() -> builder.passwordHasher(CHEAP));
        assertThatIllegalStateException().isThrownBy(() -> builder.passwordPolicy(PasswordPolicy.standard()));
        assertThatIllegalStateException().isThrownBy(() -> builder.clock(Clock.systemUTC()));
        assertThatIllegalStateException().isThrownBy(() -> builder.answerWithin(Duration.ofSeconds(1)));
        assertThatIllegalStateException().isThrownBy(() -> builder.slowAfter(Duration.ofSeconds(1)));
        assertThatIllegalStateException().isThrownBy(() -> builder.allocation(AllocationPolicy.bestFit()));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.availabilityIndex(AvailabilityIndex.standard()))
                .withMessage("availabilityIndex was set already: take one of the two calls away");
        assertThat(builder.build()).isNotNull();
    }

    @Test
    void withoutAStorageNothingIsBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Innkeeper.builder().build())
                .withMessage("a storage must be set");
    }

    @Test
    void aPartIsNotNull() {
        Innkeeper.Builder builder = Innkeeper.builder();
        assertThatNullPointerException().isThrownBy(() -> builder.storage(null));
        assertThatNullPointerException().isThrownBy(() -> builder.passwordHasher(null));
        assertThatNullPointerException().isThrownBy(() -> builder.passwordPolicy(null));
        assertThatNullPointerException().isThrownBy(() -> builder.clock(null));
        assertThatNullPointerException().isThrownBy(() -> builder.answerWithin(null));
        assertThatNullPointerException().isThrownBy(() -> builder.slowAfter(null));
        assertThatNullPointerException().isThrownBy(() -> builder.listener(null));
        assertThatNullPointerException().isThrownBy(() -> builder.allocation(null));
    }

    @Test
    void timeToAnswerIsPositive() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Innkeeper.builder().answerWithin(bad));
        }
    }

    @Test
    void whatIsSlowIsPositiveAndAtMostADay() {
        for (Duration bad :
                List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(1).plusNanos(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Innkeeper.builder().slowAfter(bad))
                    .withMessageContaining("slowAfter");
        }
    }

    @Test
    void whatIsSlowerIsLoggedWithoutAWordOfTheUser() {
        String log = RecordedLog.during(() -> book(Innkeeper.builder()
                        .slowAfter(Duration.ofNanos(1))
                        .storage(new MemoryStorage(InventoryLock::retrying))))
                .orElseThrow();

        assertThat(log.lines().filter(line -> line.contains("slow: ")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("book at hotel", "done after", "0 retries, 1 together"));
        assertThat(log).doesNotContain("ada@example.org", PASSWORD);
    }

    @Test
    void closingItClosesItsStorage() {
        Spied storage = new Spied(batch -> List.of());
        Innkeeper.builder().storage(storage).passwordHasher(CHEAP).build().close();

        assertThat(storage.closed).isTrue();
    }

    @Test
    void whatTheInventoryAnswersIsWhatTheGuestIsTold() {
        assertThat(outcome(new Settlement.Contended())).isEqualTo(new Contended());
        assertThat(outcome(new Settlement.TooLate())).isEqualTo(new TooLate());
        assertThat(outcome(new Settlement.Unknown())).isInstanceOf(Unknown.class);
    }

    private static BookingOutcome outcome(Settlement settlement) {
        return book(Innkeeper.builder().storage(new Spied(batch -> List.of(settlement))));
    }

    @Test
    void theInventoryIsToldByWhenAnAnswerIsWanted() {
        AtomicReference<Deadline> deadline = new AtomicReference<>();
        book(Innkeeper.builder().answerWithin(Duration.ofHours(7)).storage(new Spied(batch -> {
            deadline.set(batch.get(0).deadline());
            return List.of(new Settlement.TooLate());
        })));

        assertThat(deadline.get().remaining()).isBetween(Duration.ofHours(6), Duration.ofHours(7));
    }

    @Test
    void nobodyIsToldOfWhatMayNotHaveHappened() {
        List<BookingEvent> told = new ArrayList<>();
        MemoryStorage storage = new MemoryStorage(lock -> batch -> {
            assertThat(lock.settle(batch)).hasOnlyElementsOfType(Settlement.Settled.class);
            return List.of(new Settlement.Unknown());
        });

        assertThat(book(Innkeeper.builder().storage(storage).listener(told::add)))
                .isInstanceOf(Unknown.class);

        assertThat(told).isEmpty();
    }

    private static BookingOutcome book(Innkeeper.Builder builder) {
        try (Innkeeper innkeeper = builder.passwordHasher(CHEAP).build()) {
            User ada = innkeeper.accounts().register(new Registration("ada@example.org", "Ada", PASSWORD));
            Hotel hotel = innkeeper
                    .hotels()
                    .add(HotelDetails.of("Hotel", "City", ZoneOffset.UTC, Currency.getInstance("EUR")));
            Room room =
                    innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, Money.of("100", "EUR")));
            Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(2), 1);
            return innkeeper.bookings().book(BookingRequest.room(ada.id(), room.id(), stay, 1));
        }
    }

    /** A storage in memory with another inventory. */
    private static final class Spied implements Storage {

        private final MemoryStorage storage = new MemoryStorage();
        private final InventoryLock inventory;
        private boolean closed;

        Spied(InventoryLock inventory) {
            this.inventory = inventory;
        }

        @Override
        public AccountStore accounts() {
            return storage.accounts();
        }

        @Override
        public HotelStore hotels() {
            return storage.hotels();
        }

        @Override
        public TariffStore tariffs() {
            return storage.tariffs();
        }

        @Override
        public AvailabilityStore availability() {
            return storage.availability();
        }

        @Override
        public QuoteStore quotes() {
            return storage.quotes();
        }

        @Override
        public BookingStore bookings() {
            return storage.bookings();
        }

        @Override
        public EventStore events() {
            return storage.events();
        }

        @Override
        public InventoryLock inventory() {
            return inventory;
        }

        @Override
        public InventoryUpkeep upkeep() {
            return storage.upkeep();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
