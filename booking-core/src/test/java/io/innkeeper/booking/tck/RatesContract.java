package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is promised of rates by date: every price is the sum of what the nights cost, wherever it is said. */
public abstract class RatesContract extends StorageContract {

    /** For subclasses. */
    protected RatesContract() {}

    private Tariffs tariffs() {
        return innkeeper().tariffs();
    }

    private Bookings bookings() {
        return innkeeper().bookings();
    }

    private List<RoomOffer> free(HotelId hotel, Stay stay) {
        return innkeeper().availability().freeRooms(hotel, stay, 1);
    }

    private HotelOffer offer(Hotel hotel, Stay stay) {
        return allPages(token -> innkeeper()
                        .availability()
                        .freeHotels(
                                CityQuery.of(hotel.details().city(), stay, 1).after(token)))
                .get(0);
    }

    private static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }

    // Prices

    @Test
    void everyPriceIsTheSumOfWhatTheNightsCost() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "101");
        tariffs().setRate(hotel.id(), "double", stay(11, 2), euros("149.99"));
        Money total = euros("399.98"); // 100 and twice 149.99

        assertThat(free(hotel.id(), stay(10, 3))).containsExactly(new RoomOffer(room, total));
        assertThat(offer(hotel, stay(10, 3))).isEqualTo(new HotelOffer(hotel, 1, total));
        Booking booking = booked(newGuest(), room, stay(10, 3));
        assertThat(booking.total()).isEqualTo(total);
        Booking changed = bookings()
                .change(booking.user(), booking.id(), BookingChange.of(booking).to(stay(12, 3)))
                .success()
                .orElseThrow();
        assertThat(changed.total()).isEqualTo(euros("349.99"));
        Booking held = bookings()
                .hold(BookingRequest.anyRoom(newGuest(), hotel.id(), "double", stay(9, 3), 2), Duration.ofMinutes(20))
                .success()
                .orElseThrow();
        assertThat(held.total()).isEqualTo(euros("349.99"));
        assertThat(audit(hotel.id())).containsExactlyInAnyOrder(changed, held);
    }

    @Test
    void whatIsBookedKeepsItsPriceAndAHoldIsConfirmedAtItsOwn() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "101");
        Booking booking = booked(newGuest(), room, stay(10, 2));
        Booking held = bookings()
                .hold(BookingRequest.room(newGuest(), room.id(), stay(20, 2), 1), Duration.ofMinutes(20))
                .success()
                .orElseThrow();

        tariffs().setRate(hotel.id(), "double", stay(0, 30), euros("500"));

        assertThat(bookings().find(booking.user(), booking.id())).contains(booking);
        assertThat(bookings()
                        .confirm(held.user(), held.id())
                        .success()
                        .orElseThrow()
                        .total())
                .isEqualTo(held.total())
                .isEqualTo(euros("200"));
    }

    @Test
    void searchOrdersByWhatTheStayCostsAndThenByNumber() {
        Hotel hotel = newHotel();
        Room cheapByItself = newRoom(hotel.id(), "1", "single", 1, "50");
        Room b = newRoom(hotel.id(), "b", "double", 2, "100");
        Room a = newRoom(hotel.id(), "a", "suite", 2, "90");
        tariffs().setRate(hotel.id(), "single", stay(10, 1), euros("300"));
        tariffs().setRate(hotel.id(), "suite", stay(11, 1), euros("110"));

        assertThat(free(hotel.id(), stay(10, 2)))
                .containsExactly(
                        new RoomOffer(a, euros("200")),
                        new RoomOffer(b, euros("200")),
                        new RoomOffer(cheapByItself, euros("350")));
        assertThat(offer(hotel, stay(10, 2))).isEqualTo(new HotelOffer(hotel, 3, euros("200")));
        assertThat(offer(hotel, stay(11, 1))).isEqualTo(new HotelOffer(hotel, 3, euros("50")));
    }

    @Test
    void aRateIsThatOfItsTypeAndItsHotelOnly() {
        Hotel hotel = newHotel();
        Room lower = newRoom(hotel.id(), "1", "double", 2, "100");
        Room upper = newRoom(hotel.id(), "2", "Double", 2, "100");
        Room accented = newRoom(hotel.id(), "3", "doubl\u00e9", 2, "100");
        Room elsewhere = newRoom(newHotel().id(), "1", "double", 2, "100");

        tariffs().setRate(hotel.id(), "Double", stay(10, 1), euros("70"));

        assertThat(free(hotel.id(), stay(10, 1)))
                .containsExactly(
                        new RoomOffer(upper, euros("70")),
                        new RoomOffer(lower, euros("100")),
                        new RoomOffer(accented, euros("100")));
        assertThat(free(elsewhere.hotel(), stay(10, 1))).containsExactly(new RoomOffer(elsewhere, euros("100")));
        assertThat(tariffs().rates(hotel.id(), "double", stay(10, 1))).isEmpty();
    }

    @Test
    void aFreeNightAndTheDearestOneArePriced() {
        Room room = newRoom();
        tariffs().setRate(room.hotel(), "double", stay(10, 1), euros("0"));
        tariffs().setRate(room.hotel(), "double", stay(11, 365), euros("1000000000"));

        assertThat(booked(newGuest(), room, stay(10, 366)).total()).isEqualTo(euros("365000000000"));
        assertThat(audit(room.hotel())).hasSize(1);
    }

    @Test
    void aRateIsExactInTheMinorUnitOfItsCurrency() {
        for (String amount : List.of("100.125 KWD", "99 JPY", "0.0001 CLF", "19.99 EUR")) {
            Currency currency = Currency.getInstance(amount.substring(amount.length() - 3));
            Money rate = Money.of(amount.substring(0, amount.indexOf(' ')), currency.getCurrencyCode());
            Hotel hotel = innkeeper()
                    .hotels()
                    .add(HotelDetails.of(unique("Hotel"), unique("City"), ZoneOffset.UTC, currency));
            Room room = innkeeper().hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, rate.times(2)));

            tariffs().setRate(hotel.id(), "double", stay(10, 3), rate);

            assertThat(tariffs().rates(hotel.id(), "double", stay(10, 1))).containsEntry(TODAY.plusDays(10), rate);
            assertThat(booked(newGuest(), room, stay(9, 4)).total()).isEqualTo(rate.times(5));
        }
    }

    // Setting and clearing

    @Test
    void aRateReplacesWhatWasSetBeforeAndClearingGoesBackToTheRoomsOwn() {
        Room room = newRoom();
        tariffs().setRate(room.hotel(), "double", stay(10, 10), euros("120"));
        tariffs().setRate(room.hotel(), " double ", stay(12, 2), euros("150"));
        tariffs().clearRates(room.hotel(), "double", stay(16, 20));
        tariffs().clearRates(room.hotel(), "double", stay(16, 20));

        assertThat(tariffs().rates(room.hotel(), "double", stay(11, 30)))
                .isEqualTo(new TreeMap<>(Map.of(
                        TODAY.plusDays(11), euros("120"),
                        TODAY.plusDays(12), euros("150"),
                        TODAY.plusDays(13), euros("150"),
                        TODAY.plusDays(14), euros("120"),
                        TODAY.plusDays(15), euros("120"))));
        assertThat(free(room.hotel(), stay(13, 4))).containsExactly(new RoomOffer(room, euros("490")));
    }

    @Test
    void everyApplicationSeesARateAtOnce() {
        Room room = newRoom();
        tariffs().setRate(room.hotel(), "double", stay(10, 1), euros("77"));

        assertThat(applications(2).get(1).availability().freeRooms(room.hotel(), stay(10, 1), 1))
                .containsExactly(new RoomOffer(room, euros("77")));
    }

    @Test
    void pricesAreThoseOfANaiveModel() {
        Seed seed = Seed.of("pricesAreThoseOfANaiveModel");
        Random random = seed.random(0);
        Hotel hotel = newHotel();
        List<Room> rooms = List.of(
                newRoom(hotel.id(), "1", "double", 2, "100"),
                newRoom(hotel.id(), "2", "double", 2, "120"),
                newRoom(hotel.id(), "3", "suite", 2, "150"));
        Map<String, Map<LocalDate, Money>> rates =
                new HashMap<>(Map.of("double", new HashMap<>(), "suite", new HashMap<>()));
        for (int i = 0; i < 60; i++) {
            String type = random.nextBoolean() ? "double" : "suite";
            Stay nights = stay(random.nextInt(30), 1 + random.nextInt(10));
            if (random.nextInt(4) == 0) {
                tariffs().clearRates(hotel.id(), type, nights);
                nights.nights().forEach(rates.get(type)::remove);
            } else {
                Money rate = euros(String.valueOf(50 + random.nextInt(150)));
                tariffs().setRate(hotel.id(), type, nights, rate);
                nights.nights().forEach(night -> rates.get(type).put(night, rate));
            }
            Stay asked = stay(random.nextInt(35), 1 + random.nextInt(10));
            assertThat(free(hotel.id(), asked))
                    .as("%s, step %d: %s", seed, i, asked)
                    .extracting(offer -> offer.room().number(), RoomOffer::total)
                    .containsExactlyInAnyOrderElementsOf(rooms.stream()
                            .map(room -> tuple(
                                    room.number(),
                                    asked.nights().stream()
                                            .map(night -> rates.get(
                                                            room.details().type())
                                                    .getOrDefault(
                                                            night,
                                                            room.details().nightlyRate()))
                                            .reduce(euros("0"), Money::plus)))
                            .toList());
        }
    }

    @Test
    void ofTwoRatesThatAreSetAtOnceOneComesLastForAllNights() {
        int rounds = rounds(10);
        for (int round = 0; round < rounds; round++) {
            Room room = newRoom();
            Race.run(6, i -> {
                applications(2)
                        .get(i % 2)
                        .tariffs()
                        .setRate(room.hotel(), "double", stay(10 + i, 20), euros(String.valueOf(100 + i)));
                return i;
            });

            // All of them cover these.
            Map<LocalDate, Money> rates = tariffs().rates(room.hotel(), "double", stay(15, 15));
            assertThat(rates).hasSize(15);
            assertThat(Set.copyOf(rates.values())).as("rates in %s", rates).hasSize(1);
        }
    }

    // What makes no sense

    @Test
    void aRateThatMakesNoSenseIsRefused() {
        Room room = newRoom();
        HotelId hotel = room.hotel();
        for (String amount : List.of("-0.01", "1000000000.01")) {
            assertRefused("rate", () -> tariffs().setRate(hotel, "double", stay(1, 1), euros(amount)));
        }
        assertRefused("rate.currency", () -> tariffs().setRate(hotel, "double", stay(1, 1), Money.of("10", "USD")));
        for (String type : List.of("", " ", "x".repeat(51), "a\nb")) {
            assertRefused("type", () -> tariffs().setRate(hotel, type, stay(1, 1), euros("1")));
            assertRefused("type", () -> tariffs().clearRates(hotel, type, stay(1, 1)));
            assertRefused("type", () -> tariffs().rates(hotel, type, stay(1, 1)));
        }
        Stay tooLong = stay(1, Tariffs.MOST_NIGHTS + 1);
        assertRefused("nights", () -> tariffs().setRate(hotel, "double", tooLong, euros("1")));
        assertRefused("nights", () -> tariffs().clearRates(hotel, "double", tooLong));
        assertRefused("nights", () -> tariffs().rates(hotel, "double", tooLong));
        assertThat(tariffs().rates(hotel, "double", stay(0, 1000))).isEmpty();
    }

    @Test
    void asManyNightsAsAreAllowedAreSetAtOnce() {
        Room room = newRoom();
        Stay all = stay(1, Tariffs.MOST_NIGHTS);

        tariffs().setRate(room.hotel(), "double", all, euros("80"));

        assertThat(tariffs().rates(room.hotel(), "double", all))
                .hasSize(all.length())
                .containsEntry(all.departure().minusDays(1), euros("80"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Room room = newRoom();
        HotelId nowhere = new HotelId(UUID.randomUUID());

        assertNotFound("hotel", () -> tariffs().setRate(nowhere, "double", stay(1, 1), euros("1")));
        assertNotFound("hotel", () -> tariffs().clearRates(nowhere, "double", stay(1, 1)));
        assertNotFound("hotel", () -> tariffs().rates(nowhere, "double", stay(1, 1)));
        assertNotFound("room type", () -> tariffs().setRate(room.hotel(), "palace", stay(1, 1), euros("1")));
    }

    private static void assertRefused(String field, ThrowingCallable call) {
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
