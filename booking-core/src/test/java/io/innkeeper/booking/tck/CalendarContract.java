package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.availability.CalendarNight;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised of the calendar: each night is as search finds it when it is asked for by itself. */
public abstract class CalendarContract extends StorageContract {

    /** For subclasses. */
    protected CalendarContract() {}

    private List<CalendarNight> calendar(HotelId hotel, @Nullable String type, Stay nights) {
        return innkeeper().availability().calendar(hotel, type, nights);
    }

    private static CalendarNight night(int daysFromToday, int rooms, @Nullable String rate) {
        LocalDate night = TODAY.plusDays(daysFromToday);
        return new CalendarNight(night, rooms, rate == null ? null : Money.of(rate, "EUR"));
    }

    @Test
    void eachNightSaysHowManyRoomsAreFreeAndWhatTheCheapestCosts() {
        Hotel hotel = newHotel();
        Room cheap = newRoom(hotel.id(), "1", "single", 1, "50");
        Room a = newRoom(hotel.id(), "2", "double", 2, "80");
        Room b = newRoom(hotel.id(), "3", "double", 2, "90.50");
        booked(newGuest(), cheap, stay(11, 2));
        booked(newGuest(), a, stay(12, 2));
        booked(newGuest(), b, stay(12, 1));

        assertThat(calendar(hotel.id(), null, stay(10, 5)))
                .containsExactly(
                        night(10, 3, "50"),
                        night(11, 2, "80"),
                        night(12, 0, null),
                        night(13, 2, "50"),
                        night(14, 3, "50"));
        assertThat(calendar(hotel.id(), "double", stay(12, 2)))
                .containsExactly(night(12, 0, null), night(13, 1, "90.50"));
    }

    @Test
    void ratesAndNightsThatAreNotSoldAreHeeded() {
        Hotel hotel = newHotel();
        newRoom(hotel.id(), "1", "single", 1, "50");
        newRoom(hotel.id(), "2", "double", 2, "80");
        innkeeper().tariffs().setRate(hotel.id(), "single", stay(10, 2), Money.of("200", "EUR"));
        innkeeper().tariffs().setRate(hotel.id(), "double", stay(11, 1), Money.of("199", "EUR"));
        innkeeper()
                .tariffs()
                .restrict(hotel.id(), Restriction.stopSell(stay(12, 1)).forType("single"));
        innkeeper().tariffs().restrict(hotel.id(), Restriction.stopSell(stay(13, 1)));
        innkeeper().tariffs().restrict(hotel.id(), Restriction.closedToArrival(stay(14, 1)));
        innkeeper().tariffs().restrict(hotel.id(), Restriction.minimumStay(3, stay(14, 1)));

        assertThat(calendar(hotel.id(), null, stay(10, 5)))
                .containsExactly(
                        night(10, 2, "80"),
                        night(11, 2, "199"),
                        night(12, 1, "80"),
                        night(13, 0, null),
                        night(14, 2, "50"));
    }

    @Test
    void aHoldCountsUntilItHasExpired() {
        Room room = newRoom();
        innkeeper().bookings().hold(BookingRequest.room(newGuest(), room.id(), stay(10, 1), 1), Duration.ofMinutes(20));

        assertThat(calendar(room.hotel(), null, stay(10, 1))).containsExactly(night(10, 0, null));
        outside().expireHolds(room.hotel());
        assertThat(calendar(room.hotel(), null, stay(10, 1))).containsExactly(night(10, 1, "100"));
    }

    @Test
    void whatIsClosedIsNotFree() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1");
        newRoom(hotel.id(), "2");
        innkeeper().hotels().closeRoom(room.id());

        assertThat(calendar(hotel.id(), "double", stay(10, 1))).containsExactly(night(10, 1, "100"));
        innkeeper().hotels().close(hotel.id());
        assertThat(calendar(hotel.id(), "double", stay(10, 1))).containsExactly(night(10, 0, null));
    }

    @Test
    void aNightThatIsOverAtTheHotelIsNotFree() {
        Hotel tomorrow = innkeeper()
                .hotels()
                .add(HotelDetails.of("Tomorrow", unique("Kiritimati"), ZoneId.of("Pacific/Kiritimati"), EUR));
        newRoom(tomorrow.id(), "1");

        assertThat(calendar(tomorrow.id(), null, stay(-1, 3)))
                .containsExactly(night(-1, 0, null), night(0, 0, null), night(1, 1, "100"));
    }

    @Test
    void aYearIsLookedAtAtOnceAndNoMore() {
        Room room = newRoom();
        booked(newGuest(), room, stay(200, 1));

        assertThat(calendar(room.hotel(), null, stay(0, 366)))
                .hasSize(366)
                .allSatisfy(night ->
                        assertThat(night.freeRooms()).isEqualTo(night.night().equals(TODAY.plusDays(200)) ? 0 : 1));
        assertInvalid("nights", () -> calendar(room.hotel(), null, stay(0, 367)));
    }

    @Test
    void eachNightIsAsSearchFindsIt() {
        Seed seed = Seed.of("eachNightIsAsSearchFindsIt");
        Random random = seed.random(0);
        int rounds = rounds(5);
        for (int round = 0; round < rounds; round++) {
            Hotel hotel = newHotel();
            List<Room> rooms = List.of(
                    newRoom(hotel.id(), "1", "double", 2, "100"),
                    newRoom(hotel.id(), "2", "double", 2, "110"),
                    newRoom(hotel.id(), "3", "suite", 2, "105"));
            for (int i = 0; i < 12; i++) {
                Stay some = stay(random.nextInt(15), 1 + random.nextInt(4));
                String type = random.nextBoolean() ? "double" : "suite";
                switch (random.nextInt(4)) {
                    case 0 ->
                        innkeeper()
                                .tariffs()
                                .setRate(
                                        hotel.id(),
                                        type,
                                        some,
                                        Money.of(String.valueOf(90 + random.nextInt(30)), "EUR"));
                    case 1 ->
                        innkeeper()
                                .tariffs()
                                .restrict(
                                        hotel.id(),
                                        Restriction.stopSell(Stay.of(some.arrival(), 1))
                                                .forType(type));
                    default ->
                        innkeeper()
                                .bookings()
                                .book(BookingRequest.room(
                                        guests(1).get(0),
                                        rooms.get(random.nextInt(3)).id(),
                                        some,
                                        1));
                }
            }
            for (CalendarNight night : calendar(hotel.id(), null, stay(0, 20))) {
                List<RoomOffer> free = innkeeper().availability().freeRooms(hotel.id(), Stay.of(night.night(), 1), 1);
                assertThat(night)
                        .as("%s", seed)
                        .isEqualTo(new CalendarNight(
                                night.night(),
                                free.size(),
                                free.isEmpty() ? null : free.get(0).total()));
            }
        }
    }

    @Test
    void whatBookingsGiveBackIsFreeAgain() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 1));
        innkeeper().bookings().cancel(booking.user(), booking.id());

        assertThat(applications(2).get(1).availability().calendar(room.hotel(), "double", stay(10, 1)))
                .containsExactly(night(10, 1, "100"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Room room = newRoom();

        assertNotFound("hotel", () -> calendar(new HotelId(UUID.randomUUID()), null, stay(1, 1)));
        assertNotFound("room type", () -> calendar(room.hotel(), "Double", stay(1, 1)));
        assertInvalid("type", () -> calendar(room.hotel(), "", stay(1, 1)));
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsExactly(field));
    }

    private static void assertNotFound(String what, ThrowingCallable call) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.what()).isEqualTo(what));
    }
}
