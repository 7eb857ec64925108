package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.inventory.Finding;
import io.innkeeper.booking.inventory.Finding.Kind;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in memory is spoilt behind the back of the storage: each mistake is found. */
class MemoryVerificationTest {

    private static final LocalDate FIRST = LocalDate.of(2031, 6, 1);
    private static final Duration LENGTH = Duration.ofMinutes(20);

    private final SettableClock clock = new SettableClock(Instant.parse("2031-05-20T12:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(clock, lock -> lock);
    private final Innkeeper innkeeper = Innkeeper.builder()
            .storage(storage)
            .passwordHasher(PasswordHasher.pbkdf2(1))
            .clock(clock)
            .build();
    private final UserId ada = innkeeper
            .accounts()
            .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
            .id();
    private final HotelId hotel = innkeeper
            .hotels()
            .add(HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF")))
            .id();
    private final Room room = room("1");
    private final Room otherRoom = room("2");
    private final Booking booked =
            innkeeper.bookings().book(request(0)).success().orElseThrow();
    private final Booking held =
            innkeeper.bookings().hold(request(10), LENGTH).success().orElseThrow();

    private Room room(String number) {
        return innkeeper.hotels().addRoom(hotel, new RoomDetails(number, "double", 2, Money.of("120", "CHF")));
    }

    private BookingRequest request(int after) {
        return BookingRequest.room(ada, room.id(), Stay.of(FIRST.plusDays(after), 3), 1);
    }

    @BeforeEach
    void atFirstNothingIsWrong() {
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }

    private void spoil(Room where, UnaryOperator<Occupancy> how) {
        storage.rooms.find(where.id()).orElseThrow().update(state -> state.with(how.apply(state.occupancy())));
    }

    private static Occupancy take(Occupancy occupancy, Stay stay, BookingId booking, @Nullable Instant heldUntil) {
        return occupancy.take(stay, booking, heldUntil).orElseThrow();
    }

    private static Occupancy without(Occupancy occupancy, Booking booking) {
        return occupancy.giveBack(Release.of(booking)).orElseThrow();
    }

    private Finding onlyFinding(Kind kind) {
        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(findings).as("findings").hasSize(1);
        assertThat(findings.get(0).kind()).as("%s", findings).isEqualTo(kind);
        return findings.get(0);
    }

    private void assertFinds(Kind kind, Booking booking) {
        Finding finding = onlyFinding(kind);
        assertThat(finding.bookings()).containsExactly(booking.id());
        assertThat(finding.room()).isEqualTo(booking.room());
        assertThat(finding.message()).contains(booking.id().toString());
    }

    @Test
    void nightsThatACancelledBookingHas() {
        storage.bookings.put(booked.moveTo(BookingStatus.CANCELLED));

        assertFinds(Kind.ORPHAN_NIGHTS, booked);
        assertThat(onlyFinding(Kind.ORPHAN_NIGHTS).message())
                .contains("2031-06-01", "2031-06-02", "2031-06-03", "CANCELLED");
    }

    @Test
    void nightsInAnotherRoomOrOutsideOfTheStay() {
        spoil(otherRoom, occupancy -> take(occupancy, booked.stay(), booked.id(), null));
        spoil(room, occupancy -> take(occupancy, Stay.of(booked.stay().departure(), 2), booked.id(), null));

        assertThat(innkeeper.verifyInventory().findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.ORPHAN_NIGHTS, Kind.ORPHAN_NIGHTS);
    }

    @Test
    void nightsOfABookingThatIsNotThere() {
        BookingId nobody = new BookingId(UUID.randomUUID());
        spoil(otherRoom, occupancy -> take(occupancy, booked.stay(), nobody, null));

        assertThat(onlyFinding(Kind.ORPHAN_NIGHTS).bookings()).containsExactly(nobody);
    }

    @Test
    void nightsThatABookingLacks() {
        spoil(
                room,
                occupancy -> occupancy
                        .giveBack(new Release(booked.id(), room.id(), Stay.of(FIRST.plusDays(1), 1), false))
                        .orElseThrow());

        assertFinds(Kind.MISSING_NIGHTS, booked);
        assertThat(onlyFinding(Kind.MISSING_NIGHTS).message()).contains("only 2 of its nights");
    }

    @Test
    void aHoldMayLackNightsOnceItHasExpired() {
        spoil(room, occupancy -> without(occupancy, held));

        assertFinds(Kind.MISSING_NIGHTS, held);
        clock.advance(LENGTH);
        assertThat(innkeeper.verifyInventory().findings()).isEmpty();
    }

    @Test
    void nightsOfAHoldThatExpireAtAnotherTime() {
        Instant later = Objects.requireNonNull(held.heldUntil()).plusNanos(1_000);
        spoil(room, occupancy -> take(without(occupancy, held), held.stay(), held.id(), later));

        assertFinds(Kind.WRONG_EXPIRY, held);
    }

    @Test
    void nightsThatExpireOfABookingForGood() {
        spoil(room, occupancy -> take(without(occupancy, booked), booked.stay(), booked.id(), clock.instant()));

        assertFinds(Kind.WRONG_EXPIRY, booked);
    }

    /** Of which only one can have all its nights. */
    @Test
    void twoBookingsOfANight() {
        Booking other = innkeeper.bookings().book(request(5)).success().orElseThrow();
        spoil(room, occupancy -> without(occupancy, other));
        storage.bookings.put(other.changed(room.id(), Stay.of(FIRST.plusDays(2), 3), other.guests(), other.total()));

        List<Finding> findings = innkeeper.verifyInventory().findings();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MISSING_NIGHTS, Kind.OVERLAP);
        assertThat(findings.get(1).bookings()).containsExactlyInAnyOrder(booked.id(), other.id());
    }

    /** They were read one after the other: a booking that moved away may be seen before that, and who came then, too. */
    @Test
    void bookingsOfARoomThatWasNotLookedAtAreNotJudged() {
        Booking other = Booking.of(
                new BookingId(UUID.randomUUID()), ada, hotel, room.id(), booked.stay(), 1, booked.total(), null);

        assertThat(new MemoryCheck(Map.of(), Map.of(booked.id(), booked, other.id(), other), clock.instant())
                        .report()
                        .findings())
                .isEmpty();
    }

    @Test
    void ofEachKindAHundredAreReported() {
        for (int i = 0; i < 150; i++) {
            Stay stay = Stay.of(FIRST.plusDays(2L * i), 1);
            spoil(otherRoom, occupancy -> take(occupancy, stay, new BookingId(UUID.randomUUID()), null));
        }

        assertThat(innkeeper.verifyInventory().findings()).hasSize(100);
    }
}
