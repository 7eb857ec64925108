package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.HoldLost;
import io.innkeeper.booking.reservation.HoldOutcome;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of holds: that nobody else gets their nights, until they have expired and somebody does. */
public abstract class HoldContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    /** For subclasses. */
    protected HoldContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private Booking held(UserId guest, Room room, Stay stay) {
        HoldOutcome outcome = bookings().hold(BookingRequest.room(guest, room.id(), stay, 1), LENGTH);
        assertThat(outcome).isInstanceOf(Held.class);
        return outcome.success().orElseThrow();
    }

    private Booking expired(UserId guest, Room room, Stay stay) {
        Booking hold = held(guest, room, stay);
        outside().expireHolds(room.hotel());
        return bookings().find(guest, hold.id()).orElseThrow();
    }

    private BookingOutcome book(UserId guest, Room room, Stay stay) {
        return bookings().book(BookingRequest.room(guest, room.id(), stay, 1));
    }

    private static Instant heldUntil(Booking hold) {
        return Objects.requireNonNull(hold.heldUntil());
    }

    private static void assertRefused(Outcome outcome, String rule, BookingStatus status) {
        assertThat(outcome).isInstanceOf(Refused.class);
        List<RuleViolation> reasons = ((Refused) outcome).reasons();
        assertThat(reasons).extracting(RuleViolation::rule).containsExactly(rule);
        assertThat(reasons.get(0).values()).isEqualTo(Map.of("status", status.toString()));
        assertThat(reasons.get(0).message()).contains(status.toString());
    }

    // While the hold lasts

    @Test
    void aFreeRoomIsHeld() {
        UserId guest = newGuest();
        Room room = newRoom();

        Booking hold = held(guest, room, stay(1, 3));

        assertThat(hold)
                .isEqualTo(Booking.of(
                        hold.id(),
                        guest,
                        room.hotel(),
                        room.id(),
                        stay(1, 3),
                        1,
                        room.total(stay(1, 3)),
                        hold.heldUntil()));
        assertThat(bookings().find(guest, hold.id())).contains(hold);
        assertThat(bookings().list(guest, 10, null).items()).containsExactly(hold);
        assertThat(audit(room.hotel())).containsExactly(hold);
        assertThat(outside().soldNights(room.hotel())).hasSize(3);
    }

    @Test
    void nobodyElseGetsTheNightsOfAHold() {
        Room room = newRoom();
        Booking hold = held(newGuest(), room, stay(1, 3));

        assertThat(book(newGuest(), room, stay(2, 3)))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(2), TODAY.plusDays(3))));
        assertThat(book(hold.user(), room, stay(3, 1)))
                .isEqualTo(new Unavailable(stay(3, 1).nights()));
        assertThat(bookings().hold(BookingRequest.room(newGuest(), room.id(), stay(3, 5), 1), LENGTH))
                .isEqualTo(new Unavailable(stay(3, 1).nights()));
        assertThat(bookings().book(BookingRequest.anyRoom(newGuest(), room.hotel(), "double", stay(1, 3), 1)))
                .isEqualTo(new Unavailable(stay(1, 3).nights()));
        assertThat(innkeeper().availability().freeRooms(room.hotel(), stay(3, 1), 1))
                .isEmpty();
        booked(newGuest(), room, stay(4, 1));
        assertThat(audit(room.hotel())).hasSize(2).contains(hold);
    }

    @Test
    void aHoldIsNotToBeHadWhereNightsAreTaken() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(2, 1));

        assertThat(bookings().hold(BookingRequest.room(newGuest(), room.id(), stay(1, 3), 1), LENGTH))
                .isEqualTo(new Unavailable(stay(2, 1).nights()));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void aConfirmedHoldIsABookingForGood() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 3));
        innkeeper().hotels().updateRoom(room.id(), roomDetails("101", "double", 2, "1"));

        Booking booking = hold.moveTo(BookingStatus.CONFIRMED);
        assertThat(bookings().confirm(guest, hold.id())).isEqualTo(new Booked(booking));

        outside().expireHolds(room.hotel());
        assertThat(bookings().find(guest, hold.id())).contains(booking);
        assertThat(book(newGuest(), room, stay(1, 3)))
                .isEqualTo(new Unavailable(stay(1, 3).nights()));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void anExtendedHoldLastsLonger() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 3));

        Booking longer = bookings()
                .extend(guest, hold.id(), LENGTH.plusHours(1))
                .success()
                .orElseThrow();
        assertThat(heldUntil(longer)).isAfterOrEqualTo(heldUntil(hold).plus(Duration.ofHours(1)));
        assertThat(longer).isEqualTo(hold.holdUntil(heldUntil(longer)));
        Booking shorter = bookings()
                .extend(guest, hold.id(), Duration.ofSeconds(1))
                .success()
                .orElseThrow();
        assertThat(heldUntil(shorter)).isBefore(heldUntil(hold));

        assertThat(bookings().find(guest, hold.id())).contains(shorter);
        assertThat(audit(room.hotel())).containsExactly(shorter);
    }

    @Test
    void aReleasedHoldFreesItsNights() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 3));

        Booking released = hold.moveTo(BookingStatus.CANCELLED);
        assertThat(bookings().release(guest, hold.id())).isEqualTo(new Cancelled(released));

        Booking next = booked(newGuest(), room, stay(1, 3));
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(released, next);
    }

    @Test
    void anyRoomOfATypeIsHeldUntilNoneIsLeft() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 3);
        UserId guest = newGuest();
        BookingRequest any = BookingRequest.anyRoom(guest, hotel, "double", stay(1, 2), 1);
        Set<UUID> rooms = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            rooms.add(
                    bookings().hold(any, LENGTH).success().orElseThrow().room().value());
        }

        assertThat(rooms).hasSize(3);
        assertThat(bookings().hold(any, LENGTH))
                .isEqualTo(new Unavailable(stay(1, 2).nights()));

        outside().expireHolds(hotel);
        for (int i = 0; i < 3; i++) {
            assertThat(bookings().book(any)).isInstanceOf(Booked.class);
        }
        assertThat(bookings().book(any)).isEqualTo(new Unavailable(stay(1, 2).nights()));
        audit(hotel);
    }

    @Test
    void aHoldInARoomThatWasClosedSinceIsConfirmed() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 3));
        innkeeper().hotels().closeRoom(room.id());

        assertThat(bookings().extend(guest, hold.id(), LENGTH)).isInstanceOf(Held.class);
        assertThat(bookings().confirm(guest, hold.id())).isInstanceOf(Booked.class);
        audit(room.hotel());
    }

    // Once it has expired

    @Test
    void anExpiredHoldThatNobodyTookIsConfirmedOrExtended() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking first = expired(guest, room, stay(1, 3));
        Booking second = expired(guest, room, stay(4, 3));

        assertThat(bookings().confirm(guest, first.id())).isEqualTo(new Booked(first.moveTo(BookingStatus.CONFIRMED)));
        assertThat(bookings().extend(guest, second.id(), LENGTH)).isInstanceOf(Held.class);
        assertThat(book(newGuest(), room, stay(1, 6)))
                .isEqualTo(new Unavailable(stay(1, 6).nights()));
        assertThat(audit(room.hotel())).hasSize(2);
    }

    @Test
    void anExpiredHoldIsTakenAtOnceAndIsLostToItsOwner() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = expired(guest, room, stay(1, 3));
        assertThat(innkeeper().availability().freeRooms(room.hotel(), stay(1, 3), 1))
                .hasSize(1);

        Booking faster = booked(newGuest(), room, stay(3, 4));

        HoldLost lost = new HoldLost(hold, stay(3, 1).nights());
        assertThat(bookings().confirm(guest, hold.id())).isEqualTo(lost);
        assertThat(bookings().extend(guest, hold.id(), LENGTH)).isEqualTo(lost);
        assertThat(bookings().find(guest, hold.id())).contains(hold);
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(hold, faster);

        // What the owner of the hold was refused is still free.
        booked(newGuest(), room, stay(1, 2));
        assertThat(bookings().release(guest, hold.id())).isEqualTo(new Cancelled(hold.moveTo(BookingStatus.CANCELLED)));
        assertThat(audit(room.hotel())).hasSize(3);
        assertThat(outside().soldNights(room.hotel())).hasSize(6);
    }

    @Test
    void anExpiredHoldIsHeldByAnotherGuest() {
        UserId guest = newGuest();
        UserId other = newGuest();
        Room room = newRoom();
        Booking hold = expired(guest, room, stay(1, 3));

        Booking newer = held(other, room, stay(1, 3));

        assertThat(bookings().confirm(guest, hold.id()))
                .isEqualTo(new HoldLost(hold, stay(1, 3).nights()));
        assertThat(bookings().confirm(other, newer.id())).isInstanceOf(Booked.class);
        audit(room.hotel());
    }

    @Test
    void aHoldThatWasLostIsHadAgainOnceItsNightsAreFree() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = expired(guest, room, stay(1, 3));
        Booking faster = booked(newGuest(), room, stay(2, 1));
        bookings().cancel(faster.user(), faster.id());

        Booking extended = bookings().extend(guest, hold.id(), LENGTH).success().orElseThrow();
        assertThat(book(newGuest(), room, stay(1, 3)))
                .isEqualTo(new Unavailable(stay(1, 3).nights()));
        assertThat(bookings().confirm(guest, hold.id()))
                .isEqualTo(new Booked(extended.moveTo(BookingStatus.CONFIRMED)));
        assertThat(audit(room.hotel())).hasSize(2);
        assertThat(outside().soldNights(room.hotel())).hasSize(3);
    }

    @Test
    void aHoldThatWasLostInARoomThatIsClosedIsLost() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = expired(guest, room, stay(1, 3));
        Booking faster = booked(newGuest(), room, stay(2, 1));
        bookings().cancel(faster.user(), faster.id());
        innkeeper().hotels().closeRoom(room.id());

        assertThat(bookings().confirm(guest, hold.id())).isEqualTo(new HoldLost(hold, List.of()));
        assertThat(audit(room.hotel())).hasSize(2);
    }

    // What is refused

    @Test
    void onlyAHoldIsExtendedConfirmedAndReleased() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 1));
        Booking released = held(guest, room, stay(2, 1));
        bookings().release(guest, released.id());

        for (Map.Entry<BookingId, BookingStatus> each : Map.of(
                        booking.id(), BookingStatus.CONFIRMED, released.id(), BookingStatus.CANCELLED)
                .entrySet()) {
            assertRefused(bookings().extend(guest, each.getKey(), LENGTH), "held", each.getValue());
            assertRefused(bookings().confirm(guest, each.getKey()), "held", each.getValue());
            assertRefused(bookings().release(guest, each.getKey()), "held", each.getValue());
        }
        Booking hold = held(guest, room, stay(3, 1));
        assertRefused(bookings().cancel(guest, hold.id()), "confirmed", BookingStatus.HELD);
        assertThat(audit(room.hotel()))
                .containsExactlyInAnyOrder(booking, released.moveTo(BookingStatus.CANCELLED), hold);
    }

    @Test
    void anothersHoldIsNotThere() {
        UserId other = newGuest();
        Room room = newRoom();
        Booking hold = held(newGuest(), room, stay(1, 1));

        for (Runnable attempt : List.<Runnable>of(
                () -> bookings().extend(other, hold.id(), LENGTH),
                () -> bookings().confirm(other, hold.id()),
                () -> bookings().release(other, hold.id()))) {
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(attempt::run);
        }
        assertThat(bookings().find(other, hold.id())).isEmpty();
        assertThat(audit(room.hotel())).containsExactly(hold);
    }

    @Test
    void aHoldOfNoLengthOrOneTooLongIsRefused() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking hold = held(guest, room, stay(1, 1));
        BookingRequest request = BookingRequest.room(guest, room.id(), stay(2, 1), 1);
        for (Duration length : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofMillis(999),
                Duration.ofDays(30).plusNanos(1))) {
            for (Runnable attempt : List.<Runnable>of(
                    () -> bookings().hold(request, length), () -> bookings().extend(guest, hold.id(), length))) {
                assertThatExceptionOfType(InvalidRequestException.class)
                        .isThrownBy(attempt::run)
                        .satisfies(
                                e -> assertThat(e.violations().get(0).field()).isEqualTo("length"))
                        .withMessageContaining(length.toString());
            }
        }
        assertThat(audit(room.hotel())).containsExactly(hold);
    }

    // Races

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 2})
    void ofAllWhoWantAnExpiredHoldOneGetsIt(int applications) {
        int rounds = rounds(20);
        int others = 6;
        List<UserId> guests = guests(others + 1);
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            Booking hold = expired(guests.get(others), room, stay(1, 2));
            boolean extend = round % 2 == 0;

            List<Outcome> outcomes = Race.run(others + 1, i -> {
                Bookings bookings =
                        applications(applications).get(i % applications).bookings();
                if (i < others) {
                    return bookings.book(BookingRequest.room(guests.get(i), room.id(), stay(i % 2, 2), 1));
                }
                return extend
                        ? bookings.extend(guests.get(others), hold.id(), LENGTH)
                        : bookings.confirm(guests.get(others), hold.id());
            });

            assertThat(outcomes)
                    .as("contended after all attempts")
                    .hasOnlyElementsOfTypes(Booked.class, Held.class, Unavailable.class, HoldLost.class);
            // Night 1 is wanted by all of them.
            assertThat(outcomes.stream().flatMap(outcome -> outcome.success().stream()))
                    .as("%s", outcomes)
                    .hasSize(1);
            audit(room.hotel());
        }
    }

    @Test
    void aHoldThatIsConfirmedAndReleasedAtOnceIsOneOfThem() {
        int rounds = rounds(20);
        UserId guest = guests(1).get(0);
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            Booking hold = held(guest, room, stay(1, 2));

            List<Outcome> outcomes = Race.run(
                    4,
                    i -> i % 2 == 0
                            ? bookings().confirm(guest, hold.id())
                            : bookings().release(guest, hold.id()));

            assertThat(outcomes).hasOnlyElementsOfTypes(Booked.class, Cancelled.class, Refused.class);
            assertThat(IntStream.range(0, 4)
                            .filter(i -> outcomes.get(i).success().isPresent()))
                    .as("%s", outcomes)
                    .hasSize(1);
            assertThat(audit(room.hotel())).hasSize(1).allMatch(booking -> booking.version() == 2);
        }
    }
}
