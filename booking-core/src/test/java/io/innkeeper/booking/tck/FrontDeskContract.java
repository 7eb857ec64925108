package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.reservation.Blocked;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.CancellationTerms;
import io.innkeeper.booking.reservation.FrontDesk;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.StatusChanged;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is promised of the work at a hotel, and of who may do what: guests see and change only what is theirs, owners what is
 * at their hotels.
 */
public abstract class FrontDeskContract extends StorageContract {

    private final UserId desk = new UserId(new UUID(0, 42));

    /** For subclasses. */
    protected FrontDeskContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private FrontDesk frontDesk() {
        return innkeeper().frontDesk();
    }

    /** Somebody who works for the application: known to it, and no user here. */
    private Actor staff() {
        return Actor.staff(desk);
    }

    /** The same application some days later. */
    private Innkeeper later(int days) {
        return application(new SettableClock(NOW.plus(Duration.ofDays(days))));
    }

    private Hotel hotelOf(UserId owner) {
        return innkeeper().hotels().add(hotelDetails().withOwner(owner));
    }

    private static Booking changed(Outcome outcome) {
        assertThat(outcome.success()).as("%s", outcome).isPresent();
        return outcome.success().orElseThrow();
    }

    private static void assertRefused(Outcome outcome, String rule) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly(rule);
    }

    private static void assertNotFound(Object id, ThrowingCallable call) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.id()).isEqualTo(id.toString()));
    }

    // Guests come and go

    @Test
    void aGuestComesAndLeaves() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(1, 3));

        Booking here = changed(later(1).frontDesk().checkIn(staff(), booking.id()));
        assertThat(here).isEqualTo(booking.moveTo(BookingStatus.CHECKED_IN));
        Booking left = changed(later(4).frontDesk().checkOut(staff(), booking.id()));
        assertThat(left).isEqualTo(here.moveTo(BookingStatus.CHECKED_OUT));

        assertThat(bookings().find(booking.user(), booking.id())).contains(left);
        assertThat(audit(room.hotel())).containsExactly(left);
        assertThat(outside().soldNights(room.hotel())).hasSize(3);
    }

    @Test
    void nobodyComesBeforeTheArrivalOrAfterTheDeparture() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(1, 3));

        assertRefused(frontDesk().checkIn(staff(), booking.id()), "within-the-stay");
        assertRefused(later(5).frontDesk().checkIn(staff(), booking.id()), "within-the-stay");
        assertThat(audit(room.hotel())).containsExactly(booking);
        assertThat(later(4).frontDesk().checkIn(staff(), booking.id()))
                .as("after midnight of the last night")
                .isInstanceOf(StatusChanged.class);
    }

    @Test
    void whoLeavesEarlyGivesTheRestBack() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 5));
        frontDesk().checkIn(staff(), booking.id());

        Booking left = changed(later(2).frontDesk().checkOut(staff(), booking.id()));

        assertThat(left.stay()).isEqualTo(stay(0, 2));
        assertThat(left.total()).isEqualTo(booking.total());
        Booking next = booked(newGuest(), room, stay(2, 3));
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(left, next);
        assertThat(outside().soldNights(room.hotel())).hasSize(5);
    }

    @Test
    void whoLeavesOnTheDayOfArrivalHasHadTheFirstNight() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 5));
        frontDesk().checkIn(staff(), booking.id());

        assertThat(changed(frontDesk().checkOut(staff(), booking.id())).stay()).isEqualTo(stay(0, 1));
        booked(newGuest(), room, stay(1, 4));
        audit(room.hotel());
    }

    @Test
    void aGuestWhoIsThereStaysLongerOrMoves() {
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 2);
        Booking booking = booked(newGuest(), rooms.get(0), stay(0, 2));
        frontDesk().checkIn(staff(), booking.id());
        booked(newGuest(), rooms.get(0), stay(2, 1));

        BookingChange longer = BookingChange.of(booking).to(stay(0, 3));
        assertThat(bookings().change(booking.user(), booking.id(), longer))
                .isEqualTo(new Unavailable(stay(2, 1).nights()));
        Booking moved = changed(bookings()
                .change(booking.user(), booking.id(), longer.to(rooms.get(1).id())));

        assertThat(moved.status()).isEqualTo(BookingStatus.CHECKED_IN);
        assertThat(moved.room()).isEqualTo(rooms.get(1).id());
        assertRefused(bookings().change(booking.user(), booking.id(), longer.to(stay(1, 3))), "arrived");
        audit(hotel);
    }

    @Test
    void aGuestWhoDoesNotComeFreesTheRoom() {
        Hotel hotel = innkeeper().hotels().add(hotelDetails().withCancellation(new CancellationPolicy(7, 80)));
        Room room = newRoom(hotel.id(), "101");
        Booking booking = booked(newGuest(), room, stay(1, 3));

        assertRefused(frontDesk().noShow(staff(), booking.id()), "arrival-day-has-come");
        Booking missed = changed(later(2).frontDesk().noShow(staff(), booking.id()));

        assertThat(missed.status()).isEqualTo(BookingStatus.NO_SHOW);
        assertThat(missed.fee()).isEqualTo(Money.of("240", "EUR"));
        assertThat(outside().soldNights(hotel.id())).isEmpty();
        booked(newGuest(), room, stay(2, 2));
        assertThat(audit(hotel.id())).hasSize(2).contains(missed);
    }

    @Test
    void noOtherTransitionIsThere() {
        Room room = newRoom();
        UserId guest = newGuest();
        Booking confirmed = booked(guest, room, stay(0, 1));
        Booking here = booked(guest, room, stay(0, 2).without(stay(0, 1)).get(0));
        Booking cancelled = booked(guest, room, stay(10, 1));
        bookings().cancel(guest, cancelled.id());
        Booking held =
                changed(bookings().hold(BookingRequest.room(guest, room.id(), stay(20, 1), 1), Duration.ofMinutes(20)));
        Booking block = changed(frontDesk().block(Actor.owner(ownerOf(room, guest)), room.id(), stay(30, 1)));
        Innkeeper tomorrow = later(1);
        tomorrow.frontDesk().checkIn(staff(), here.id());
        FrontDesk desk = tomorrow.frontDesk();

        for (Booking each : List.of(held, cancelled, block)) {
            assertRefused(desk.checkIn(staff(), each.id()), "confirmed");
            assertRefused(desk.noShow(staff(), each.id()), "confirmed");
            assertRefused(desk.checkOut(staff(), each.id()), "checked-in");
        }
        for (Booking each : List.of(held, cancelled, here, confirmed)) {
            assertRefused(desk.unblock(staff(), each.id()), "blocked");
        }
        assertRefused(desk.checkOut(staff(), confirmed.id()), "checked-in");
        assertRefused(desk.checkIn(staff(), here.id()), "confirmed");
        assertRefused(bookings().cancel(guest, here.id()), "confirmed");
        changed(desk.checkOut(staff(), here.id()));
        assertRefused(desk.checkOut(staff(), here.id()), "checked-in");
        assertRefused(bookings().change(guest, here.id(), BookingChange.of(here)), "confirmed-or-checked-in");
        assertRefused(desk.noShow(staff(), here.id()), "confirmed");
        audit(room.hotel());
    }

    private UserId ownerOf(Room room, UserId owner) {
        innkeeper()
                .hotels()
                .update(
                        room.hotel(),
                        innkeeper()
                                .hotels()
                                .find(room.hotel())
                                .orElseThrow()
                                .details()
                                .withOwner(owner));
        return owner;
    }

    @Test
    void aHoldOfNightsThatAreOverIsNotConfirmed() {
        Room room = newRoom();
        UserId guest = newGuest();
        Booking hold =
                changed(bookings().hold(BookingRequest.room(guest, room.id(), stay(1, 2), 1), Duration.ofDays(30)));

        for (int days : List.of(3, 10)) {
            assertRefused(later(days).bookings().confirm(guest, hold.id()), "not-in-the-past");
            assertRefused(later(days).bookings().extend(guest, hold.id(), Duration.ofDays(1)), "not-in-the-past");
        }
        assertThat(later(2).bookings().confirm(guest, hold.id()))
                .as("on its last night")
                .isInstanceOf(Booked.class);
        audit(room.hotel());
    }

    @Test
    void ofManyWhoCheckAGuestInOneDoes() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 1));
        List<Innkeeper> applications = applications(2);

        List<Outcome> outcomes = Race.run(
                8,
                number -> number < 4
                        ? applications.get(number % 2).frontDesk().checkIn(staff(), booking.id())
                        : applications.get(number % 2).bookings().cancel(booking.user(), booking.id()));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.success().isPresent())
                .hasSize(1);
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(7);
        assertThat(audit(room.hotel()))
                .singleElement()
                .satisfies(stored -> assertThat(stored.version()).isEqualTo(2));
    }

    @Test
    void whatTheFrontDeskDoesWithAKeyItDoesOnce() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 2));
        FrontDesk once = frontDesk().withKey(UUID.randomUUID().toString());
        FrontDesk blocking = frontDesk().withKey(UUID.randomUUID().toString());
        Actor owner = Actor.owner(ownerOf(room, newGuest()));

        Outcome checkedIn = once.checkIn(owner, booking.id());
        Outcome blocked = blocking.block(owner, room.id(), stay(5, 2));
        changed(frontDesk().checkOut(owner, booking.id()));

        assertThat(once.checkIn(owner, booking.id())).isEqualTo(checkedIn);
        assertThat(blocking.block(owner, room.id(), stay(5, 2))).isEqualTo(blocked);
        assertThat(audit(room.hotel())).hasSize(2);
    }

    // Blocks

    @Test
    void nobodyBooksABlockedRoom() {
        UserId owner = newGuest();
        Hotel hotel = hotelOf(owner);
        Room room = newRoom(hotel.id(), "101");

        Booking block = changed(frontDesk().block(Actor.owner(owner), room.id(), stay(1, 3)));

        assertThat(block.status()).isEqualTo(BookingStatus.BLOCKED);
        assertThat(block.total()).isEqualTo(Money.of("0", "EUR"));
        assertThat(bookings().book(BookingRequest.room(newGuest(), room.id(), stay(3, 2), 1)))
                .isEqualTo(new Unavailable(stay(3, 1).nights()));
        assertThat(innkeeper().availability().freeRooms(hotel.id(), stay(3, 2), 1))
                .isEmpty();
        assertThat(bookings().list(owner, 10, null).items())
                .as("bookings of the owner as a guest")
                .isEmpty();
        assertThat(bookings().find(owner, block.id())).isEmpty();
        assertThat(bookings().find(Actor.owner(owner), block.id())).contains(block);
        assertThat(audit(hotel.id())).containsExactly(block);

        changed(frontDesk().unblock(Actor.owner(owner), block.id()));
        booked(newGuest(), room, stay(3, 2));
        assertThat(audit(hotel.id())).hasSize(2);
    }

    @Test
    void aBlockTakesNothingFromGuests() {
        UserId owner = newGuest();
        Hotel hotel = hotelOf(owner);
        Room room = newRoom(hotel.id(), "101");
        Booking booking = booked(newGuest(), room, stay(2, 1));

        assertThat(frontDesk().block(Actor.owner(owner), room.id(), stay(1, 3)))
                .isEqualTo(new Unavailable(stay(2, 1).nights()));
        assertRefused(frontDesk().block(Actor.owner(owner), room.id(), stay(3, 367)), "not-too-long");
        assertThat(audit(hotel.id())).containsExactly(booking);
    }

    @Test
    void theApplicationBlocksOnBehalfOfTheOwner() {
        UserId owner = newGuest();
        Room room = newRoom(hotelOf(owner).id(), "101");
        assertThat(frontDesk().block(Actor.system(), room.id(), stay(1, 3))).isInstanceOf(Blocked.class);
        assertThat(audit(room.hotel()))
                .singleElement()
                .satisfies(block -> assertThat(block.user()).isEqualTo(owner));

        Room ofNobody = newRoom();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> frontDesk().block(Actor.system(), ofNobody.id(), stay(1, 3)))
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly("actor"));
    }

    @Test
    void aBlockAndABookingRaceForTheNights() {
        UserId owner = newGuest();
        Hotel hotel = hotelOf(owner);
        Room room = newRoom(hotel.id(), "101");
        List<UserId> guests = guests(8);
        for (int round = 0; round < rounds(20); round++) {
            Stay stay = stay(1 + round, 1);
            List<Outcome> outcomes = Race.run(
                    8,
                    number -> number % 2 == 0
                            ? frontDesk().block(Actor.owner(owner), room.id(), stay)
                            : bookings().book(BookingRequest.room(guests.get(number), room.id(), stay, 1)));

            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.success().isPresent())
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(new Unavailable(stay.nights())::equals)
                    .hasSize(7);
        }
        assertThat(audit(hotel.id())).hasSize(rounds(20));
    }

    // Who may do what

    @Test
    void whatIsNotYoursIsAnsweredAsIfItWereNotThere() {
        Room room = newRoom(hotelOf(newGuest()).id(), "101");
        Booking booking = booked(newGuest(), room, stay(0, 3));
        Booking hold = changed(
                bookings().hold(BookingRequest.room(booking.user(), room.id(), stay(5, 1), 1), Duration.ofMinutes(20)));
        UserId stranger = newGuest();
        hotelOf(stranger);
        BookingId nothing = new BookingId(UUID.randomUUID());

        for (Actor actor : List.of(stranger, Actor.guest(stranger), Actor.owner(stranger))) {
            for (BookingId id : List.of(booking.id(), hold.id(), nothing)) {
                assertThat(bookings().find(actor, id)).isEmpty();
                assertNotFound(id, () -> bookings().cancel(actor, id));
                assertNotFound(id, () -> bookings().change(actor, id, BookingChange.of(booking)));
                assertNotFound(id, () -> bookings().confirm(actor, id));
                assertNotFound(id, () -> bookings().extend(actor, id, Duration.ofMinutes(1)));
                assertNotFound(id, () -> bookings().release(actor, id));
                assertNotFound(id, () -> frontDesk().checkIn(actor, id));
                assertNotFound(id, () -> frontDesk().checkOut(actor, id));
                assertNotFound(id, () -> frontDesk().noShow(actor, id));
                assertNotFound(id, () -> frontDesk().unblock(actor, id));
            }
            assertNotFound(room.id(), () -> frontDesk().block(actor, room.id(), stay(9, 1)));
            assertNotFound(room.hotel(), () -> frontDesk().list(actor, room.hotel(), TODAY, TODAY, 10, null));
            BookingRequest forOther = BookingRequest.room(booking.user(), room.id(), stay(9, 1), 1)
                    .by(actor);
            assertNotFound(room.id(), () -> bookings().book(forOther));
            assertNotFound(room.id(), () -> bookings().hold(forOther, Duration.ofMinutes(1)));
        }
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(booking, hold);
    }

    @Test
    void guestsDoNotDoTheWorkOfTheFrontDesk() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 3));

        assertNotFound(booking.id(), () -> frontDesk().checkIn(booking.user(), booking.id()));
        assertNotFound(booking.id(), () -> frontDesk().noShow(booking.user(), booking.id()));
        assertNotFound(room.id(), () -> frontDesk().block(booking.user(), room.id(), stay(9, 1)));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void whoRunsAHotelDoesForItsGuestsWhatTheyCouldDo() {
        UserId owner = newGuest();
        UserId guest = newGuest();
        Room room = newRoom(hotelOf(owner).id(), "101");
        int day = 0;
        for (Actor actor : List.of(Actor.owner(owner), staff(), Actor.system())) {
            day += 10;
            BookingRequest request =
                    BookingRequest.room(guest, room.id(), stay(day, 2), 1).by(actor);
            Booking booking = booked(bookings().book(request));
            assertThat(booking.user()).isEqualTo(guest);
            assertThat(bookings().find(guest, booking.id())).contains(booking);
            assertThat(bookings().find(actor, booking.id())).contains(booking);
            changed(bookings()
                    .change(actor, booking.id(), BookingChange.of(booking).guests(2)));
            changed(bookings().cancel(actor, booking.id()));
            Booking hold = changed(bookings().hold(request, Duration.ofMinutes(20)));
            changed(bookings().extend(actor, hold.id(), Duration.ofMinutes(30)));
            assertThat(bookings().confirm(actor, hold.id())).isInstanceOf(Booked.class);
            changed(bookings()
                    .release(
                            actor,
                            changed(bookings()
                                            .hold(
                                                    BookingRequest.room(guest, room.id(), stay(day + 5, 1), 1)
                                                            .by(actor),
                                                    Duration.ofMinutes(20)))
                                    .id()));
        }
        assertThat(audit(room.hotel())).hasSize(9);
    }

    @Test
    void hotelsAreChangedByWhoRunsThem() {
        UserId owner = newGuest();
        Room room = newRoom(hotelOf(owner).id(), "101");
        HotelId hotel = room.hotel();
        HotelDetails details = innkeeper().hotels().find(hotel).orElseThrow().details();
        HotelRestriction restriction = innkeeper().tariffs().restrict(hotel, Restriction.stopSell(stay(90, 1)));
        UserId stranger = newGuest();
        hotelOf(stranger);

        for (Actor actor : List.of(stranger, Actor.owner(stranger), owner)) {
            Hotels hotels = innkeeper().hotels().by(actor);
            Tariffs tariffs = innkeeper().tariffs().by(actor);
            assertNotFound(hotel, () -> hotels.update(hotel, details.withStars(5)));
            assertNotFound(hotel, () -> hotels.close(hotel));
            assertNotFound(hotel, () -> hotels.reopen(hotel));
            assertNotFound(hotel, () -> hotels.addRoom(hotel, roomDetails("9", "double", 2, "1")));
            assertNotFound(hotel, () -> hotels.addRooms(hotel, List.of(roomDetails("9", "double", 2, "1"))));
            assertNotFound(room.id(), () -> hotels.updateRoom(room.id(), roomDetails("9", "double", 2, "1")));
            assertNotFound(room.id(), () -> hotels.closeRoom(room.id()));
            assertNotFound(room.id(), () -> hotels.reopenRoom(room.id()));
            assertNotFound(hotel, () -> tariffs.setRate(hotel, "double", stay(1, 1), Money.of("1", "EUR")));
            assertNotFound(hotel, () -> tariffs.clearRates(hotel, "double", stay(1, 1)));
            assertNotFound(hotel, () -> tariffs.restrict(hotel, Restriction.stopSell(stay(1, 1))));
            assertNotFound(hotel, () -> tariffs.lift(hotel, restriction.id()));
            assertThat(hotels.rooms(hotel)).containsExactly(room);
            assertThat(tariffs.restrictions(hotel)).containsExactly(restriction);
        }
        assertInvalid("owner", () -> innkeeper().hotels().by(stranger).add(hotelDetails()));
        assertInvalid(
                "owner", () -> innkeeper().hotels().by(Actor.owner(stranger)).add(details));
        assertThat(innkeeper()
                        .hotels()
                        .by(owner)
                        .add(details.withName("Second"))
                        .details()
                        .owner())
                .isEqualTo(owner);

        for (Actor actor : List.of(Actor.owner(owner), staff(), Actor.system())) {
            Hotels hotels = innkeeper().hotels().by(actor);
            hotels.update(hotel, details.withStars(5));
            hotels.closeRoom(room.id());
            hotels.reopenRoom(room.id());
            hotels.close(hotel);
            hotels.reopen(hotel);
            hotels.addRoom(hotel, roomDetails(unique("n").substring(0, 20), "double", 2, "1"));
            innkeeper().tariffs().by(actor).setRate(hotel, "double", stay(1, 1), Money.of("77", "EUR"));
            innkeeper()
                    .tariffs()
                    .by(actor)
                    .lift(
                            hotel,
                            innkeeper()
                                    .tariffs()
                                    .restrict(hotel, restriction.restriction())
                                    .id());
        }
        assertThat(innkeeper().hotels().rooms(hotel)).hasSize(4);
    }

    @Test
    void whatHappenedToABookingIsToldToWhoMaySeeIt() {
        UserId owner = newGuest();
        Room room = newRoom(hotelOf(owner).id(), "101");
        Booking booking = booked(newGuest(), room, stay(0, 3));
        frontDesk().checkIn(Actor.owner(owner), booking.id());

        for (Actor actor : List.of(booking.user(), Actor.owner(owner), staff(), Actor.system())) {
            assertThat(innkeeper().events().of(actor, booking.id()))
                    .extracting(each -> each.event().by())
                    .containsExactly(booking.user(), owner);
        }
        for (Actor actor : List.of(owner, newGuest(), Actor.owner(newGuest()))) {
            assertThat(innkeeper().events().of(actor, booking.id())).isEmpty();
        }
    }

    @Test
    void aKeyBelongsToWhoAsks() {
        UserId owner = newGuest();
        UserId guest = newGuest();
        Room room = newRoom(hotelOf(owner).id(), "101");
        String key = UUID.randomUUID().toString();
        Bookings once = bookings().withKey(key);
        BookingRequest request = BookingRequest.room(guest, room.id(), stay(1, 2), 1);

        BookingOutcome first = once.book(request.by(Actor.owner(owner)));

        assertThat(once.book(request.by(Actor.owner(owner)))).isEqualTo(first);
        assertThat(once.book(request)).as("the guest's own request").isInstanceOf(Unavailable.class);
        assertThatExceptionOfType(RequestKeyReusedException.class)
                .as("as somebody else of the same account")
                .isThrownBy(() -> once.book(request.by(Actor.staff(owner))));
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @Test
    void theBookingsOfAHotelAreListedByTheirArrival() {
        UserId owner = newGuest();
        HotelId hotel = hotelOf(owner).id();
        List<Room> rooms = newRooms(hotel, 3);
        Booking leaving = booked(newGuest(), rooms.get(0), stay(1, 4));
        Booking staying = booked(newGuest(), rooms.get(1), stay(2, 9));
        Booking coming = booked(newGuest(), rooms.get(0), stay(5, 1));
        Booking alsoComing = booked(newGuest(), rooms.get(2), stay(5, 2));
        booked(newGuest(), rooms.get(2), stay(1, 3));
        booked(newGuest(), rooms.get(0), stay(6, 2));
        newRoom(newHotel().id(), "101");
        LocalDate day = TODAY.plusDays(5);

        assertThat(frontDesk()
                        .list(Actor.owner(owner), hotel, day, day, 10, null)
                        .items())
                .containsExactly(leaving, staying, coming, alsoComing);
        assertThat(allPages(token -> frontDesk().list(staff(), hotel, day, day, 1, token)))
                .containsExactly(leaving, staying, coming, alsoComing);
        assertThat(frontDesk()
                        .list(staff(), hotel, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), 200, null)
                        .items())
                .hasSize(6);
        assertThat(frontDesk()
                        .list(staff(), hotel, day.plusDays(7), day.plusDays(70), 200, null)
                        .items())
                .isEmpty();
    }

    @Test
    void anImpossibleListIsRefused() {
        HotelId hotel = newHotel().id();
        assertInvalid("to", () -> frontDesk().list(staff(), hotel, TODAY, TODAY.minusDays(1), 10, null));
        assertInvalid("from", () -> frontDesk().list(staff(), hotel, LocalDate.MIN, TODAY, 10, null));
        assertInvalid("to", () -> frontDesk().list(staff(), hotel, TODAY, LocalDate.MAX, 10, null));
        assertInvalid("pageSize", () -> frontDesk().list(staff(), hotel, TODAY, TODAY, 0, null));
        assertInvalid("pageSize", () -> frontDesk().list(staff(), hotel, TODAY, TODAY, 201, null));
        assertInvalid("after", () -> frontDesk().list(staff(), hotel, TODAY, TODAY, 10, "nonsense"));
        assertInvalid("from", () -> frontDesk().list(staff(), hotel, nothing(), TODAY, 10, null));
        assertInvalid("hotel", () -> frontDesk().list(staff(), nothing(), TODAY, TODAY, 10, null));
        assertInvalid("actor", () -> frontDesk().list(nothing(), hotel, TODAY, TODAY, 10, null));
        assertInvalid("actor", () -> frontDesk().checkIn(nothing(), new BookingId(UUID.randomUUID())));
        assertInvalid("booking", () -> frontDesk().checkOut(staff(), nothing()));
        assertInvalid("stay", () -> frontDesk().block(staff(), newRoom().id(), nothing()));
        assertInvalid("room", () -> frontDesk().block(staff(), nothing(), stay(1, 1)));
        assertInvalid(
                "by",
                () -> BookingRequest.room(desk, newRoom().id(), stay(1, 1), 1).by(nothing()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless host hands over
    private static <T> T nothing() {
        return (@Nullable T) null;
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly(field));
    }

    // Ids of the caller's

    @Test
    void aBookingHasTheIdThatItsCallerMade() {
        Room room = newRoom();
        UserId guest = newGuest();
        BookingId id = BookingId.next();
        BookingRequest request =
                BookingRequest.room(guest, room.id(), stay(1, 2), 1).withId(id);
        Bookings once = bookings().withKey(UUID.randomUUID().toString());

        BookingOutcome first = once.book(request);

        assertThat(booked(first).id()).isEqualTo(id);
        assertThat(bookings().find(guest, id)).contains(booked(first));
        assertThat(once.book(request)).isEqualTo(first);
        BookingRequest another =
                BookingRequest.room(newGuest(), room.id(), stay(7, 2), 1).withId(id);
        Stream.<ThrowingCallable>of(
                        () -> bookings().book(another), () -> bookings().hold(another, Duration.ofMinutes(1)))
                .forEach(call -> assertThatExceptionOfType(AlreadyExistsException.class)
                        .isThrownBy(call)
                        .satisfies(
                                e -> assertThat(e.getMessage()).contains("id").contains(id.toString())));
        assertThat(audit(room.hotel())).hasSize(1);
    }

    /** Its own nights are in the way, which is not what is told. */
    @Test
    void whoAsksAgainWithTheSameIdIsToldThatItIsTaken() {
        Room room = newRoom();
        UserId guest = newGuest();
        for (BookingRequest request : List.of(
                BookingRequest.room(guest, room.id(), stay(1, 2), 1).withId(BookingId.next()),
                BookingRequest.anyRoom(guest, room.hotel(), room.details().type(), stay(5, 2), 1)
                        .withId(BookingId.next()))) {
            booked(bookings().book(request));

            Stream.<ThrowingCallable>of(
                            () -> bookings().book(request), () -> bookings().hold(request, Duration.ofMinutes(1)))
                    .forEach(call -> assertThatExceptionOfType(AlreadyExistsException.class)
                            .isThrownBy(call)
                            .satisfies(e -> assertThat(e.field()).isEqualTo("id")));
        }
        assertThat(audit(room.hotel())).hasSize(2);
    }

    @Test
    void ofManyWithOneIdOneIsBooked() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 8);
        UserId guest = newGuest();
        BookingId id = BookingId.next();
        String key = UUID.randomUUID().toString();
        BookingRequest request =
                BookingRequest.anyRoom(guest, hotel, "double", stay(1, 2), 1).withId(id);

        List<BookingOutcome> outcomes =
                Race.run(8, number -> bookings().withKey(key).book(request));

        assertThat(Stream.of(outcomes.toArray()).distinct()).hasSize(1);
        assertThat(booked(outcomes.get(0)).id()).isEqualTo(id);
        assertThat(audit(hotel)).hasSize(1);
    }

    // What cancelling costs

    @Test
    void cancellingInTimeIsFreeAndLaterCostsWhatWasAgreed() {
        Hotel hotel = innkeeper().hotels().add(hotelDetails().withCancellation(new CancellationPolicy(7, 80)));
        Room room = newRoom(hotel.id(), "101", "double", 2, "99.99");
        UserId guest = newGuest();
        Booking early = booked(guest, room, stay(10, 3));
        Booking late = booked(guest, room, stay(20, 3));
        Booking byHotel = booked(guest, room, stay(30, 3));
        CancellationTerms terms = new CancellationTerms(TODAY.plusDays(3), Money.of("239.98", "EUR"));
        assertThat(early.cancellation()).isEqualTo(terms);
        innkeeper().hotels().update(hotel.id(), hotel.details().withCancellation(new CancellationPolicy(300, 100)));

        assertThat(changed(later(3).bookings().cancel(guest, early.id())).fee()).isEqualTo(Money.of("0", "EUR"));
        assertThat(changed(later(14).bookings().cancel(guest, late.id())).fee()).isEqualTo(Money.of("239.98", "EUR"));
        assertThat(changed(later(29).bookings().cancel(staff(), byHotel.id())).fee())
                .isNull();
        assertThat(Objects.requireNonNull(booked(guest, room, stay(40, 1)).cancellation())
                        .fee())
                .isEqualTo(Money.of("99.99", "EUR"));
        assertThat(bookings().find(guest, late.id()).orElseThrow().fee()).isEqualTo(Money.of("239.98", "EUR"));
        audit(hotel.id());
    }

    @Test
    void atAHotelWithoutAPolicyNothingIsToBePaid() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(0, 3));

        assertThat(booking.cancellation()).isNull();
        assertThat(changed(bookings().cancel(booking.user(), booking.id())).fee())
                .isNull();
    }

    @Test
    void movingTheStayDoesNotMakeAFeeGoAway() {
        Hotel hotel = innkeeper().hotels().add(hotelDetails().withCancellation(new CancellationPolicy(7, 50)));
        Room room = newRoom(hotel.id(), "101");
        UserId guest = newGuest();
        Booking soon = booked(guest, room, stay(3, 2));
        Booking inTime = booked(guest, room, stay(20, 2));

        Booking moved = changed(
                bookings().change(guest, soon.id(), BookingChange.of(soon).to(stay(100, 4))));
        Booking movedInTime = changed(
                bookings().change(guest, inTime.id(), BookingChange.of(inTime).to(stay(120, 4))));

        assertThat(moved.cancellation()).isEqualTo(new CancellationTerms(TODAY.minusDays(4), Money.of("200", "EUR")));
        assertThat(movedInTime.cancellation())
                .isEqualTo(new CancellationTerms(TODAY.plusDays(113), Money.of("200", "EUR")));
        assertThat(changed(bookings().cancel(guest, moved.id())).fee()).isEqualTo(Money.of("200", "EUR"));
        assertThat(audit(hotel.id())).hasSize(2);
    }

    @Test
    void aFeeThatIsDueDoesNotGetSmaller() {
        Hotel hotel = innkeeper().hotels().add(hotelDetails().withCancellation(new CancellationPolicy(7, 100)));
        Room room = newRoom(hotel.id(), "101");
        UserId guest = newGuest();
        Booking soon = booked(guest, room, stay(3, 10));

        Booking shorter = changed(
                bookings().change(guest, soon.id(), BookingChange.of(soon).to(stay(3, 1))));

        assertThat(changed(bookings().cancel(guest, shorter.id())).fee()).isEqualTo(Money.of("1000", "EUR"));
        audit(hotel.id());
    }

    @Test
    void todayIsTheDateAtTheHotel() {
        Hotel farEast =
                innkeeper().hotels().add(HotelDetails.of(unique("Hotel"), unique("Apia"), ZoneOffset.ofHours(14), EUR));
        Room room = newRoom(farEast.id(), "101");
        Booking tomorrowHere = booked(newGuest(), room, stay(1, 1));

        assertThat(frontDesk().checkIn(staff(), tomorrowHere.id())).isInstanceOf(StatusChanged.class);
        audit(farEast.id());
    }
}
