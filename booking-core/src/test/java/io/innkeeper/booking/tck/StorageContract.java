package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.StorageFixture.SoldNight;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contracts have in common: the fixture, applications on it, and guests, hotels and rooms to work with. Extend one
 * of the contracts rather than this.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(VirtualCallers.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StorageContract {

    /** What the clock says unless a test has one of its own. */
    static final Instant NOW = Instant.parse("2031-05-20T12:00:00Z");

    /** The date of {@link #NOW} at hotels that are in UTC. */
    static final LocalDate TODAY = LocalDate.of(2031, 5, 20);

    static final Currency EUR = Currency.getInstance("EUR");
    static final String PASSWORD = "seven otters on a lake";

    /** Where hashing is not the subject, it should cost nothing. */
    static final PasswordHasher CHEAP = PasswordHasher.pbkdf2(1);

    private final List<Storage> storages = new ArrayList<>();
    private final List<Innkeeper> applications = new ArrayList<>();
    private final List<UserId> guests = new ArrayList<>();
    private @Nullable StorageFixture fixture;

    /** For subclasses. */
    protected StorageContract() {}

    /** The storage that is to be tested. Asked once for each test class; what it gives is closed at the end. */
    protected abstract StorageFixture fixture() throws Exception;

    /**
     * How often to run a race that is worth so many rounds, so that a subclass with little time runs fewer of the same. By
     * default all.
     *
     * @param full how many rounds it takes for a rare mistake to show
     * @return at least 1
     */
    protected int rounds(int full) {
        return full;
    }

    @BeforeAll
    final void openFixture() throws Exception {
        fixture = fixture();
        innkeeper();
    }

    @AfterAll
    final void closeFixture() {
        storages.forEach(Storage::close);
        if (fixture != null && ownsFixture()) {
            fixture.close();
        }
    }

    /** Whether the fixture ends with this contract. */
    boolean ownsFixture() {
        return true;
    }

    final StorageFixture outside() {
        return Objects.requireNonNull(fixture);
    }

    /** The application that most tests use. */
    final Innkeeper innkeeper() {
        return applications(1).get(0);
    }

    /** So many applications, each with a storage of its own on the same data. */
    final synchronized List<Innkeeper> applications(int number) {
        while (applications.size() < number) {
            Storage storage = outside().open();
            storages.add(storage);
            applications.add(application(storage, CHEAP, new SettableClock(NOW)));
        }
        return List.copyOf(applications.subList(0, number));
    }

    /** One more application on the first storage, with a clock of its own. Not to be closed: the storage is shared. */
    final Innkeeper application(Clock clock) {
        return application(storage(), CHEAP, clock);
    }

    /** One more application on the first storage, with a hasher and a clock of its own. Not to be closed. */
    final Innkeeper application(PasswordHasher hasher, Clock clock) {
        return application(storage(), hasher, clock);
    }

    static Innkeeper application(Storage storage, PasswordHasher hasher, Clock clock) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(hasher)
                .clock(clock)
                .build();
    }

    final Storage storage() {
        return storages(1).get(0);
    }

    /** The storages of so many applications. */
    final synchronized List<Storage> storages(int number) {
        applications(number);
        return List.copyOf(storages.subList(0, number));
    }

    /** A text that no other test has. */
    static String unique(String text) {
        return text + " " + UUID.randomUUID();
    }

    static String newEmail() {
        return "guest-" + UUID.randomUUID() + "@example.org";
    }

    final User newUser() {
        return innkeeper().accounts().register(new Registration(newEmail(), "Ada", PASSWORD));
    }

    final UserId newGuest() {
        return newUser().id();
    }

    final List<UserId> newGuests(int number) {
        return Stream.generate(this::newGuest).limit(number).toList();
    }

    /** So many different guests, who may have been others' before: for tests that look at hotels, and not at guests. */
    final synchronized List<UserId> guests(int number) {
        while (guests.size() < number) {
            guests.add(newGuest());
        }
        return List.copyOf(guests.subList(0, number));
    }

    static HotelDetails hotelDetails() {
        return HotelDetails.of(unique("Grand Hotel"), unique("Vienna"), ZoneOffset.UTC, EUR);
    }

    final Hotel newHotel() {
        return innkeeper().hotels().add(hotelDetails());
    }

    static RoomDetails roomDetails(String number, String type, int capacity, String rate) {
        return new RoomDetails(number, type, capacity, Money.of(rate, "EUR"));
    }

    final Room newRoom(HotelId hotel, String number, String type, int capacity, String rate) {
        return innkeeper().hotels().addRoom(hotel, roomDetails(number, type, capacity, rate));
    }

    /** A double room for 100 euros. */
    final Room newRoom(HotelId hotel, String number) {
        return newRoom(hotel, number, "double", 2, "100");
    }

    final List<Room> newRooms(HotelId hotel, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> newRoom(hotel, String.valueOf(101 + i)))
                .toList();
    }

    /** A double room in a hotel of its own. */
    final Room newRoom() {
        return newRoom(newHotel().id(), "101");
    }

    /** Some nights from so many days after today on. */
    static Stay stay(int daysFromToday, int nights) {
        return Stay.of(TODAY.plusDays(daysFromToday), nights);
    }

    /**
     * What is on all pages, in their order.
     *
     * @param page gives the page of a token, and the first one for null
     */
    static <T> List<T> allPages(Function<@Nullable String, Page<T>> page) {
        List<T> items = new ArrayList<>();
        Set<@Nullable String> tokens = new HashSet<>();
        String token = null;
        do {
            assertThat(tokens.add(token))
                    .as("a token that leads to a new page: %s", token)
                    .isTrue();
            Page<T> next = page.apply(token);
            items.addAll(next.items());
            token = next.next();
        } while (token != null);
        return items;
    }

    final Booking booked(UserId user, Room room, Stay stay) {
        return booked(innkeeper().bookings().book(BookingRequest.room(user, room.id(), stay, 1)));
    }

    static Booking booked(BookingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Booked.class);
        return outcome.success().orElseThrow();
    }

    /**
     * Looks at a hotel from outside: no night is sold twice, each live booking has all of its nights, and no night belongs
     * to anything else.
     *
     * @return all bookings of the hotel
     */
    final List<Booking> audit(HotelId hotel) {
        List<Booking> bookings = auditNights(hotel);
        outside().check(hotel);
        return bookings;
    }

    /** The same, without what only the storage's fixture knows to check. */
    final List<Booking> auditNights(HotelId hotel) {
        List<Booking> bookings = outside().bookings(hotel);
        List<SoldNight> sold = outside().soldNights(hotel);
        Set<SoldNight> had = Set.copyOf(sold);
        List<SoldNight> claimed = bookings.stream()
                .filter(booking -> booking.status().hasNights())
                .flatMap(booking -> booking.stay().nights().stream()
                        .map(night -> new SoldNight(booking.room(), night, booking.id()))
                        // Of a hold that has expired others may have taken nights.
                        .filter(night -> booking.status() != BookingStatus.HELD || had.contains(night)))
                .toList();
        assertThat(twice(claimed)).as("nights that two bookings claim").isEmpty();
        assertThat(twice(sold)).as("room-nights sold twice").isEmpty();
        assertThat(less(claimed, sold))
                .as("nights of live bookings that are not sold")
                .isEmpty();
        assertThat(less(sold, claimed))
                .as("nights that are sold to no live booking")
                .isEmpty();
        return bookings;
    }

    private static Set<RoomNight> twice(List<SoldNight> nights) {
        Set<RoomNight> once = new HashSet<>();
        return nights.stream()
                .map(sold -> new RoomNight(sold.room(), sold.night()))
                .filter(night -> !once.add(night))
                .collect(Collectors.toSet());
    }

    private static Set<SoldNight> less(List<SoldNight> all, List<SoldNight> others) {
        Set<SoldNight> rest = new HashSet<>(all);
        others.forEach(rest::remove);
        return rest;
    }
}
