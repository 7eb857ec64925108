package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.TooLate;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of bookings: the answers, the rules, cancelling, and closing. */
public abstract class BookingContract extends StorageContract {

    /** For subclasses. */
    protected BookingContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private BookingOutcome book(UserId user, Room room, Stay stay, int guests) {
        return bookings().book(BookingRequest.room(user, room.id(), stay, guests));
    }

    private BookingOutcome bookAny(UserId user, HotelId hotel, String type, Stay stay, int guests) {
        return bookings().book(BookingRequest.anyRoom(user, hotel, type, stay, guests));
    }

    private static void assertRefused(Object outcome, String rule, Map<String, String> values) {
        assertThat(outcome).isInstanceOf(Refused.class);
        List<RuleViolation> reasons = ((Refused) outcome).reasons();
        assertThat(reasons).extracting(RuleViolation::rule).containsExactly(rule);
        assertThat(reasons.get(0).values()).containsAllEntriesOf(values);
        assertThat(values.values()).allMatch(reasons.get(0).message()::contains);
    }

    // A given room

    @Test
    void aFreeRoomIsBooked() {
        UserId guest = newGuest();
        Room room = newRoom(newHotel().id(), "7", "double", 3, "99.50");

        Booking booking = booked(book(guest, room, stay(1, 3), 2));

        assertThat(booking)
                .isEqualTo(Booking.of(
                        booking.id(), guest, room.hotel(), room.id(), stay(1, 3), 2, Money.of("298.50", "EUR"), null));
        assertThat(bookings().find(guest, booking.id())).contains(booking);
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void whatOneApplicationBooksAnotherSees() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 3));
        Innkeeper other = applications(2).get(1);

        assertThat(other.bookings().find(guest, booking.id())).contains(booking);
        assertThat(other.bookings().book(BookingRequest.room(guest, room.id(), stay(3, 1), 1)))
                .isEqualTo(new Unavailable(stay(3, 1).nights()));
        assertThat(other.bookings().cancel(guest, booking.id())).isInstanceOf(Cancelled.class);
        assertThat(bookings().find(guest, booking.id()).orElseThrow().status()).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    void aRoomNightIsSoldOnce() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 3));

        assertThat(book(newGuest(), room, stay(10, 3), 1))
                .isEqualTo(new Unavailable(stay(10, 3).nights()));
        assertThat(book(booking.user(), room, stay(10, 3), 1))
                .isEqualTo(new Unavailable(stay(10, 3).nights()));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void unavailableNamesTheNightsThatAreTaken() {
        Room room = newRoom();
        UserId guest = newGuest();
        booked(guest, room, stay(11, 1));
        booked(guest, room, stay(13, 2));

        assertThat(book(guest, room, stay(10, 10), 1))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(11), TODAY.plusDays(13), TODAY.plusDays(14))));
        assertThat(book(guest, room, stay(14, 3), 1)).isEqualTo(new Unavailable(List.of(TODAY.plusDays(14))));
        assertThat(audit(room.hotel())).hasSize(2);
    }

    @Test
    void staysMayFollowEachOtherOnOneDay() {
        Room room = newRoom();
        UserId guest = newGuest();

        booked(guest, room, stay(10, 3));
        booked(guest, room, stay(13, 2));
        booked(guest, room, stay(7, 3));
        booked(guest, room, stay(15, 1));

        assertThat(audit(room.hotel())).hasSize(4);
    }

    @Test
    void roomsDoNotStandInEachOthersWay() {
        Hotel hotel = newHotel();
        UserId guest = newGuest();
        for (Room room : newRooms(hotel.id(), 3)) {
            booked(guest, room, stay(1, 5));
        }
        booked(guest, newRoom(newHotel().id(), "101"), stay(1, 5));

        assertThat(audit(hotel.id())).hasSize(3);
    }

    @Test
    void aStayOfAWholeLeapYearCanBeBooked() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 366));

        assertThat(booking.total()).isEqualTo(Money.of("36600.00", "EUR"));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void whatIsBookedKeepsItsPrice() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 2));

        innkeeper().hotels().updateRoom(room.id(), roomDetails("101", "double", 2, "1.50"));

        assertThat(bookings().find(guest, booking.id())).contains(booking);
        assertThat(booked(guest, room, stay(3, 2)).total()).isEqualTo(Money.of("3.00", "EUR"));
    }

    @Test
    void aTotalIsExactInEveryCurrency() {
        UserId guest = newGuest();
        for (String rate : List.of("12345 JPY", "0.001 KWD", "1000000000 KWD", "0 EUR", "0.0001 CLF")) {
            String[] parts = rate.split(" ", -1);
            Hotel hotel = innkeeper()
                    .hotels()
                    .add(HotelDetails.of(
                            "Currency Inn", unique("Basel"), ZoneId.of("UTC"), Currency.getInstance(parts[1])));
            Money nightly = Money.of(parts[0], parts[1]);
            Room room = innkeeper().hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, nightly));

            Booking booking = booked(guest, room, stay(0, 366));

            assertThat(booking.total()).isEqualTo(nightly.times(366));
            assertThat(bookings().find(guest, booking.id())).contains(booking);
            assertThat(audit(hotel.id())).containsExactly(booking);
        }
    }

    @Test
    void aStayInThePastIsRefused() {
        Room room = newRoom();

        assertRefused(
                book(newGuest(), room, stay(-1, 3), 1),
                "not-in-the-past",
                Map.of("arrival", "2031-05-19", "today", "2031-05-20"));
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void todayIsTheDateAtTheHotel() {
        Innkeeper early = application(new SettableClock(Instant.parse("2031-05-20T10:30:00Z")));
        UserId guest = newGuest();
        Room kiritimati = roomIn("Pacific/Kiritimati"); // 00:30 on the 21st
        Room pagoPago = roomIn("Pacific/Pago_Pago"); // 23:30 on the 19th
        LocalDate the19th = LocalDate.of(2031, 5, 19);

        assertRefused(
                early.bookings().book(BookingRequest.room(guest, kiritimati.id(), Stay.of(TODAY, 1), 1)),
                "not-in-the-past",
                Map.of("arrival", "2031-05-20", "today", "2031-05-21"));
        assertRefused(
                early.bookings()
                        .book(BookingRequest.anyRoom(guest, kiritimati.hotel(), "double", Stay.of(TODAY, 1), 1)),
                "not-in-the-past",
                Map.of("arrival", "2031-05-20", "today", "2031-05-21"));
        booked(early.bookings().book(BookingRequest.room(guest, kiritimati.id(), stay(1, 1), 1)));
        booked(early.bookings().book(BookingRequest.room(guest, pagoPago.id(), Stay.of(the19th, 1), 1)));
    }

    private Room roomIn(String zone) {
        Hotel hotel = innkeeper().hotels().add(HotelDetails.of("Beach", unique("Coast"), ZoneId.of(zone), EUR));
        return newRoom(hotel.id(), "1");
    }

    @Test
    void aStayOfMoreThan366NightsIsRefused() {
        Room room = newRoom();

        for (int nights : new int[] {367, 10_000}) {
            Map<String, String> values = Map.of("nights", String.valueOf(nights), "most", "366");
            assertRefused(book(newGuest(), room, stay(1, nights), 1), "not-too-long", values);
            assertRefused(bookAny(newGuest(), room.hotel(), "double", stay(1, nights), 1), "not-too-long", values);
        }
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void moreGuestsThanTheRoomTakesAreRefused() {
        Room room = newRoom();

        assertRefused(book(newGuest(), room, stay(1, 1), 3), "within-capacity", Map.of("guests", "3", "capacity", "2"));
        assertRefused(
                book(newGuest(), room, stay(1, 1), Integer.MAX_VALUE),
                "within-capacity",
                Map.of("guests", "2147483647", "capacity", "2"));
        assertThat(audit(room.hotel())).isEmpty();
    }

    @Test
    void everyRuleThatRefusesIsNamed() {
        BookingOutcome outcome = book(newGuest(), newRoom(), stay(-1, 400), 9);

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly("not-in-the-past", "not-too-long", "within-capacity");
    }

    @Test
    void whoeverOrWhateverIsNotThereIsNotFound() {
        Room room = newRoom();
        UserId nobody = new UserId(UUID.randomUUID());
        RoomId nowhere = new RoomId(UUID.randomUUID());
        HotelId noHotel = new HotelId(UUID.randomUUID());
        UserId guest = newGuest();

        assertNotFound("user", nobody, () -> book(nobody, room, stay(1, 1), 1));
        assertNotFound("user", nobody, () -> bookAny(nobody, room.hotel(), "double", stay(1, 1), 1));
        assertNotFound("room", nowhere, () -> bookings().book(BookingRequest.room(guest, nowhere, stay(1, 1), 1)));
        assertNotFound("hotel", noHotel, () -> bookAny(guest, noHotel, "double", stay(1, 1), 1));
        assertThat(audit(room.hotel())).isEmpty();
    }

    private static void assertNotFound(String what, Object id, ThrowingCallable call) {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.what()).isEqualTo(what);
            assertThat(e.id()).isEqualTo(id.toString());
        });
    }

    @Test
    void whoseTimeIsUpIsTooLateAndNothingIsWritten() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 1));
        Bookings hurried = Innkeeper.builder()
                .storage(storage())
                .passwordHasher(CHEAP)
                .clock(new SettableClock(NOW))
                .answerWithin(Duration.ofNanos(1))
                .build()
                .bookings();

        assertThat(hurried.book(BookingRequest.room(guest, room.id(), stay(2, 1), 1)))
                .isEqualTo(new TooLate());
        assertThat(hurried.book(BookingRequest.anyRoom(guest, room.hotel(), "double", stay(2, 1), 1)))
                .isEqualTo(new TooLate());
        assertThat(hurried.cancel(guest, booking.id())).isEqualTo(new TooLate());
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    // Any room of a type

    @Test
    void anyRoomOfATypeFillsTheHotelExactly() {
        Hotel hotel = newHotel();
        newRooms(hotel.id(), 5);
        newRoom(hotel.id(), "suite 1", "suite", 2, "300");
        UserId guest = newGuest();
        List<Booking> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(booked(bookAny(guest, hotel.id(), "double", stay(1, 2), 2)));
        }

        assertThat(made).extracting(Booking::room).doesNotHaveDuplicates();
        assertThat(bookAny(guest, hotel.id(), "double", stay(1, 2), 2))
                .isEqualTo(new Unavailable(stay(1, 2).nights()));
        assertThat(audit(hotel.id())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void anyRoomOfATypeIsTheCheapestThatIsFree() {
        Hotel hotel = newHotel();
        Room dear = newRoom(hotel.id(), "1", "double", 2, "120");
        Room small = newRoom(hotel.id(), "2", "double", 1, "60");
        Room cheap = newRoom(hotel.id(), "3", "double", 2, "80");
        newRoom(hotel.id(), "4", "single", 2, "10");
        UserId guest = newGuest();

        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(1, 2), 2)))
                .returns(cheap.id(), Booking::room)
                .returns(Money.of("160", "EUR"), Booking::total)
                .returns(2, Booking::guests);
        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(2, 2), 2)).room())
                .isEqualTo(dear.id());
        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(2, 2), 1)).room())
                .isEqualTo(small.id());
        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(3, 1), 1)).room())
                .isEqualTo(cheap.id());
    }

    @Test
    void anyRoomPassesOverClosedRooms() {
        Hotel hotel = newHotel();
        Room closed = newRoom(hotel.id(), "1", "double", 2, "50");
        Room open = newRoom(hotel.id(), "2", "double", 2, "90");
        innkeeper().hotels().closeRoom(closed.id());
        UserId guest = newGuest();

        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(1, 2), 2)).room())
                .isEqualTo(open.id());
        assertThat(bookAny(guest, hotel.id(), "double", stay(1, 2), 2))
                .isEqualTo(new Unavailable(stay(1, 2).nights()));
    }

    @Test
    void ofAnyRoomUnavailableNamesTheNightsOnWhichEveryRoomIsTaken() {
        Hotel hotel = newHotel();
        Room first = newRoom(hotel.id(), "1");
        Room second = newRoom(hotel.id(), "2");
        Room small = newRoom(hotel.id(), "3", "double", 1, "100");
        UserId guest = newGuest();
        booked(guest, first, stay(10, 3)); // 10 11 12
        booked(guest, second, stay(12, 3)); // 12 13 14

        assertThat(bookAny(guest, hotel.id(), "double", stay(10, 5), 2))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(12))));
        assertThat(bookAny(guest, hotel.id(), "double", stay(11, 2), 2))
                .isEqualTo(new Unavailable(List.of(TODAY.plusDays(12))));
        // A room that takes fewer guests does not count for many, and does for few.
        assertThat(booked(bookAny(guest, hotel.id(), "double", stay(10, 5), 1)).room())
                .isEqualTo(small.id());
        assertThat(audit(hotel.id())).hasSize(3);
    }

    @Test
    void ofAnyRoomUnavailableNamesNoNightIfEachHasAFreeRoomButNoRoomHasAll() {
        Hotel hotel = newHotel();
        UserId guest = newGuest();
        booked(guest, newRoom(hotel.id(), "1"), stay(10, 1));
        booked(guest, newRoom(hotel.id(), "2"), stay(11, 1));

        assertThat(bookAny(guest, hotel.id(), "double", stay(10, 2), 2)).isEqualTo(new Unavailable(List.of()));
    }

    @Test
    void aTypeThatTheHotelDoesNotHaveIsNotFound() {
        Hotel hotel = newHotel();
        UserId guest = newGuest();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> bookAny(guest, hotel.id(), "double", stay(1, 1), 1));
        newRoom(hotel.id(), "1");

        for (String type : List.of("suite", "Double", "doublé", "double2", "doubl_", "%")) {
            assertThatExceptionOfType(NotFoundException.class)
                    .as(type)
                    .isThrownBy(() -> bookAny(guest, hotel.id(), type, stay(1, 1), 1))
                    .satisfies(e -> assertThat(e.id()).isEqualTo(type));
        }
        booked(bookAny(guest, hotel.id(), " double ", stay(1, 1), 1));
    }

    @Test
    void moreGuestsThanAnyRoomOfTheTypeTakesAreRefused() {
        Hotel hotel = newHotel();
        newRoom(hotel.id(), "1", "double", 2, "100");
        newRoom(hotel.id(), "2", "double", 3, "100");
        newRoom(hotel.id(), "3", "suite", 9, "100");

        assertRefused(
                bookAny(newGuest(), hotel.id(), "double", stay(1, 1), 4),
                "within-capacity",
                Map.of("guests", "4", "capacity", "3"));
        assertThat(audit(hotel.id())).isEmpty();
    }

    @Test
    void ofATypeWhoseRoomsAreAllClosedNothingIsBooked() {
        Room room = newRoom();
        innkeeper().hotels().closeRoom(room.id());

        assertRefused(bookAny(newGuest(), room.hotel(), "double", stay(1, 1), 1), "open", Map.of());
        assertThat(audit(room.hotel())).isEmpty();
    }

    // Cancelling and looking up

    @Test
    void whatIsCancelledIsFreeAtOnce() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 5));

        CancelOutcome outcome = bookings().cancel(guest, booking.id());

        Booking cancelled = booking.moveTo(BookingStatus.CANCELLED);
        assertThat(outcome).isEqualTo(new Cancelled(cancelled));
        assertThat(cancelled.version()).isEqualTo(2);
        assertThat(bookings().find(guest, booking.id())).contains(cancelled);
        Booking again = booked(newGuest(), room, stay(1, 5));
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(cancelled, again);
    }

    @Test
    void cancellingFreesOnlyTheNightsOfTheBooking() {
        UserId guest = newGuest();
        Room room = newRoom();
        booked(guest, room, stay(1, 2));
        Booking middle = booked(guest, room, stay(3, 2));
        booked(guest, room, stay(5, 2));

        bookings().cancel(guest, middle.id());

        assertThat(book(guest, room, stay(1, 6), 1))
                .isEqualTo(new Unavailable(
                        List.of(TODAY.plusDays(1), TODAY.plusDays(2), TODAY.plusDays(5), TODAY.plusDays(6))));
        audit(room.hotel());
    }

    @Test
    void whatIsCancelledIsNotCancelledAgain() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 5));
        bookings().cancel(guest, booking.id());
        Booking others = booked(newGuest(), room, stay(1, 5));

        assertRefused(bookings().cancel(guest, booking.id()), "confirmed", Map.of("status", "CANCELLED"));
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(booking.moveTo(BookingStatus.CANCELLED), others);
    }

    @Test
    void aBookingCanBeCancelledInAClosedHotel() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 5));
        innkeeper().hotels().close(room.hotel());

        assertThat(bookings().find(guest, booking.id())).contains(booking);
        assertThat(bookings().cancel(guest, booking.id())).isInstanceOf(Cancelled.class);
        audit(room.hotel());
    }

    @Test
    void anotherUsersBookingIsNotThere() {
        UserId guest = newGuest();
        UserId other = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 1));

        assertNotFound("booking", booking.id(), () -> bookings().cancel(other, booking.id()));
        assertThat(bookings().find(other, booking.id())).isEmpty();
        assertThat(bookings().list(other, 10, null).items()).isEmpty();
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void aBookingThatWasNeverMadeIsNotThere() {
        UserId guest = newGuest();
        BookingId unknown = new BookingId(UUID.randomUUID());

        assertNotFound("booking", unknown, () -> bookings().cancel(guest, unknown));
        assertThat(bookings().find(guest, unknown)).isEmpty();
        assertThat(bookings().list(new UserId(UUID.randomUUID()), 10, null)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void aUsersBookingsAreListedNewestFirst() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<Booking> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.add(0, booked(guest, room, stay(20 - i, 1)));
        }
        booked(newGuest(), room, stay(40, 1));
        bookings().cancel(guest, newestFirst.get(3).id());
        newestFirst.set(3, newestFirst.get(3).moveTo(BookingStatus.CANCELLED));

        for (int pageSize : new int[] {1, 3, 7, 8, 200}) {
            List<Booking> listed = allPages(token -> bookings().list(guest, pageSize, token));
            assertThat(listed).as("pages of %d", pageSize).isEqualTo(newestFirst);
        }
    }

    @Test
    void whatIsBookedBetweenTwoPagesNeitherRepeatsNorHidesABooking() {
        UserId guest = newGuest();
        Room room = newRoom();
        List<Booking> newestFirst = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            newestFirst.add(0, booked(guest, room, stay(i, 1)));
        }
        Page<Booking> first = bookings().list(guest, 2, null);
        booked(guest, room, stay(10, 1));
        Page<Booking> second = bookings().list(guest, 2, first.next());

        assertThat(first.items()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(second).isEqualTo(new Page<>(newestFirst.subList(2, 4), null));
    }

    @Test
    void aPageThatMakesNoSenseIsRefused() {
        UserId guest = newGuest();
        for (int pageSize : new int[] {0, -1, 201, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> bookings().list(guest, pageSize, null))
                    .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("pageSize"));
        }
        for (String token : List.of("", "!", "AAAA", "not a token", "A".repeat(400))) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> bookings().list(guest, 10, token))
                    .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("after"));
        }
    }

    // Closing

    @Test
    void inAClosedRoomNothingIsBookedUntilItIsReopened() {
        UserId guest = newGuest();
        Room room = newRoom();
        Room open = newRoom(room.hotel(), "102");
        booked(guest, room, stay(1, 1));
        innkeeper().hotels().closeRoom(room.id());

        assertRefused(book(guest, room, stay(2, 1), 1), "open", Map.of());
        booked(guest, open, stay(2, 1));
        innkeeper().hotels().reopenRoom(room.id());
        booked(guest, room, stay(2, 1));
        assertThat(audit(room.hotel())).hasSize(3);
    }

    @Test
    void inAClosedHotelNothingIsBookedUntilItIsReopened() {
        UserId guest = newGuest();
        Room room = newRoom();
        innkeeper().hotels().close(room.hotel());

        assertRefused(book(guest, room, stay(2, 1), 1), "open", Map.of());
        assertRefused(bookAny(guest, room.hotel(), "double", stay(2, 1), 1), "open", Map.of());
        Room addedLater = newRoom(room.hotel(), "102");
        assertRefused(book(guest, addedLater, stay(2, 1), 1), "open", Map.of());
        innkeeper().hotels().closeRoom(addedLater.id());

        innkeeper().hotels().reopen(room.hotel());

        booked(guest, room, stay(2, 1));
        assertRefused(book(guest, addedLater, stay(2, 1), 1), "open", Map.of());
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 2})
    void onceClosingARoomHasReturnedNothingNewIsBookedThere(int applications) {
        int rounds = rounds(10);
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            assertNothingIsBookedOnceClosed(
                    applications,
                    room.hotel(),
                    (user, stay) -> BookingRequest.room(user, room.id(), stay, 1),
                    innkeeper -> innkeeper.hotels().closeRoom(room.id()));
        }
    }

    @ParameterizedTest(name = "{0} application(s)")
    @ValueSource(ints = {1, 2})
    void onceClosingAHotelHasReturnedNothingNewIsBookedThere(int applications) {
        int rounds = rounds(10);
        for (int round = 0; round < rounds; round++) {
            Hotel hotel = newHotel();
            List<Room> rooms = newRooms(hotel.id(), 3);
            AtomicInteger turn = new AtomicInteger();
            assertNothingIsBookedOnceClosed(
                    applications,
                    hotel.id(),
                    (user, stay) -> turn.incrementAndGet() % 2 == 0
                            ? BookingRequest.anyRoom(user, hotel.id(), "double", stay, 1)
                            : BookingRequest.room(
                                    user, rooms.get(turn.get() % 3).id(), stay, 1),
                    innkeeper -> innkeeper.hotels().close(hotel.id()));
        }
    }

    private interface Asking {
        BookingRequest request(UserId user, Stay stay);
    }

    private interface Closing {
        void close(Innkeeper innkeeper);
    }

    /** Seven threads book one night after the other while the eighth closes; all stop when they are refused. */
    private void assertNothingIsBookedOnceClosed(int number, HotelId hotel, Asking asking, Closing closing) {
        int bookers = 7;
        List<Innkeeper> applications = applications(number);
        List<UserId> guests = newGuests(bookers);
        AtomicBoolean closed = new AtomicBoolean();
        CountDownLatch underWay = new CountDownLatch(3 * bookers);
        AtomicInteger storedWhenClosed = new AtomicInteger();

        List<List<Booking>> answers = Race.run(bookers + 1, i -> {
            Innkeeper innkeeper = applications.get(i % number);
            if (i == bookers) {
                assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
                closing.close(innkeeper);
                closed.set(true);
                storedWhenClosed.set(outside().bookings(hotel).size());
                return List.of();
            }
            List<Booking> made = new ArrayList<>();
            for (int n = 0; ; n++) {
                boolean beganAfterClosing = closed.get();
                BookingOutcome outcome =
                        innkeeper.bookings().book(asking.request(guests.get(i), stay(bookers * n + i, 1)));
                if (outcome instanceof Contended && !beganAfterClosing) {
                    continue; // of a strategy that compares the room's version: the others were faster each time
                }
                if (beganAfterClosing || !(outcome instanceof Booked)) {
                    assertRefused(outcome, "open", Map.of());
                    return made;
                }
                made.add(booked(outcome));
                underWay.countDown();
            }
        });

        List<Booking> stored = audit(hotel);
        assertThat(stored).as("bookings after closing had returned").hasSize(storedWhenClosed.get());
        assertThat(stored)
                .containsExactlyInAnyOrderElementsOf(
                        answers.stream().flatMap(List::stream).toList());
    }
}
