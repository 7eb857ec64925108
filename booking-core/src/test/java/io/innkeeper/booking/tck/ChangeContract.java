package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.ChangeOutcome;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of changing a booking: it has what was asked for, or it has what it had. */
public abstract class ChangeContract extends StorageContract {

    /** For subclasses. */
    protected ChangeContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private ChangeOutcome change(Booking booking, BookingChange change) {
        return bookings().change(booking.user(), booking.id(), change);
    }

    private static void assertRefused(ChangeOutcome outcome, String rule) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly(rule);
    }

    // What can be done

    @ParameterizedTest(name = "from day 10 for 3 nights, to day {0} for {1}")
    @CsvSource({"10,5", "8,5", "8,7", "11,1", "10,1", "12,4", "7,4", "13,2", "20,3", "10,3"})
    void aBookingIsGivenOtherNights(int arrival, int nights) {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(10, 3));
        Stay stay = stay(arrival, nights);

        Booking changed = booking.changed(room.id(), stay, 1, room.total(stay));
        assertThat(change(booking, BookingChange.of(booking).to(stay))).isEqualTo(new Changed(changed));

        assertThat(bookings().find(guest, booking.id())).contains(changed);
        assertThat(audit(room.hotel())).containsExactly(changed);
        assertThat(outside().soldNights(room.hotel())).hasSize(nights);
    }

    @Test
    void whatItDoesNotNeedAnyMoreIsFree() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 5));

        change(booking, BookingChange.of(booking).to(stay(12, 1)));

        booked(newGuest(), room, stay(10, 2));
        booked(newGuest(), room, stay(13, 2));
        assertThat(audit(room.hotel())).hasSize(3);
    }

    @Test
    void aBookingIsGivenAnotherRoom() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1", "double", 2, "100");
        Room suite = newRoom(hotel.id(), "2", "suite", 4, "250.50");
        Booking booking = booked(newGuest(), room, stay(10, 3));

        assertThat(change(booking, BookingChange.of(booking).to(suite.id()).guests(4)))
                .isEqualTo(new Changed(booking.changed(suite.id(), stay(10, 3), 4, Money.of("751.50", "EUR"))));

        booked(newGuest(), room, stay(10, 3));
        assertThat(audit(hotel.id())).hasSize(2);
    }

    @Test
    void aBookingMayTakeAnyRoomAlsoTheOneThatItHas() {
        Hotel hotel = newHotel();
        List<Room> rooms = newRooms(hotel.id(), 2);
        Booking booking = booked(newGuest(), rooms.get(0), stay(10, 3));
        Booking inTheWay = booked(newGuest(), rooms.get(1), stay(11, 1));
        BookingChange any = BookingChange.of(booking).toAnyRoom(hotel.id(), "double");

        Booking kept = change(booking, any).success().orElseThrow();
        assertThat(kept.room()).isEqualTo(rooms.get(0).id());
        booked(newGuest(), rooms.get(0), stay(13, 1));
        Booking moved = change(booking, any.to(stay(12, 2))).success().orElseThrow();
        assertThat(moved.room()).isEqualTo(rooms.get(1).id());
        assertThat(audit(hotel.id())).hasSize(3).contains(moved, inTheWay);
    }

    @Test
    void aChangeIsPricedAnew() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 3));
        innkeeper().hotels().updateRoom(room.id(), roomDetails("101", "double", 2, "70"));

        Booking changed =
                change(booking, BookingChange.of(booking).guests(2)).success().orElseThrow();

        assertThat(changed.total()).isEqualTo(Money.of("210.00", "EUR"));
        assertThat(audit(room.hotel())).containsExactly(changed);
    }

    @Test
    void whoIsThereAlreadyMayStayLonger() {
        SettableClock clock = new SettableClock(NOW);
        Bookings bookings = application(clock).bookings();
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(bookings.book(BookingRequest.room(guest, room.id(), stay(0, 3), 1)));
        clock.advance(Duration.ofDays(2));

        assertThat(bookings.change(
                        guest, booking.id(), BookingChange.of(booking).to(stay(0, 5))))
                .isInstanceOf(Changed.class);
        assertRefused(
                bookings.change(guest, booking.id(), BookingChange.of(booking).to(stay(1, 5))), "not-in-the-past");
        audit(room.hotel());
    }

    @Test
    void nightsThatAreOverAreNotGivenBack() {
        SettableClock clock = new SettableClock(NOW);
        Innkeeper later = application(clock);
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(0, 5));
        Booking here = later.frontDesk()
                .checkIn(Actor.system(), booking.id())
                .success()
                .orElseThrow();
        Booking alsoHere = booked(guest, newRoom(room.hotel(), "102"), stay(0, 5));
        clock.advance(Duration.ofDays(3));

        for (Booking each : List.of(here, alsoHere)) {
            assertRefused(
                    later.bookings()
                            .change(guest, each.id(), BookingChange.of(each).to(stay(0, 1))),
                    "not-in-the-past");
            assertThat(later.bookings()
                            .change(guest, each.id(), BookingChange.of(each).to(stay(0, 3))))
                    .isInstanceOf(Changed.class);
        }
        audit(room.hotel());
    }

    // What cannot

    @Test
    void whatCannotBeDoneLeavesTheBookingAsItIs() {
        Hotel hotel = newHotel();
        List<Room> rooms = newRooms(hotel.id(), 2);
        Booking booking = booked(newGuest(), rooms.get(0), stay(10, 3));
        Booking next = booked(newGuest(), rooms.get(0), stay(14, 2));
        Booking beside = booked(newGuest(), rooms.get(1), stay(9, 2));
        BookingChange change = BookingChange.of(booking);

        assertThat(change(booking, change.to(stay(9, 7))))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(14), TODAY.plusDays(15))));
        assertThat(change(booking, change.to(rooms.get(1).id())))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(10))));
        assertThat(change(booking, change.to(stay(10, 5)).toAnyRoom(hotel.id(), "double")))
                .isEqualTo(new Unavailable(List.of()));

        assertThat(bookings().find(booking.user(), booking.id())).contains(booking);
        assertThat(audit(hotel.id())).containsExactlyInAnyOrder(booking, next, beside);
    }

    @Test
    void aRuleRefusesAChangeAsItRefusesABooking() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "101");
        Room other = newRoom(hotel.id(), "102");
        Booking booking = booked(newGuest(), room, stay(10, 3));
        BookingChange change = BookingChange.of(booking);
        innkeeper().hotels().closeRoom(other.id());

        assertRefused(change(booking, change.guests(3)), "within-capacity");
        assertRefused(change(booking, change.to(stay(-1, 3))), "not-in-the-past");
        assertRefused(change(booking, change.to(stay(10, 367))), "not-too-long");
        assertRefused(change(booking, change.to(other.id())), "open");
        assertRefused(change(booking, change.guests(3).toAnyRoom(hotel.id(), "double")), "within-capacity");
        assertThat(audit(hotel.id())).containsExactly(booking);
    }

    @Test
    void inARoomThatWasClosedABookingMayOnlyShrink() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 3));
        innkeeper().hotels().closeRoom(room.id());

        assertRefused(change(booking, BookingChange.of(booking).to(stay(10, 4))), "open");
        assertThat(change(booking, BookingChange.of(booking).to(stay(11, 1)))).isInstanceOf(Changed.class);
        audit(room.hotel());
    }

    @Test
    void onlyAConfirmedBookingIsChanged() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking cancelled = booked(guest, room, stay(10, 3));
        bookings().cancel(guest, cancelled.id());
        Booking hold = bookings()
                .hold(BookingRequest.room(guest, room.id(), stay(20, 1), 1), Duration.ofMinutes(20))
                .success()
                .orElseThrow();

        for (Booking booking : List.of(cancelled, hold)) {
            assertRefused(change(booking, BookingChange.of(booking).to(stay(30, 1))), "confirmed-or-checked-in");
        }
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(cancelled.moveTo(BookingStatus.CANCELLED), hold);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        UserId guest = newGuest();
        Room room = newRoom();
        Room elsewhere = newRoom();
        Booking booking = booked(guest, room, stay(10, 3));
        BookingChange change = BookingChange.of(booking);

        for (Runnable attempt : List.<Runnable>of(
                () -> bookings().change(newGuest(), booking.id(), change),
                () -> bookings().change(guest, new BookingId(UUID.randomUUID()), change),
                () -> change(booking, change.to(new RoomId(UUID.randomUUID()))),
                () -> change(booking, change.toAnyRoom(room.hotel(), "palace")))) {
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(attempt::run);
        }
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> change(booking, change.to(elsewhere.id())))
                .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("room"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> change(booking, change.guests(0)))
                .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("guests"));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void aChangeWithAKeyIsMadeOnce() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 3));
        Bookings keyed = bookings().withKey(UUID.randomUUID().toString());
        BookingChange longer = BookingChange.of(booking).to(stay(10, 4));

        ChangeOutcome outcome = keyed.change(booking.user(), booking.id(), longer);
        bookings().change(booking.user(), booking.id(), longer.to(stay(10, 2)));

        assertThat(keyed.change(booking.user(), booking.id(), longer)).isEqualTo(outcome);
        assertThat(audit(room.hotel())).singleElement().satisfies(now -> {
            assertThat(now.stay()).isEqualTo(stay(10, 2));
            assertThat(now.version()).isEqualTo(3);
        });
    }

    // At once

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 2})
    void ofManyBookingsThatWantTheSameNightOneGetsIt(int applications) {
        int rounds = rounds(20);
        int number = 6;
        List<UserId> guests = guests(number);
        for (int round = 0; round < rounds; round++) {
            Hotel hotel = newHotel();
            Room wanted = newRoom(hotel.id(), "wanted");
            List<Booking> standing = newRooms(hotel.id(), number).stream()
                    .map(room -> booked(guests.get(0), room, stay(10, 2)))
                    .toList();

            List<Outcome> outcomes = Race.run(
                    number,
                    i -> applications(applications)
                            .get(i % applications)
                            .bookings()
                            .change(
                                    guests.get(0),
                                    standing.get(i).id(),
                                    BookingChange.of(standing.get(i)).to(wanted.id())));

            assertThat(outcomes).hasOnlyElementsOfTypes(Changed.class, Unavailable.class);
            assertThat(outcomes.stream().filter(Changed.class::isInstance)).hasSize(1);
            assertThat(audit(hotel.id())).hasSize(number);
            assertThat(outside().soldNights(hotel.id())).hasSize(2 * number);
        }
    }

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 2})
    void bookingsThatGoRoundInACircleLoseNothing(int applications) {
        int rounds = rounds(20);
        UserId guest = guests(1).get(0);
        for (int round = 0; round < rounds; round++) {
            Hotel hotel = newHotel();
            List<Room> rooms = newRooms(hotel.id(), 3);
            List<Booking> standing =
                    rooms.stream().map(room -> booked(guest, room, stay(10, 2))).toList();

            List<Outcome> outcomes = Race.run(
                    6,
                    i -> applications(applications)
                            .get(i % applications)
                            .bookings()
                            .change(
                                    guest,
                                    standing.get(i % 3).id(),
                                    BookingChange.of(standing.get(i % 3))
                                            .to(rooms.get((i + 1) % 3).id())));

            assertThat(outcomes).hasOnlyElementsOfType(Unavailable.class);
            Set<RoomId> had = audit(hotel.id()).stream().map(Booking::room).collect(Collectors.toSet());
            assertThat(had).hasSize(3);
        }
    }
}
