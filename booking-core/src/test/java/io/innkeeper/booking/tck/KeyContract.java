package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.RequestKeyReusedException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Happened;
import io.innkeeper.booking.reservation.HoldOutcome;
import io.innkeeper.booking.reservation.NeverHappens;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of requests with a key: however often they are asked, they are done once and answered alike. */
public abstract class KeyContract extends StorageContract {

    private static final Duration LENGTH = Duration.ofMinutes(20);

    /** For subclasses. */
    protected KeyContract() {}

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private Bookings with(String key) {
        return bookings().withKey(key);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static BookingRequest request(UserId guest, Room room, Stay stay) {
        return BookingRequest.room(guest, room.id(), stay, 1);
    }

    private Booking held(UserId guest, Room room, Stay stay) {
        return bookings().hold(request(guest, room, stay), LENGTH).success().orElseThrow();
    }

    /** Asks for something, has other things happen, and asks for it again. */
    private void assertDoneOnce(Function<Bookings, Outcome> asking, Runnable meanwhile) {
        String key = newKey();
        Outcome first = asking.apply(with(key));
        assertThat(first.success()).as("%s", first).isPresent();
        assertThat(asking.apply(with(key))).isEqualTo(first);
        meanwhile.run();
        Bookings elsewhere = applications(2).get(1).bookings();
        assertThat(asking.apply(elsewhere.withKey(key))).isEqualTo(first);
    }

    // The same request again

    @Test
    void whatIsBookedOnceIsAnsweredAlikeWhateverBecomesOfIt() {
        UserId guest = newGuest();
        Room room = newRoom();

        assertDoneOnce(bookings -> bookings.book(request(guest, room, stay(1, 3))), () -> {
            Booking booking = bookings().list(guest, 1, null).items().get(0);
            bookings().cancel(guest, booking.id());
            booked(newGuest(), room, stay(1, 3));
            innkeeper().hotels().updateRoom(room.id(), roomDetails("101", "double", 2, "1"));
            innkeeper().hotels().close(room.hotel());
        });

        assertThat(audit(room.hotel()))
                .extracting(Booking::status)
                .containsExactlyInAnyOrder(BookingStatus.CANCELLED, BookingStatus.CONFIRMED);
    }

    @Test
    void anyRoomIsBookedOnceHoweverManyAreFree() {
        HotelId hotel = newHotel().id();
        newRooms(hotel, 5);
        UserId guest = newGuest();

        assertDoneOnce(
                bookings -> bookings.book(BookingRequest.anyRoom(guest, hotel, "double", stay(1, 3), 1)), () -> {});

        assertThat(audit(hotel)).hasSize(1);
    }

    @Test
    void eachChangeOfAHoldIsMadeOnce() {
        UserId guest = newGuest();
        Room room = newRoom();
        assertDoneOnce(bookings -> bookings.hold(request(guest, room, stay(1, 3)), LENGTH), () -> {});
        Booking hold = bookings().list(guest, 1, null).items().get(0);

        assertDoneOnce(bookings -> bookings.extend(guest, hold.id(), LENGTH.plusHours(1)), () -> {});
        assertDoneOnce(
                bookings -> bookings.confirm(guest, hold.id()), () -> bookings().cancel(guest, hold.id()));

        assertThat(audit(room.hotel()))
                .singleElement()
                .satisfies(booking -> assertThat(booking.version()).isEqualTo(4));
    }

    @Test
    void whatIsGivenUpOnceIsAnsweredAlike() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking booking = booked(guest, room, stay(1, 1));
        Booking hold = held(guest, room, stay(2, 1));

        assertDoneOnce(bookings -> bookings.cancel(guest, booking.id()), () -> booked(newGuest(), room, stay(1, 1)));
        assertDoneOnce(bookings -> bookings.release(guest, hold.id()), () -> booked(newGuest(), room, stay(2, 1)));

        assertThat(bookings().cancel(guest, booking.id()))
                .as("with a key of its own")
                .isInstanceOf(Refused.class);
        audit(room.hotel());
    }

