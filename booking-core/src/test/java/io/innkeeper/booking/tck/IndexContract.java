package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.Dated;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.GroupDone;
import io.innkeeper.booking.reservation.GroupRequest;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is promised of an index in memory: once it has caught up, its answers are those of the storage. It tidies up for all, so
 * it wants to be alone.
 */
public abstract class IndexContract extends StorageContract {

    /** Looks only when it is told to, and reads nothing that need not be read. */
    static final AvailabilityIndex BY_HAND = AvailabilityIndex.standard()
            .every(Duration.ofHours(1))
            .atMostOld(Duration.ofHours(2))
            .termsWithin(Duration.ofDays(1))
            .rereadWithin(Duration.ofDays(30));

    private static final int ROUNDS = 60;
    private static final Duration HOLD = Duration.ofMinutes(20);
    private static final List<String> TYPES = List.of("double", "suite");

    /** For subclasses. */
    protected IndexContract() {}

    /** An application with an index, on a storage of its own. */
    private Innkeeper indexed(Clock clock) {
        return indexed(clock, BY_HAND);
    }

    private Innkeeper indexed(Clock clock, AvailabilityIndex index) {
        return Innkeeper.builder()
                .storage(outside().open())
                .passwordHasher(CHEAP)
                .clock(clock)
                .availabilityIndex(index)
                .build();
    }

