package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.availability.Availability;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is promised of search: free rooms, and hotels that have one. */
public abstract class AvailabilityContract extends StorageContract {

    /** For subclasses. */
    protected AvailabilityContract() {}

    private Availability availability() {
        return innkeeper().availability();
    }

    private List<Room> free(HotelId hotel, Stay stay, int guests) {
        return availability().freeRooms(hotel, stay, guests).stream()
                .map(RoomOffer::room)
                .toList();
    }

    /** The offers on all pages, in their order. */
    private List<HotelOffer> offers(CityQuery query) {
        return allPages(token -> availability().freeHotels(query.after(token)));
    }

    private Hotel addHotel(String city, String name) {
        return innkeeper().hotels().add(HotelDetails.of(name, city, ZoneOffset.UTC, EUR));
    }

    // Rooms

    @Test
    void freeRoomsAreOfferedTheCheapestFirstWithWhatTheStayCosts() {
        Hotel hotel = newHotel();
        Room b = newRoom(hotel.id(), "b", "double", 2, "99.50");
        Room dear = newRoom(hotel.id(), "1", "suite", 4, "300");
        Room a = newRoom(hotel.id(), "a", "double", 2, "99.50");
        Room cheap = newRoom(hotel.id(), "z", "single", 1, "9.99");

        assertThat(availability().freeRooms(hotel.id(), stay(1, 3), 1))
                .containsExactly(
                        new RoomOffer(cheap, Money.of("29.97", "EUR")),
                        new RoomOffer(a, Money.of("298.50", "EUR")),
                        new RoomOffer(b, Money.of("298.50", "EUR")),
                        new RoomOffer(dear, Money.of("900", "EUR")));
    }