    @Test
    void whatWasNotDoneIsTriedAgain() {
        UserId guest = newGuest();
        Room room = newRoom();
        Booking inTheWay = booked(newGuest(), room, stay(2, 1));
        Bookings bookings = with(newKey());

        assertThat(bookings.book(request(guest, room, stay(1, 3))))
                .isEqualTo(new Unavailable(stay(2, 1).nights()));
        bookings().cancel(inTheWay.user(), inTheWay.id());
        BookingOutcome outcome = bookings.book(request(guest, room, stay(1, 3)));
        assertThat(outcome).isInstanceOf(Booked.class);
        assertThat(bookings.book(request(guest, room, stay(1, 3)))).isEqualTo(outcome);
        assertThat(audit(room.hotel())).hasSize(2);
    }

    // Other requests

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        UserId guest = newGuest();
        Room room = newRoom();
        Room other = newRoom(room.hotel(), "102");
        Bookings bookings = with(newKey());
        Booking booking = booked(bookings.book(request(guest, room, stay(1, 3))));

        for (Runnable attempt : List.<Runnable>of(
                () -> bookings.book(request(guest, room, stay(1, 2))),
                () -> bookings.book(request(guest, room, stay(4, 3))),
                () -> bookings.book(request(guest, other, stay(1, 3))),
                () -> bookings.book(BookingRequest.room(guest, room.id(), stay(1, 3), 2)),
                () -> bookings.book(BookingRequest.anyRoom(guest, room.hotel(), "double", stay(1, 3), 1)),
                () -> bookings.hold(request(guest, room, stay(1, 3)), LENGTH),
                () -> bookings.cancel(guest, booking.id()),
                () -> bookings.confirm(guest, booking.id()))) {
            assertThatExceptionOfType(RequestKeyReusedException.class).isThrownBy(attempt::run);
        }
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void theLengthOfAHoldMakesItAnotherRequest() {
        UserId guest = newGuest();
        Room room = newRoom();
        String key = newKey();
        HoldOutcome hold = with(key).hold(request(guest, room, stay(1, 3)), LENGTH);

        assertThatExceptionOfType(RequestKeyReusedException.class)
                .isThrownBy(() -> with(key).hold(request(guest, room, stay(1, 3)), LENGTH.plusSeconds(1)))
                .withMessageContaining(key)
                .satisfies(e -> assertThat(e.key()).isEqualTo(key));
        assertThat(audit(room.hotel())).containsExactly(hold.success().orElseThrow());
    }