    @Test
    void onceItHasCaughtUpItsAnswersAreThoseOfTheStorage() {
        Seed seed = Seed.of("onceItHasCaughtUpItsAnswersAreThoseOfTheStorage");
        Random random = seed.random(0);
        int steps = 0;
        try (Innkeeper indexed = indexed(new SettableClock(NOW))) {
            City city = new City(random, indexed);
            for (int round = 0; round < rounds(ROUNDS); round++) {
                for (int i = random.nextInt(12); i >= 0; i--) {
                    steps++;
                    city.step();
                }
                indexed.availability().catchUp();
                city.compare();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(seed + ", step " + steps + ": " + e.getMessage(), e);
        }
    }

    @Test
    void anAnswerSaysHowOldItIs() {
        SettableClock clock = new SettableClock(NOW);
        Hotel hotel = newHotel();
        newRoom(hotel.id(), "1");
        try (Innkeeper indexed = indexed(clock)) {
            indexed.availability().catchUp();
            clock.advance(Duration.ofSeconds(3));

            Dated<List<RoomOffer>> found =
                    indexed.availability().dated(look -> look.freeRooms(hotel.id(), stay(1, 2), 1));

            assertThat(found.answer()).hasSize(1);
            // Where answers come from memory anyway, they are of now.
            assertThat(found.asOf()).isIn(NOW, NOW.plusSeconds(3));
            assertThat(found.age(clock.instant())).isLessThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void withoutAnIndexAnAnswerIsOfNow() {
        Hotel hotel = newHotel();
        innkeeper().availability().catchUp();

        assertThat(innkeeper().availability().dated(look -> look.freeRooms(hotel.id(), stay(1, 1), 1)))
                .isEqualTo(new Dated<>(List.of(), NOW));
    }

    /** What booking says of what is sold out is the same whether the index says it or the storage. */
    @Test
    void whatIsKnownToBeSoldOutIsRefusedAsTheStorageWouldRefuseIt() {
        Hotel hotel = newHotel();
        List<Room> doubles = newRooms(hotel.id(), 2);
        newRoom(hotel.id(), "suite", "suite", 4, "300");
        UserId guest = guests(1).get(0);
        booked(guest, doubles.get(0), stay(1, 3));
        Booking last = booked(guest, doubles.get(1), stay(2, 4));
        innkeeper().tariffs().restrict(hotel.id(), Restriction.stopSell(stay(4, 1)));
        List<BookingRequest> requests = new ArrayList<>();
        for (int arrival = -1; arrival < 7; arrival++) {
            for (int guests = 1; guests < 5; guests++) {
                Stay stay = stay(arrival, 2);
                requests.add(BookingRequest.anyRoom(guest, hotel.id(), "double", stay, guests));
                requests.add(BookingRequest.room(guest, doubles.get(0).id(), stay, guests));
            }
        }
        try (Innkeeper indexed = indexed(new SettableClock(NOW), BY_HAND.refusingSoldOut())) {
            indexed.availability().catchUp();
            int soldOut = 0;
            for (BookingRequest request : requests) {
                BookingOutcome outcome = indexed.bookings().book(request);
                outcome.success().ifPresent(booking -> indexed.bookings().cancel(guest, booking.id()));
                if (!(outcome instanceof Booked)) {
                    assertThat(outcome)
                            .as("%s", request)
                            .isEqualTo(innkeeper().bookings().book(request));
                    soldOut += outcome instanceof Unavailable ? 1 : 0;
                }
            }
            assertThat(soldOut).isPositive();

            Stay sold = stay(2, 2);
            BookingRequest request = BookingRequest.anyRoom(guest, hotel.id(), "double", sold, 1);
            assertThat(indexed.bookings().hold(request, HOLD)).isEqualTo(new Unavailable(sold.nights()));
            innkeeper().bookings().cancel(guest, last.id());
            indexed.availability().catchUp();
            assertThat(indexed.bookings().hold(request, HOLD)).isInstanceOf(Held.class);
        }
    }

    /** A request that was done is answered again as it was, however little is left by now. */
    @Test
    void whoAsksAgainWithAKeyIsNotToldThatItIsSoldOut() {
        Hotel hotel = newHotel();
        newRoom(hotel.id(), "1");
        UserId guest = guests(1).get(0);
        BookingRequest request = BookingRequest.anyRoom(guest, hotel.id(), "double", stay(2, 2), 1);
        try (Innkeeper indexed = indexed(new SettableClock(NOW), BY_HAND.refusingSoldOut())) {
            BookingOutcome first = indexed.bookings().withKey("once").book(request);
            indexed.availability().catchUp();

            assertThat(first).isInstanceOf(Booked.class);
            assertThat(indexed.bookings().withKey("once").book(request)).isEqualTo(first);
            assertThat(indexed.bookings().withKey("another").book(request)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void aStayBeyondTheIndexIsLookedUpInTheStorage() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1");
        UserId guest = guests(1).get(0);
        try (Innkeeper indexed = indexed(new SettableClock(NOW))) {
            indexed.availability().catchUp();
            Stay far = stay(700, 3);
            assertThat(indexed.availability().freeRooms(hotel.id(), far, 1)).hasSize(1);

            booked(guest, room, far);

            assertThat(indexed.availability().freeRooms(hotel.id(), far, 1)).isEmpty();
            CityQuery query = CityQuery.of(hotel.details().city(), far, 1);
            assertThat(indexed.availability().freeHotels(query).items()).isEmpty();
            assertThat(indexed.availability()
                            .freeHotels(CityQuery.of(query.city(), stay(650, 1), 1))
                            .items())
                    .hasSize(1);
        }
    }

    @Test
    void aHotelThatTheIndexHasNotSeenYetIsLookedUpInTheStorage() {
        try (Innkeeper indexed = indexed(new SettableClock(NOW))) {
            indexed.availability().catchUp();
            Hotel hotel = newHotel();
            newRoom(hotel.id(), "1");

            assertThat(indexed.availability().freeRooms(hotel.id(), stay(1, 1), 1))
                    .hasSize(1);
            assertThat(indexed.availability()
                            .calendar(hotel.id(), "double", stay(1, 1))
                            .get(0)
                            .freeRooms())
                    .isOne();
        }
    }

    @Test
    void whatIsKnownMovesOnWithTheDays() {
        SettableClock clock = new SettableClock(NOW);
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1");
        UserId guest = guests(1).get(0);
        booked(guest, room, stay(590, 40));
        try (Innkeeper indexed = indexed(clock)) {
            indexed.availability().catchUp();
            for (int day = 0; day < 300; day += 43) {
                Instant then = NOW.plus(Duration.ofDays(day));
                clock.set(then);
                indexed.availability().catchUp();
                Innkeeper stored = application(new SettableClock(then));
                Stay around = stay(588, 44);

                assertThat(indexed.availability().calendar(hotel.id(), null, around))
                        .isEqualTo(stored.availability().calendar(hotel.id(), null, around));
                assertThat(indexed.availability().freeRooms(hotel.id(), stay(day + 1, 2), 1))
                        .hasSize(1);
            }
        }
    }

    /** Three hotels, and what happens there. */
    private final class City {

        private final Random random;
        private final Innkeeper indexed;
        private final List<String> names = List.of(unique("Index"), unique("Index"));
        private final List<UserId> guests = newGuests(2);
        private final List<Hotel> hotels = new ArrayList<>();
        private final List<Room> rooms = new ArrayList<>();
        private final List<HotelRestriction> restrictions = new ArrayList<>();
        private final List<BookingId> made = new ArrayList<>();

        City(Random random, Innkeeper indexed) {
            this.random = random;
            this.indexed = indexed;
            for (int i = 0; i < 3; i++) {
                addHotel();
            }
        }

        private void addHotel() {
            Hotel hotel = innkeeper()
                    .hotels()
                    .add(HotelDetails.of("Hotel " + hotels.size(), names.get(0), ZoneOffset.UTC, EUR));
            hotels.add(hotel);
            for (int i = random.nextInt(5); i >= 0; i--) {
                addRoom(hotel);
            }
        }

        private void addRoom(Hotel hotel) {
            rooms.add(newRoom(
                    hotel.id(),
                    "room " + rooms.size(),
                    oneOf(TYPES),
                    1 + random.nextInt(3),
                    String.valueOf(50 + 10 * random.nextInt(4))));
        }

        private <T> T oneOf(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private Stay randomStay() {
            int arrival = random.nextInt(3) == 0 ? random.nextInt(560) : random.nextInt(20);
            return stay(arrival, 1 + random.nextInt(random.nextInt(10) == 0 ? 120 : 6));
        }

        /** Either on the application without an index, or on the one with it. */
        private Innkeeper somebody() {
            return random.nextBoolean() ? innkeeper() : indexed;
        }

        private void made(Stream<Booking> bookings) {
            bookings.map(Booking::id).forEach(made::add);
        }

        void step() {
            Innkeeper by = somebody();
            Room room = innkeeper().hotels().findRoom(oneOf(rooms).id()).orElseThrow(); // as it is by now
            Hotel hotel = oneOf(hotels);
            UserId guest = oneOf(guests);
            Stay stay = randomStay();
            int kind = random.nextInt(40);
            if (kind < 12) {
                BookingRequest request = random.nextBoolean()
                        ? BookingRequest.room(guest, room.id(), stay, 1)
                        : BookingRequest.anyRoom(
                                guest, room.hotel(), room.details().type(), stay, 1);
                made((random.nextBoolean()
                                ? by.bookings().book(request)
                                : by.bookings().hold(request, HOLD))
                        .success().stream());
            } else if (kind < 14) {
                GroupRequest group = GroupRequest.of(guest)
                        .anyRoom(room.hotel(), room.details().type(), stay, 1)
                        .room(room.id(), stay, 1);
                if (by.groups().book(group) instanceof GroupDone done) {
                    made(done.bookings().stream());
                }
            } else if (kind < 23) {
                changeBooking(by, room, stay);
            } else if (kind < 25) {
                made(by.frontDesk().block(Actor.staff(guest), room.id(), stay).success().stream());
            } else if (kind < 27) {
                if (random.nextBoolean()) {
                    by.hotels().closeRoom(room.id());
                } else {
                    by.hotels().reopenRoom(room.id());
                }
            } else if (kind < 29) {
                if (random.nextInt(3) == 0) {
                    by.hotels().close(hotel.id());
                } else {
                    by.hotels().reopen(hotel.id());
                }
            } else if (kind < 31) {
                HotelDetails details = hotel.details()
                        .withCity(oneOf(names))
                        .withName("Hotel " + random.nextInt(5))
                        .withStars(random.nextInt(4));
                by.hotels().update(hotel.id(), details);
            } else if (kind < 33) {
                by.hotels()
                        .updateRoom(
                                room.id(),
                                roomDetails(
                                        room.number(), oneOf(TYPES), 1 + random.nextInt(3), String.valueOf(55 + kind)));
            } else if (kind < 34) {
                if (rooms.size() < 25) {
                    addRoom(hotel);
                }
            } else if (kind < 36) {
                changeRates(by, hotel, stay);
            } else if (kind < 38) {
                changeRestrictions(by, hotel, stay);
            } else if (kind < 39) {
                outside().expireHolds(hotel.id());
                by.tidyUp(Duration.ofDays(1)); // so that there is an event of each
            } else if (hotels.size() < 5) {
                addHotel();
            }
        }

        private void changeBooking(Innkeeper by, Room room, Stay stay) {
            if (made.isEmpty()) {
                return;
            }
            BookingId id = oneOf(made);
            Booking booking = by.bookings().find(Actor.system(), id).orElseThrow();
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    BookingChange change = BookingChange.of(booking);
                    if (booking.guests() > 0) {
                        by.bookings()
                                .change(
                                        Actor.system(),
                                        id,
                                        random.nextBoolean() && room.hotel().equals(booking.hotel())
                                                ? change.to(room.id()).to(stay)
                                                : change.to(stay));
                    }
                }
                case 2 -> by.bookings().confirm(Actor.system(), id);
                case 3 -> {
                    if (booking.status() == BookingStatus.HELD) {
                        by.bookings().extend(Actor.system(), id, HOLD.multipliedBy(2));
                    } else if (booking.guests() > 0) {
                        by.frontDesk().checkIn(Actor.system(), id);
                    } else {
                        by.frontDesk().unblock(Actor.system(), id);
                    }
                }
                case 4 -> by.frontDesk().checkOut(Actor.system(), id);
                default -> {
                    if (booking.status() == BookingStatus.HELD) {
                        by.bookings().release(Actor.system(), id);
                    } else {
                        by.bookings().cancel(Actor.system(), id);
                    }
                }
            }
        }

        private void changeRates(Innkeeper by, Hotel hotel, Stay stay) {
            List<String> types = by.hotels().rooms(hotel.id()).stream()
                    .map(room -> room.details().type())
                    .distinct()
                    .toList();
            if (random.nextInt(3) == 0) {
                by.tariffs().clearRates(hotel.id(), oneOf(types), stay);
            } else {
                by.tariffs()
                        .setRate(hotel.id(), oneOf(types), stay, Money.of(String.valueOf(random.nextInt(200)), "EUR"));
            }
        }

        private void changeRestrictions(Innkeeper by, Hotel hotel, Stay stay) {
            if (!restrictions.isEmpty() && random.nextInt(3) > 0) {
                HotelRestriction lifted = restrictions.remove(random.nextInt(restrictions.size()));
                by.tariffs().lift(lifted.hotel(), lifted.id());
                return;
            }
            restrictions.add(by.tariffs()
                    .restrict(
                            hotel.id(),
                            switch (random.nextInt(4)) {
                                case 0 -> Restriction.stopSell(stay);
                                case 1 -> Restriction.minimumStay(2 + random.nextInt(3), stay);
                                case 2 -> Restriction.closedToDeparture(stay);
                                default -> Restriction.advancePurchase(1 + random.nextInt(30), stay);
                            }));
        }

        void compare() {
            Availability stored = innkeeper().availability();
            Availability known = indexed.availability();
            for (int i = 0; i < 4; i++) {
                Stay stay = randomStay();
                int guests = 1 + random.nextInt(3);
                for (Hotel hotel : hotels) {
                    assertThat(known.freeRooms(hotel.id(), stay, guests))
                            .as("free rooms of %s for %s", hotel.id(), stay)
                            .isEqualTo(stored.freeRooms(hotel.id(), stay, guests));
                }
                for (String name : names) {
                    CityQuery query = CityQuery.of(name, stay, guests)
                            .withStars(random.nextInt(3))
                            .pagesOf(2);
                    List<HotelOffer> offers = allPages(token -> known.freeHotels(query.after(token)));
                    assertThat(offers)
                            .as("hotels for %s", query)
                            .isEqualTo(allPages(token -> stored.freeHotels(query.after(token))));
                }
            }
            Hotel hotel = oneOf(hotels);
            String type =
                    innkeeper().hotels().rooms(hotel.id()).get(0).details().type();
            Stay nights = stay(random.nextInt(200) - 5, 366);
            assertThat(known.calendar(hotel.id(), null, nights)).isEqualTo(stored.calendar(hotel.id(), null, nights));
            assertThat(known.calendar(hotel.id(), type, nights)).isEqualTo(stored.calendar(hotel.id(), type, nights));
        }
    }

    @Test
    void ofOneApplicationsBookingsTheOthersIndexKnowsAfterALook() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1");
        UserId guest = guests(1).get(0);
        Stay stay = stay(3, 4);
        CityQuery query = CityQuery.of(hotel.details().city(), stay, 1);
        try (Innkeeper one = indexed(new SettableClock(NOW));
                Innkeeper other = indexed(new SettableClock(NOW))) {
            other.availability().catchUp();
            assertThat(other.availability().freeHotels(query).items()).hasSize(1);

            Booking booking = one.bookings()
                    .book(BookingRequest.room(guest, room.id(), stay, 1))
                    .success()
                    .orElseThrow();
            other.availability().catchUp();
            assertThat(other.availability().freeHotels(query).items()).isEmpty();

            one.bookings().cancel(guest, booking.id());
            one.hotels().closeRoom(room.id());
            other.availability().catchUp();
            assertThat(other.availability().freeRooms(hotel.id(), stay, 1)).isEmpty();

            one.hotels().reopenRoom(room.id());
            other.availability().catchUp();
            assertThat(other.availability().freeRooms(hotel.id(), stay, 1)).hasSize(1);
            assertThat(other.bookings().book(BookingRequest.room(guest, room.id(), stay, 1)))
                    .isInstanceOf(Booked.class);
        }
    }
}