    @Test
    void onlyRoomsThatTakeTheGuestsAreOffered() {
        Hotel hotel = newHotel();
        Room single = newRoom(hotel.id(), "1", "single", 1, "50");
        Room twin = newRoom(hotel.id(), "2", "double", 2, "80");
        Room hall = newRoom(hotel.id(), "3", "hall", 100, "900");

        assertThat(free(hotel.id(), stay(1, 1), 1)).containsExactly(single, twin, hall);
        assertThat(free(hotel.id(), stay(1, 1), 2)).containsExactly(twin, hall);
        assertThat(free(hotel.id(), stay(1, 1), 100)).containsExactly(hall);
        assertThat(free(hotel.id(), stay(1, 1), 101)).isEmpty();
        assertThat(free(hotel.id(), stay(1, 1), Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void theDayOfDepartureIsFree() {
        Room room = newRoom();
        booked(newGuest(), room, stay(10, 3));

        assertThat(free(room.hotel(), stay(13, 2), 1)).containsExactly(room);
        assertThat(free(room.hotel(), stay(8, 2), 1)).containsExactly(room);
        assertThat(free(room.hotel(), stay(12, 1), 1)).isEmpty();
        assertThat(free(room.hotel(), stay(9, 2), 1)).isEmpty();
        assertThat(free(room.hotel(), stay(11, 1), 1)).isEmpty();
        assertThat(free(room.hotel(), stay(1, 100), 1)).isEmpty();
    }

    @Test
    void whatIsCancelledIsOfferedAgain() {
        Room room = newRoom();
        UserId guest = newGuest();
        Booking booking = booked(guest, room, stay(10, 3));
        assertThat(free(room.hotel(), stay(10, 3), 1)).isEmpty();

        innkeeper().bookings().cancel(guest, booking.id());

        assertThat(free(room.hotel(), stay(10, 3), 1)).containsExactly(room);
    }

    @Test
    void whatAnotherApplicationBooksIsNotOffered() {
        Room room = newRoom();
        Innkeeper other = applications(2).get(1);
        assertThat(free(room.hotel(), stay(10, 3), 1)).containsExactly(room);

        booked(other.bookings().book(BookingRequest.room(newGuest(), room.id(), stay(10, 3), 1)));

        assertThat(free(room.hotel(), stay(12, 3), 1)).isEmpty();
    }

    @Test
    void closedRoomsAndRoomsOfClosedHotelsAreNotOffered() {
        String city = unique("Closed");
        Hotel hotel = addHotel(city, "Hotel");
        Room first = newRoom(hotel.id(), "1");
        Room second = newRoom(hotel.id(), "2");

        innkeeper().hotels().closeRoom(first.id());
        assertThat(free(hotel.id(), stay(1, 1), 1)).containsExactly(second);
        assertThat(offers(CityQuery.of(city, stay(1, 1), 1)))
                .extracting(HotelOffer::freeRooms)
                .containsExactly(1);

        innkeeper().hotels().close(hotel.id());
        assertThat(free(hotel.id(), stay(1, 1), 1)).isEmpty();
        assertThat(offers(CityQuery.of(city, stay(1, 1), 1))).isEmpty();

        innkeeper().hotels().reopen(hotel.id());
        assertThat(free(hotel.id(), stay(1, 1), 1)).containsExactly(second);

        innkeeper().hotels().closeRoom(second.id());
        assertThat(offers(CityQuery.of(city, stay(1, 1), 1))).isEmpty();
    }

    @Test
    void roomsAreOfferedAsTheyAreNow() {
        Room room = newRoom();
        innkeeper().hotels().updateRoom(room.id(), roomDetails("9", "suite", 5, "7"));

        assertThat(availability().freeRooms(room.hotel(), stay(1, 2), 5))
                .containsExactly(new RoomOffer(
                        new Room(room.id(), room.hotel(), roomDetails("9", "suite", 5, "7"), false),
                        Money.of("14", "EUR")));
    }

    @Test
    void aHotelThatIsNotThereIsNotFound() {
        HotelId nowhere = new HotelId(UUID.randomUUID());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> availability().freeRooms(nowhere, stay(1, 1), 1))
                .satisfies(e -> assertThat(e.what()).isEqualTo("hotel"));
    }

    @Test
    void aStayThatEveryBookingWouldRefuseIsNotSearchedFor() {
        Room room = newRoom();
        String city = unique("Nowhere");
        for (Stay stay : List.of(stay(-2, 5), stay(1, 367), stay(1, 10_000))) {
            assertInvalid("stay", () -> availability().freeRooms(room.hotel(), stay, 1));
            assertInvalid("stay", () -> availability().freeHotels(CityQuery.of(city, stay, 1)));
        }
        for (int guests : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertInvalid("guests", () -> availability().freeRooms(room.hotel(), stay(1, 1), guests));
            assertInvalid("guests", () -> availability().freeHotels(CityQuery.of(city, stay(1, 1), guests)));
        }
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsOnly(field));
    }

    // Hotels

    @Test
    void hotelsOfACityAreOfferedWithTheLowestTotal() {
        String city = unique("Z\u00fcrich");
        Hotel b = addHotel(city, "B Hotel");
        newRoom(b.id(), "1", "double", 2, "90");
        newRoom(b.id(), "2", "double", 2, "70");
        newRoom(b.id(), "3", "single", 1, "10");
        Hotel a = addHotel(city, "A Hotel");
        newRoom(a.id(), "1", "double", 3, "120.50");
        Hotel full = addHotel(city, "C Hotel");
        booked(newGuest(), newRoom(full.id(), "1"), stay(2, 1));
        Hotel small = addHotel(city, "D Hotel");
        newRoom(small.id(), "1", "single", 1, "10");
        addHotel(city, "E Hotel without rooms");
        newRoom(addHotel(unique("Elsewhere"), "F Hotel").id(), "1");

        assertThat(offers(CityQuery.of(city.replace("\u00fc", "U"), stay(1, 3), 2)))
                .containsExactly(
                        new HotelOffer(a, 1, Money.of("361.50", "EUR")), new HotelOffer(b, 2, Money.of("210", "EUR")));
        assertThat(offers(CityQuery.of(city, stay(3, 1), 1)))
                .extracting(HotelOffer::hotel)
                .containsExactly(a, b, full, small);
    }

    @Test
    void hotelsAreOfferedByTheirStars() {
        String city = unique("Starry");
        for (int stars = 0; stars <= 5; stars++) {
            Hotel hotel = innkeeper()
                    .hotels()
                    .add(HotelDetails.of("Stars " + stars, city, ZoneOffset.UTC, EUR)
                            .withStars(stars));
            newRoom(hotel.id(), "1");
        }
        for (int stars = 0; stars <= 5; stars++) {
            assertThat(offers(CityQuery.of(city, stay(1, 1), 1).withStars(stars)))
                    .hasSize(6 - stars);
        }
    }

    @Test
    void hotelsAreOfferedPageByPage() {
        String city = unique("Pages");
        List<Hotel> free = new ArrayList<>();
        UserId guest = newGuest();
        for (int i = 10; i < 30; i++) {
            Hotel hotel = addHotel(city, "Hotel " + i);
            Room room = newRoom(hotel.id(), "1");
            if (i % 3 == 0) {
                booked(guest, room, stay(5, 1));
            } else {
                free.add(hotel);
            }
        }
        for (int pageSize : new int[] {1, 2, 5, 13, 14, 200}) {
            assertThat(offers(CityQuery.of(city, stay(4, 3), 1).pagesOf(pageSize)))
                    .as("pages of %d", pageSize)
                    .extracting(HotelOffer::hotel)
                    .isEqualTo(free);
        }
    }

    @Test
    void hotelsThatAreAddedBetweenTwoPagesNeitherRepeatNorHideOne() {
        String city = unique("Busy");
        List<Hotel> before = new ArrayList<>();
        for (char letter = 'b'; letter <= 'm'; letter++) {
            before.add(addHotel(city, letter + " Hotel"));
            newRoom(before.get(before.size() - 1).id(), "1");
        }
        CityQuery query = CityQuery.of(city, stay(1, 1), 1).pagesOf(5);
        List<Hotel> listed = new ArrayList<>();
        allPages(token -> {
            if (token != null) {
                String last = listed.get(listed.size() - 1).name();
                for (String name : List.of("a Hotel", last + " 0", "z Hotel")) {
                    newRoom(addHotel(city, name).id(), "1");
                }
            }
            Page<HotelOffer> page = availability().freeHotels(query.after(token));
            page.items().forEach(offer -> listed.add(offer.hotel()));
            return page;
        });

        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(before);
        assertThat(listed).filteredOn(hotel -> hotel.name().equals("a Hotel")).isEmpty();
    }

    @Test
    void aTokenThatNoPageGaveIsRefused() {
        for (String token : List.of("", "!", "AAAA", "A".repeat(1 << 20))) {
            assertInvalid(
                    "after",
                    () -> availability()
                            .freeHotels(CityQuery.of("Vienna", stay(1, 1), 1).after(token)));
        }
    }

    @Test
    void whereItIsTomorrowAlreadyTodayIsNotOffered() {
        Innkeeper early = application(new SettableClock(Instant.parse("2031-05-20T10:30:00Z")));
        String city = unique("Twins");
        Hotel tomorrow = early.hotels().add(HotelDetails.of("A", city, ZoneId.of("Pacific/Kiritimati"), EUR));
        Hotel today = early.hotels().add(HotelDetails.of("B", city, ZoneOffset.UTC, EUR));
        Hotel yesterday = early.hotels().add(HotelDetails.of("C", city, ZoneId.of("Pacific/Pago_Pago"), EUR));
        List.of(tomorrow, today, yesterday).forEach(hotel -> newRoom(hotel.id(), "1"));

        Map<Integer, List<Hotel>> expected = Map.of(
                -1, List.of(yesterday),
                0, List.of(today, yesterday),
                1, List.of(tomorrow, today, yesterday));
        expected.forEach((day, hotels) -> assertThat(early.availability()
                        .freeHotels(CityQuery.of(city, stay(day, 1), 1))
                        .items())
                .as("day %d", day)
                .extracting(HotelOffer::hotel)
                .isEqualTo(hotels));
        assertInvalid("stay", () -> early.availability().freeRooms(tomorrow.id(), stay(0, 1), 1));
        assertThat(early.availability().freeRooms(yesterday.id(), stay(-1, 1), 1))
                .hasSize(1);
    }

    // Against a model

    @Test
    void searchAndBookingAgreeWithANaiveModel() {
        Seed seed = Seed.of("searchAndBookingAgreeWithANaiveModel");
        Model model = new Model(seed.random(0));
        for (int step = 0; step < 400; step++) {
            model.step(seed + ", step " + step);
        }
        model.hotels.forEach(hotel -> audit(hotel.id()));
    }

    /** Hotels as simply as they can be written down: for each room a set of nights. */
    private final class Model {

        private final Random random;
        private final UserId guest = newGuest();
        private final String city = unique("Model");
        private final List<Hotel> hotels = new ArrayList<>();
        private final List<Room> rooms = new ArrayList<>();
        private final Set<Object> closed = new HashSet<>();
        private final Map<RoomId, Set<LocalDate>> sold = new HashMap<>();
        private final List<Booking> live = new ArrayList<>();

        Model(Random random) {
            this.random = random;
            for (int h = 0; h < 3; h++) {
                Hotel hotel = addHotel(city, "Hotel " + h);
                hotels.add(hotel);
                for (int r = 0; r < 4; r++) {
                    rooms.add(newRoom(
                            hotel.id(),
                            "room " + r,
                            random.nextBoolean() ? "double" : "suite",
                            1 + random.nextInt(3),
                            String.valueOf(50 + 10 * random.nextInt(4))));
                }
            }
            rooms.forEach(room -> sold.put(room.id(), new HashSet<>()));
        }

        private void step(String at) {
            Stay stay = stay(random.nextInt(25), 1 + random.nextInt(6));
            int guests = 1 + random.nextInt(3);
            Hotel hotel = hotels.get(random.nextInt(hotels.size()));
            Room room = rooms.get(random.nextInt(rooms.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> bookRoom(at, room, stay, guests);
                case 3, 4 -> bookAny(at, hotel, room.details().type(), stay, guests);
                case 5, 6 -> cancel(at);
                case 7 -> toggle(room.id());
                case 8 -> toggle(hotel.id());
                default -> search(at, hotel, stay, guests);
            }
        }

        private boolean isOpen(Room room) {
            return !closed.contains(room.id()) && !closed.contains(room.hotel());
        }

        private boolean isFree(Room room, Stay stay) {
            return sold.get(room.id()).stream().noneMatch(stay.nights()::contains);
        }

        private List<Room> of(Hotel hotel) {
            return rooms.stream()
                    .filter(room -> room.hotel().equals(hotel.id()))
                    .toList();
        }

        private List<Room> free(Hotel hotel, Stay stay, int guests) {
            return of(hotel).stream()
                    .filter(room -> isOpen(room) && room.details().capacity() >= guests && isFree(room, stay))
                    .sorted(Comparator.comparing(
                                    (Room room) -> room.details().nightlyRate().amount())
                            .thenComparing(Room::number))
                    .toList();
        }

        private void bookRoom(String at, Room room, Stay stay, int guests) {
            BookingOutcome outcome = innkeeper().bookings().book(BookingRequest.room(guest, room.id(), stay, guests));
            if (guests > room.details().capacity() || !isOpen(room)) {
                // Of a closed room it may be said as well that its nights are taken.
                assertThat(outcome).as(at).isInstanceOfAny(Refused.class, Unavailable.class);
            } else if (isFree(room, stay)) {
                take(at, outcome);
            } else {
                assertThat(outcome).as(at).isEqualTo(new Unavailable(taken(room, stay)));
            }
        }

        private List<LocalDate> taken(Room room, Stay stay) {
            return stay.nights().stream().filter(sold.get(room.id())::contains).toList();
        }

        private void bookAny(String at, Hotel hotel, String type, Stay stay, int guests) {
            List<Room> ofType = of(hotel).stream()
                    .filter(room -> room.details().type().equals(type))
                    .toList();
            if (ofType.isEmpty()) {
                return;
            }
            List<Room> suitable = ofType.stream()
                    .filter(room -> isOpen(room) && room.details().capacity() >= guests)
                    .toList();
            BookingOutcome outcome =
                    innkeeper().bookings().book(BookingRequest.anyRoom(guest, hotel.id(), type, stay, guests));
            List<Room> free = free(hotel, stay, guests).stream()
                    .filter(suitable::contains)
                    .toList();
            if (suitable.isEmpty()) {
                assertThat(outcome).as(at).isInstanceOf(Refused.class);
            } else if (free.isEmpty()) {
                List<LocalDate> nights = new ArrayList<>(stay.nights());
                suitable.forEach(room -> nights.retainAll(taken(room, stay)));
                assertThat(outcome).as(at).isEqualTo(new Unavailable(nights));
            } else {
                Booking booking = take(at, outcome);
                assertThat(suitable).as(at).extracting(Room::id).contains(booking.room());
                assertThat(booking.total()).as(at).isEqualTo(free.get(0).total(stay));
            }
        }

        private Booking take(String at, BookingOutcome outcome) {
            assertThat(outcome.success()).as("%s: %s", at, outcome).isPresent();
            Booking booking = outcome.success().orElseThrow();
            for (LocalDate night : booking.stay().nights()) {
                assertThat(sold.get(booking.room()).add(night)).as(at).isTrue();
            }
            live.add(booking);
            return booking;
        }

        private void cancel(String at) {
            if (live.isEmpty()) {
                return;
            }
            Booking booking = live.remove(random.nextInt(live.size()));
            assertThat(innkeeper().bookings().cancel(guest, booking.id()))
                    .as(at)
                    .isInstanceOf(Cancelled.class);
            booking.stay().nights().forEach(sold.get(booking.room())::remove);
        }

        private void toggle(RoomId room) {
            if (closed.remove(room)) {
                innkeeper().hotels().reopenRoom(room);
            } else {
                closed.add(room);
                innkeeper().hotels().closeRoom(room);
            }
        }

        private void toggle(HotelId hotel) {
            if (closed.remove(hotel)) {
                innkeeper().hotels().reopen(hotel);
            } else {
                closed.add(hotel);
                innkeeper().hotels().close(hotel);
            }
        }

        private void search(String at, Hotel hotel, Stay stay, int guests) {
            List<RoomId> offered = AvailabilityContract.this.free(hotel.id(), stay, guests).stream()
                    .map(Room::id)
                    .toList();
            assertThat(offered)
                    .as(at)
                    .isEqualTo(free(hotel, stay, guests).stream().map(Room::id).toList());
            List<HotelOffer> expected = new ArrayList<>();
            for (Hotel each : hotels) {
                List<Room> free = free(each, stay, guests);
                if (!free.isEmpty()) {
                    expected.add(new HotelOffer(each, free.size(), free.get(0).total(stay)));
                }
            }
            assertThat(offers(CityQuery.of(city, stay, guests).pagesOf(1 + random.nextInt(4))))
                    .as(at)
                    .isEqualTo(expected);
        }
    }
}