    @Test
    void anothersKeyMakesNoDifference() {
        UserId guest = newGuest();
        UserId other = newGuest();
        Room room = newRoom();
        Bookings bookings = with(newKey());
        Booking booking = booked(bookings.book(request(guest, room, stay(1, 3))));

        assertThat(bookings.book(request(other, room, stay(1, 3))))
                .isEqualTo(new Unavailable(stay(1, 3).nights()));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> bookings.cancel(other, booking.id()));
        Booking others = booked(bookings.book(request(other, room, stay(4, 1))));
        assertThat(audit(room.hotel())).containsExactlyInAnyOrder(booking, others);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a ", "\t", "caf\u00e9", "a\u0000"})
    void aKeyThatCannotBeComparedSafelyIsRefused(String key) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> with(key))
                .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo("key"));
    }

    @Test
    void aKeyHasAtMost64CharactersAndEachCounts() {
        UserId guest = newGuest();
        Room room = newRoom();
        String longest = "k".repeat(64);
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> with(longest + "k"));

        booked(with(longest).book(request(guest, room, stay(1, 1))));
        booked(with("k".repeat(63)).book(request(guest, room, stay(2, 1))));
        booked(with("k".repeat(63) + "K").book(request(guest, room, stay(3, 1))));
        booked(with("\"'\\{}$.%_;--").book(request(guest, room, stay(4, 1))));
        assertThat(audit(room.hotel())).hasSize(4);
    }

    // What became of it

    @Test
    void whatWasDoneIsSaidToHaveHappened() {
        UserId guest = newGuest();
        Room room = newRoom();
        String key = newKey();
        Booking booking = booked(with(key).book(request(guest, room, stay(1, 3))));
        bookings().cancel(guest, booking.id());

        assertThat(bookings().resolve(guest, room.hotel(), key)).isEqualTo(new Happened(List.of(booking)));
        assertThat(with(key).book(request(guest, room, stay(1, 3)))).isEqualTo(new Booked(booking));
        audit(room.hotel());
    }

    @Test
    void whatWasNotDoneIsNeverDoneOnceThatWasSaid() {
        UserId guest = newGuest();
        Room room = newRoom();
        String key = newKey();

        assertThat(bookings().resolve(guest, room.hotel(), key)).isEqualTo(new NeverHappens());

        assertThatExceptionOfType(RequestKeyReusedException.class)
                .isThrownBy(() -> with(key).book(request(guest, room, stay(1, 3))));
        assertThat(bookings().resolve(guest, room.hotel(), key)).isEqualTo(new NeverHappens());
        booked(with(newKey()).book(request(guest, room, stay(1, 3))));
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @Test
    void whatAnotherAskedForIsNotTold() {
        UserId guest = newGuest();
        Room room = newRoom();
        String key = newKey();
        Booking booking = booked(with(key).book(request(guest, room, stay(1, 3))));

        assertThat(bookings().resolve(newGuest(), room.hotel(), key)).isEqualTo(new NeverHappens());
        assertThat(with(key).book(request(guest, room, stay(1, 3)))).isEqualTo(new Booked(booking));
        assertThat(audit(room.hotel())).containsExactly(booking);
    }

    @Test
    void whoAsksWhatBecameOfARequestThatIsUnderWayIsToldTheTruth() {
        int rounds = rounds(30);
        UserId guest = newGuest();
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            String key = newKey();

            List<Object> outcomes = Race.run(4, i -> {
                Bookings bookings = applications(2).get(i % 2).bookings();
                try {
                    return i < 2
                            ? bookings.withKey(key).book(request(guest, room, stay(1, 2)))
                            : bookings.resolve(guest, room.hotel(), key);
                } catch (RequestKeyReusedException e) {
                    return e;
                }
            });

            List<Booking> stored = audit(room.hotel());
            if (stored.isEmpty()) {
                assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(RequestKeyReusedException.class);
                assertThat(outcomes.subList(2, 4)).containsOnly(new NeverHappens());
            } else {
                assertThat(outcomes.subList(0, 2)).containsOnly(new Booked(stored.get(0)));
                assertThat(outcomes.subList(2, 4)).containsOnly(new Happened(List.of(stored.get(0))));
            }
        }
    }

    // At once

    static List<String> rooms() {
        return List.of("a given room", "any room");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void ofAHundredCallsWithOneKeyOneHasAnEffectAndAllAreAnsweredAlike(String which) {
        HotelId hotel = newHotel().id();
        Room room = newRooms(hotel, 4).get(0);
        UserId guest = newGuest();
        String key = newKey();
        BookingRequest request = which.equals("any room")
                ? BookingRequest.anyRoom(guest, hotel, "double", stay(1, 2), 1)
                : request(guest, room, stay(1, 2));

        List<BookingOutcome> outcomes = Race.run(
                100, i -> applications(2).get(i % 2).bookings().withKey(key).book(request));

        assertThat(outcomes).containsOnly(new Booked(booked(outcomes.get(0))));
        assertThat(audit(hotel)).containsExactly(booked(outcomes.get(0)));
    }

    @Test
    void ofManyCancellationsWithOneKeyAllAreAnsweredAlike() {
        int rounds = rounds(10);
        UserId guest = newGuest();
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            Booking booking = booked(guest, room, stay(1, 2));
            String key = newKey();

            List<Outcome> outcomes = Race.run(
                    16, i -> applications(2).get(i % 2).bookings().withKey(key).cancel(guest, booking.id()));

            assertThat(outcomes).containsOnly(new Cancelled(booking.moveTo(BookingStatus.CANCELLED)));
            audit(room.hotel());
        }
    }

    @Test
    void ofDifferentRequestsWithOneKeyOneIsDone() {
        int rounds = rounds(10);
        UserId guest = newGuest();
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            String key = newKey();

            List<Object> outcomes = Race.run(8, i -> {
                try {
                    return applications(2).get(i % 2).bookings().withKey(key).book(request(guest, room, stay(i, 1)));
                } catch (RequestKeyReusedException e) {
                    return e;
                }
            });

            assertThat(outcomes).hasOnlyElementsOfTypes(Booked.class, RequestKeyReusedException.class);
            assertThat(outcomes.stream().filter(Booked.class::isInstance)).hasSize(1);
            assertThat(audit(room.hotel())).hasSize(1);
        }
    }
}
