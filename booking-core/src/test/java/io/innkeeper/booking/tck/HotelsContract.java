package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.CancellationPolicy;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelQuery;
import io.innkeeper.booking.hotel.Hotels;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised of hotels and rooms: adding, updating, closing, listing. */
public abstract class HotelsContract extends StorageContract {

    private static final Currency USD = Currency.getInstance("USD");

    /** For subclasses. */
    protected HotelsContract() {}

    private Hotels hotels() {
        return innkeeper().hotels();
    }

    private static void assertInvalid(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsOnly(field));
    }

    private static void assertNotFound(String what, Object id, ThrowingCallable call) {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.what()).isEqualTo(what);
            assertThat(e.id()).isEqualTo(id.toString());
        });
    }

    // Hotels

    @Test
    void aHotelIsKeptAsItWasAdded() {
        UserId owner = newGuest();
        HotelDetails details = new HotelDetails(
                unique("Hotel Sacher"),
                "Vienna",
                "Philharmonikerstra\u00dfe 4\n1010 Wien",
                ZoneId.of("Europe/Vienna"),
                EUR,
                5,
                "First line\r\n\tsecond line",
                owner,
                new CancellationPolicy(14, 80));

        Hotel hotel = hotels().add(details);

        assertThat(hotel).isEqualTo(new Hotel(hotel.id(), details, false));
        assertThat(hotels().find(hotel.id())).contains(hotel);
        assertThat(applications(2).get(1).hotels().find(hotel.id())).contains(hotel);
        assertThat(hotels().rooms(hotel.id())).isEmpty();
    }

    @Test
    void everyZoneAndCurrencyIsKept() {
        for (ZoneId zone : List.of(
                ZoneOffset.UTC,
                ZoneId.of("UTC"),
                ZoneId.of("GMT+2"),
                ZoneOffset.ofHoursMinutesSeconds(-17, -59, -59),
                ZoneId.of("America/Argentina/ComodRivadavia"),
                ZoneId.of("Asia/Kathmandu"))) {
            for (String currency : List.of("EUR", "JPY", "KWD", "CLF")) {
                Hotel hotel =
                        hotels().add(HotelDetails.of("Anywhere", unique("City"), zone, Currency.getInstance(currency)));
                assertThat(hotels().find(hotel.id())).contains(hotel);
            }
        }
    }

    @Test
    void anUpdateReplacesAllDetails() {
        Hotel hotel = newHotel();
        HotelDetails details = new HotelDetails(
                "New name",
                unique("Oslo"),
                "Street",
                ZoneId.of("Europe/Oslo"),
                USD,
                3,
                "Text",
                newGuest(),
                new CancellationPolicy(365, 100));

        assertThat(hotels().update(hotel.id(), details)).isEqualTo(new Hotel(hotel.id(), details, false));
        assertThat(hotels().find(hotel.id())).contains(new Hotel(hotel.id(), details, false));
        assertThat(namesIn(details.city())).containsExactly("New name");
        assertThat(namesIn(hotel.details().city())).isEmpty();

        HotelDetails bare = HotelDetails.of("Bare", details.city(), ZoneOffset.UTC, EUR);
        hotels().update(hotel.id(), bare);
        assertThat(hotels().find(hotel.id())).contains(new Hotel(hotel.id(), bare, false));
    }

    @Test
    void anOwnerIsAUser() {
        UserId nobody = new UserId(UUID.randomUUID());
        Hotel hotel = newHotel();
        HotelDetails details = hotelDetails().withOwner(nobody);

        assertNotFound("user", nobody, () -> hotels().add(details));
        assertNotFound("user", nobody, () -> hotels().update(hotel.id(), details));
        assertThat(namesIn(details.city())).isEmpty();
        assertThat(hotels().find(hotel.id())).contains(hotel);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        HotelId noHotel = new HotelId(UUID.randomUUID());
        RoomId noRoom = new RoomId(UUID.randomUUID());

        assertThat(hotels().find(noHotel)).isEmpty();
        assertThat(hotels().findRoom(noRoom)).isEmpty();
        assertNotFound("hotel", noHotel, () -> hotels().update(noHotel, hotelDetails()));
        assertNotFound("hotel", noHotel, () -> hotels().close(noHotel));
        assertNotFound("hotel", noHotel, () -> hotels().reopen(noHotel));
        assertNotFound("hotel", noHotel, () -> hotels().rooms(noHotel));
        assertNotFound("hotel", noHotel, () -> hotels().addRoom(noHotel, roomDetails("1", "double", 2, "1")));
        assertNotFound("room", noRoom, () -> hotels().updateRoom(noRoom, roomDetails("1", "double", 2, "1")));
        assertNotFound("room", noRoom, () -> hotels().closeRoom(noRoom));
        assertNotFound("room", noRoom, () -> hotels().reopenRoom(noRoom));
    }

    @Test
    void aHotelCanBeClosedAndReopened() {
        Hotel hotel = newHotel();
        Hotel closed = new Hotel(hotel.id(), hotel.details(), true);

        assertThat(hotels().close(hotel.id())).isEqualTo(closed);
        assertThat(hotels().close(hotel.id())).isEqualTo(closed);
        assertThat(hotels().find(hotel.id())).contains(closed);
        assertThat(namesIn(hotel.details().city())).isEmpty();

        HotelDetails renamed = hotel.details().withName("Renamed");
        assertThat(hotels().update(hotel.id(), renamed)).isEqualTo(new Hotel(hotel.id(), renamed, true));

        Hotel open = new Hotel(hotel.id(), renamed, false);
        assertThat(hotels().reopen(hotel.id())).isEqualTo(open);
        assertThat(hotels().reopen(hotel.id())).isEqualTo(open);
        assertThat(hotels().find(hotel.id())).contains(open);
        assertThat(namesIn(hotel.details().city())).containsExactly("Renamed");
    }

    @Test
    void roomsThatWereClosedOneByOneStayClosedWhenTheHotelReopens() {
        Hotel hotel = newHotel();
        Room open = newRoom(hotel.id(), "1");
        Room closed = newRoom(hotel.id(), "2");
        hotels().closeRoom(closed.id());
        hotels().close(hotel.id());
        hotels().reopen(hotel.id());

        assertThat(hotels().findRoom(open.id())).contains(open);
        assertThat(hotels().findRoom(closed.id()).orElseThrow().closed()).isTrue();
    }

    // Rooms

    @Test
    void aRoomIsKeptAsItWasAdded() {
        Hotel hotel = newHotel();
        RoomDetails details = roomDetails("101", "double", 2, "99.50");

        Room room = hotels().addRoom(hotel.id(), details);

        assertThat(room).isEqualTo(new Room(room.id(), hotel.id(), details, false));
        assertThat(hotels().findRoom(room.id())).contains(room);
        assertThat(hotels().rooms(hotel.id())).containsExactly(room);
        assertThat(applications(2).get(1).hotels().findRoom(room.id())).contains(room);
    }

    @Test
    void aRoomCanBeUpdatedClosedAndReopened() {
        Room room = newRoom();
        RoomDetails details = roomDetails("102", "suite", 4, "250");

        assertThat(hotels().updateRoom(room.id(), details)).isEqualTo(with(room, details, false));
        assertThat(hotels().closeRoom(room.id())).isEqualTo(with(room, details, true));
        assertThat(hotels().closeRoom(room.id())).isEqualTo(with(room, details, true));
        assertThat(hotels().updateRoom(room.id(), room.details())).isEqualTo(with(room, room.details(), true));
        assertThat(hotels().findRoom(room.id())).contains(with(room, room.details(), true));
        assertThat(hotels().reopenRoom(room.id())).isEqualTo(room);
        assertThat(hotels().reopenRoom(room.id())).isEqualTo(room);
        assertThat(hotels().rooms(room.hotel())).containsExactly(room);
    }

    private static Room with(Room room, RoomDetails details, boolean closed) {
        return new Room(room.id(), room.hotel(), details, closed);
    }

    @Test
    void roomsAreListedByTheCodePointsOfTheirNumbers() {
        Hotel hotel = newHotel();
        List<String> sorted = List.of("1", "10", "2", "9", "A", "Z", "a", "b", "\u00e9", "\ue000", "\ud83c\udfe8");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);
        shuffled.forEach(number -> newRoom(hotel.id(), number));
        hotels().closeRoom(hotels().rooms(hotel.id()).get(3).id());

        assertThat(hotels().rooms(hotel.id())).extracting(Room::number).isEqualTo(sorted);
    }

    @Test
    void severalRoomsAreAddedAllOrNone() {
        Hotel hotel = newHotel();
        List<RoomDetails> details = List.of(
                roomDetails("9", "double", 2, "120"),
                roomDetails(" 10 ", "suite", 4, "240"),
                roomDetails("8", "x", 1, "0"));

        List<Room> added = hotels().addRooms(hotel.id(), details);

        assertThat(added).extracting(Room::details).isEqualTo(details);
        assertThat(hotels().rooms(hotel.id())).containsExactly(added.get(1), added.get(2), added.get(0));
        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> hotels().addRooms(
                                hotel.id(), List.of(roomDetails("7", "x", 1, "1"), roomDetails("10", "x", 1, "1"))))
                .satisfies(e -> assertThat(e.value()).isEqualTo("10"));
        assertInvalid("rooms", () -> hotels().addRooms(hotel.id(), List.of()));
        assertInvalid(
                "rooms",
                () -> hotels().addRooms(
                                hotel.id(),
                                IntStream.rangeClosed(0, Hotels.MOST_ROOMS)
                                        .mapToObj(number -> roomDetails("r" + number, "x", 1, "1"))
                                        .toList()));
        assertInvalid(
                "rooms[1].capacity",
                () -> hotels().addRooms(
                                hotel.id(), List.of(roomDetails("7", "x", 1, "1"), roomDetails("6", "x", 0, "1"))));
        assertInvalid(
                "rooms[2].number",
                () -> hotels().addRooms(
                                hotel.id(),
                                List.of(
                                        roomDetails("6", "x", 1, "1"),
                                        roomDetails("7", "x", 1, "1"),
                                        roomDetails("6 ", "x", 1, "1"))));
        assertInvalid(
                "rooms[0].nightlyRate.currency",
                () -> hotels().addRooms(hotel.id(), List.of(new RoomDetails("7", "x", 1, Money.of("1", "USD")))));
        assertThat(hotels().rooms(hotel.id())).hasSize(3);
    }

    @Test
    void aRoomNumberIsUsedOnceInAHotel() {
        Hotel hotel = newHotel();
        Room first = newRoom(hotel.id(), "101");
        Room second = newRoom(hotel.id(), "102");

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> hotels().addRoom(hotel.id(), roomDetails(" 101 ", "suite", 1, "7")),
                () -> hotels().updateRoom(second.id(), roomDetails("101", "suite", 1, "7")))) {
            assertThatExceptionOfType(AlreadyExistsException.class)
                    .isThrownBy(call)
                    .satisfies(e -> assertThat(e.field()).isEqualTo("number"))
                    .satisfies(e -> assertThat(e.value()).isEqualTo("101"));
        }
        assertThat(hotels().rooms(hotel.id())).containsExactly(first, second);

        // Its own number it may keep, and what is given up can be used again.
        hotels().updateRoom(first.id(), roomDetails("101", "suite", 1, "7"));
        hotels().updateRoom(first.id(), roomDetails("103", "suite", 1, "7"));
        hotels().updateRoom(second.id(), roomDetails("101", "suite", 1, "7"));
        assertThat(hotels().rooms(hotel.id())).extracting(Room::number).containsExactly("101", "103");
    }

    @Test
    void roomNumbersAreComparedExactly() {
        Hotel hotel = newHotel();
        List<String> numbers = List.of("a1", "A1", "\u00e41", "1", "01", "1.");
        numbers.forEach(number -> newRoom(hotel.id(), number));

        assertThat(hotels().rooms(hotel.id())).extracting(Room::number).containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void anotherHotelMayUseTheSameNumber() {
        newRoom(newHotel().id(), "101");
        newRoom(newHotel().id(), "101");
    }

    @Test
    void ofManyWhoUseARoomNumberAtOnceExactlyOneGetsIt() {
        List<Innkeeper> applications = applications(2);
        for (int round = 0; round < 5; round++) {
            HotelId hotel = newHotel().id();
            Room other = newRoom(hotel, "other");
            List<Boolean> answers = Race.run(
                    16,
                    i -> won(() -> i == 0
                            ? hotels().updateRoom(other.id(), roomDetails("7", "double", 2, "50"))
                            : applications.get(i % 2).hotels().addRoom(hotel, roomDetails("7", "double", 2, "50"))));

            assertThat(answers).filteredOn(won -> won).hasSize(1);
            assertThat(hotels().rooms(hotel))
                    .filteredOn(room -> room.number().equals("7"))
                    .hasSize(1);
            assertThat(hotels().rooms(hotel)).hasSize(answers.get(0) ? 1 : 2);
        }
    }

    private static boolean won(Supplier<?> work) {
        try {
            return work.get() != null;
        } catch (AlreadyExistsException | InvalidRequestException e) {
            return false;
        }
    }

    @Test
    void allRoomsOfAHotelArePricedInItsCurrency() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "101");
        RoomDetails inDollars = new RoomDetails("102", "double", 2, Money.of("100", "USD"));
        HotelDetails dollarHotel = HotelDetails.of(hotel.name(), hotel.details().city(), ZoneOffset.UTC, USD);

        assertInvalid("nightlyRate.currency", () -> hotels().addRoom(hotel.id(), inDollars));
        assertInvalid("nightlyRate.currency", () -> hotels().updateRoom(room.id(), inDollars));
        assertInvalid("currency", () -> hotels().update(hotel.id(), dollarHotel));

        assertThat(hotels().rooms(hotel.id())).containsExactly(room);
        assertThat(hotels().find(hotel.id())).contains(hotel);
    }

    @Test
    void aHotelWithoutRoomsMayChangeItsCurrency() {
        Hotel hotel = newHotel();
        HotelDetails dollars = HotelDetails.of(hotel.name(), hotel.details().city(), ZoneOffset.UTC, USD);

        hotels().update(hotel.id(), dollars);

        hotels().addRoom(hotel.id(), new RoomDetails("1", "double", 2, Money.of("1", "USD")));
        assertInvalid("nightlyRate.currency", () -> hotels().addRoom(hotel.id(), roomDetails("2", "double", 2, "1")));
    }

    @Test
    void theCurrencyOfAHotelAndOfItsFirstRoomCannotPartInARace() {
        List<Innkeeper> applications = applications(2);
        for (int round = 0; round < 20; round++) {
            Hotel hotel = newHotel();
            HotelDetails dollars = HotelDetails.of(hotel.name(), hotel.details().city(), ZoneOffset.UTC, USD);

            List<Boolean> answers = Race.run(
                    2,
                    i -> won(() -> i == 0
                            ? applications.get(0).hotels().update(hotel.id(), dollars)
                            : applications.get(1).hotels().addRoom(hotel.id(), roomDetails("1", "double", 2, "1"))));

            Currency currency =
                    hotels().find(hotel.id()).orElseThrow().details().currency();
            List<Room> rooms = hotels().rooms(hotel.id());
            assertThat(answers).as("round %d", round).containsOnlyOnce(true);
            assertThat(rooms).hasSize(answers.get(1) ? 1 : 0);
            assertThat(currency).isEqualTo(answers.get(0) ? USD : EUR);
        }
    }

    @Test
    void theStoreItselfRefusesARoomInAnotherCurrency() {
        Hotel hotel = newHotel();
        RoomDetails inDollars = new RoomDetails("1", "double", 2, Money.of("1", "USD"));
        Room room = new Room(new RoomId(UUID.randomUUID()), hotel.id(), inDollars, false);

        assertThat(storage().hotels().addRooms(List.of(room))).isFalse();

        Room inEuros = newRoom(hotel.id(), "1");
        assertThat(storage().hotels().updateRoom(inEuros.id(), inDollars)).isEmpty();
        assertThat(hotels().rooms(hotel.id())).containsExactly(inEuros);
    }

    // Listing

    private List<String> namesIn(String city) {
        return names(HotelQuery.all().inCity(city));
    }

    /** The names on all pages, in their order. */
    private List<String> names(HotelQuery query) {
        return allPages(token -> fullPage(query, token)).stream()
                .map(Hotel::name)
                .toList();
    }

    private Page<Hotel> fullPage(HotelQuery query, @Nullable String token) {
        Page<Hotel> page = hotels().list(query.after(token));
        if (page.next() != null) {
            assertThat(page.items()).hasSize(query.pageSize());
        }
        return page;
    }

    private Hotel addHotel(String city, String name) {
        return hotels().add(HotelDetails.of(name, city, ZoneOffset.UTC, EUR));
    }

    @Test
    void hotelsAreFoundByCityWithoutCaseAndAccents() {
        String id = UUID.randomUUID().toString();
        addHotel("S\u00e3o Paulo " + id, "One");
        addHotel("sao paulo " + id, "Two");
        addHotel("SAO PAULO " + id, "Three");
        addHotel("Sa\u0303o Paulo " + id, "Four");
        addHotel("Santos " + id, "Five");

        for (String asked : List.of("s\u00c3O paulo " + id, "  Sao Paulo " + id.toUpperCase(Locale.ROOT) + " ")) {
            assertThat(namesIn(asked)).containsExactly("Four", "One", "Three", "Two");
        }
        assertThat(namesIn("Sao " + id)).as("a city is found by its whole name").isEmpty();
    }

    @Test
    void hotelsAreFoundByAnyPartOfTheirNameWithoutCaseAndAccents() {
        String city = unique("Town");
        addHotel(city, "H\u00f4tel Z\u00fcrich am See");
        addHotel(city, "ZURICH Inn");
        addHotel(city, "Bern Inn");

        HotelQuery inCity = HotelQuery.all().inCity(city);
        assertThat(names(inCity.named("zurich"))).containsExactly("H\u00f4tel Z\u00fcrich am See", "ZURICH Inn");
        assertThat(names(inCity.named(" Z\u00dcRI"))).hasSize(2);
        assertThat(names(inCity.named("HOTEL"))).hasSize(1);
        assertThat(names(inCity.named("inn"))).containsExactly("Bern Inn", "ZURICH Inn");
        assertThat(names(inCity.named("zurich inn zurich"))).isEmpty();
        assertThat(names(inCity.named(""))).hasSize(3);
    }

    @Test
    void ownersFindTheirHotelsAndClosedOnesToo() {
        UserId ada = newGuest();
        UserId grace = newGuest();
        String city = unique("Town");
        HotelDetails details = HotelDetails.of("Analytical Inn", city, ZoneOffset.UTC, EUR);
        hotels().add(details.withOwner(ada));
        hotels().close(hotels().add(details.withName("Difference Inn").withOwner(ada))
                .id());
        hotels().add(details.withName("Compiler Inn").withOwner(grace));
        addHotel(city, "Nobody's Inn");

        assertThat(names(HotelQuery.all().ownedBy(ada))).containsExactly("Analytical Inn");
        HotelQuery closedToo = HotelQuery.all().withClosed();
        assertThat(names(closedToo.ownedBy(ada))).containsExactly("Analytical Inn", "Difference Inn");
        assertThat(names(closedToo.ownedBy(ada).pagesOf(1))).containsExactly("Analytical Inn", "Difference Inn");
        assertThat(names(closedToo.ownedBy(grace))).containsExactly("Compiler Inn");
        assertThat(names(closedToo.inCity(city)))
                .containsExactly("Analytical Inn", "Compiler Inn", "Difference Inn", "Nobody's Inn");
        assertThat(namesIn(city)).containsExactly("Analytical Inn", "Compiler Inn", "Nobody's Inn");
        assertThat(names(closedToo.ownedBy(newGuest()))).isEmpty();
    }

    @Test
    void whatIsSpecialInSqlIsNotSpecialInASearch() {
        String city = unique("Town");
        List<String> names = List.of(
                "100% Hotel",
                "Under_score",
                "Back\\slash",
                "O'Neill",
                "The \"Quoted\"",
                "Semi; drop table hotel; --",
                "Plain Hotel",
                "[a-z]* Hotel",
                "\u65c5\u9928 \u5bff",
                "\ud83c\udfe8 Hotel");
        names.forEach(name -> addHotel(city, name));
        HotelQuery inCity = HotelQuery.all().inCity(city);

        assertThat(names(inCity.named("%"))).containsExactly("100% Hotel");
        assertThat(names(inCity.named("_"))).containsExactly("Under_score");
        assertThat(names(inCity.named("\\"))).containsExactly("Back\\slash");
        assertThat(names(inCity.named("'"))).containsExactly("O'Neill");
        assertThat(names(inCity.named("\""))).containsExactly("The \"Quoted\"");
        assertThat(names(inCity.named("' OR 1=1 --"))).isEmpty();
        assertThat(names(inCity.named("; drop table hotel; --"))).containsExactly("Semi; drop table hotel; --");
        assertThat(names(inCity.named("[a-z]*"))).containsExactly("[a-z]* Hotel");
        assertThat(names(inCity.named("\u9928"))).containsExactly("\u65c5\u9928 \u5bff");
        assertThat(names(inCity.named("\ud83c\udfe8"))).containsExactly("\ud83c\udfe8 Hotel");
        assertThat(names(inCity.named("%hotel%"))).isEmpty();
        assertThat(names(HotelQuery.all().inCity(city.replace("Town", "T_wn")))).isEmpty();
        assertThat(names(HotelQuery.all().inCity("%" + city.substring(4)))).isEmpty();
        assertThat(names(inCity)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void hotelsAreFoundByTheirStars() {
        String city = unique("Starry");
        for (int stars = 0; stars <= 5; stars++) {
            hotels().add(HotelDetails.of("Stars " + stars, city, ZoneOffset.UTC, EUR)
                    .withStars(stars));
        }

        for (int stars = 0; stars <= 5; stars++) {
            assertThat(names(HotelQuery.all().inCity(city).withStars(stars))).hasSize(6 - stars);
        }
        assertThat(names(HotelQuery.all().inCity(city).withStars(4).named("stars 5")))
                .containsExactly("Stars 5");
    }

    @Test
    void hotelsAreListedByTheCodePointsOfTheirFoldedNames() {
        String city = unique("Sorted");
        List<String> sorted = List.of(
                "1 Hotel",
                "10 Hotel",
                "9 Hotel",
                "\u00c4 Hotel",
                "aa Hotel",
                "B Hotel",
                "\u00c7 Hotel",
                "z Hotel",
                "\u0416 Hotel",
                "\u65c5 Hotel",
                "\ue000 Hotel",
                "\ud83c\udfe8 Hotel");
        List<String> reversed = new ArrayList<>(sorted);
        Collections.reverse(reversed);
        reversed.forEach(name -> addHotel(city, name));

        for (int pageSize : new int[] {1, 2, 5, 12, 200}) {
            assertThat(names(HotelQuery.all().inCity(city).pagesOf(pageSize)))
                    .as("pages of %d", pageSize)
                    .isEqualTo(sorted);
        }
    }

    @Test
    void hotelsOfOneNameAreOnTheirPagesOnceEach() {
        String city = unique("Same");
        List<Hotel> added = new ArrayList<>();
        for (String name : List.of("Same", "same", "S\u00e2me", "SAME", "Same")) {
            added.add(addHotel(city, name));
        }
        HotelQuery query = HotelQuery.all().inCity(city).pagesOf(2);
        List<Hotel> listed = allPages(token -> fullPage(query, token));

        // Ids are ordered by time, so hotels that were added one after the other are listed so.
        assertThat(listed).isEqualTo(added);
    }

    @Test
    void hotelsThatAreAddedBetweenTwoPagesNeitherRepeatNorHideOne() {
        String city = unique("Busy");
        List<String> names = new ArrayList<>();
        for (char letter = 'b'; letter <= 'y'; letter++) {
            names.add(letter + " Hotel");
            addHotel(city, letter + " Hotel");
        }
        HotelQuery query = HotelQuery.all().inCity(city).pagesOf(5);
        List<String> listed = new ArrayList<>();
        allPages(token -> {
            if (token != null) {
                addHotel(city, "a Hotel");
                addHotel(city, listed.get(listed.size() - 1) + " 0"); // right behind the last one seen
                addHotel(city, "z Hotel");
            }
            Page<Hotel> page = fullPage(query, token);
            page.items().forEach(hotel -> listed.add(hotel.name()));
            return page;
        });

        assertThat(listed).isSorted();
        assertThat(listed).filteredOn(names::contains).isEqualTo(names);
        assertThat(listed).filteredOn(name -> name.equals("a Hotel")).isEmpty();
    }

    @Test
    void hotelsThatAreAddedByOthersWhileSomeoneTurnsPagesNeitherRepeatNorHideOne() {
        String city = unique("Crowded");
        List<HotelId> before = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            before.add(addHotel(city, "Hotel " + i).id());
        }
        List<List<HotelId>> answers = Race.run(4, thread -> {
            List<HotelId> seen = new ArrayList<>();
            if (thread > 0) {
                for (int i = 0; i < 20; i++) {
                    addHotel(city, "Hotel " + (10 + (i * 7 + thread * 3) % 30) + " annex");
                }
                return seen;
            }
            HotelQuery query = HotelQuery.all().inCity(city).pagesOf(3);
            return allPages(token -> fullPage(query, token)).stream()
                    .map(Hotel::id)
                    .toList();
        });

        assertThat(answers.get(0)).doesNotHaveDuplicates().containsSubsequence(before);
    }

    @Test
    void aPageOfTheLastHotelsHasNoNext() {
        String city = unique("Last");
        addHotel(city, "A");
        addHotel(city, "B");

        assertThat(hotels().list(HotelQuery.all().inCity(city).pagesOf(2)).nextPage())
                .isEmpty();
        assertThat(hotels().list(HotelQuery.all().inCity(city).pagesOf(1)).nextPage())
                .isPresent();
        assertThat(hotels().list(HotelQuery.all().inCity(unique("Nowhere")))).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void aTokenThatNoPageGaveIsRefused() {
        String city = unique("Tokens");
        addHotel(city, "A");
        addHotel(city, "B");
        HotelQuery query = HotelQuery.all().inCity(city).pagesOf(1);
        String token = hotels().list(query).nextPage().orElseThrow();
        byte[] notUtf8 = new byte[20];
        Arrays.fill(notUtf8, (byte) 0xff);

        for (String bad : List.of(
                "",
                " ",
                "!",
                "AAAA",
                "\u00e9" + token,
                Base64.getUrlEncoder().encodeToString(notUtf8),
                "A".repeat(1 << 20))) {
            assertInvalid("after", () -> hotels().list(query.after(bad)));
        }
        assertThat(hotels().list(query.after(token)).items())
                .extracting(Hotel::name)
                .containsExactly("B");
    }

    @Test
    void aPageSizeAndStarsOutOfRangeAreRefused() {
        for (int size : new int[] {0, -1, 201, Integer.MAX_VALUE}) {
            assertInvalid("pageSize", () -> hotels().list(HotelQuery.all().pagesOf(size)));
        }
        for (int stars : new int[] {-1, 6}) {
            assertInvalid("minimumStars", () -> hotels().list(HotelQuery.all().withStars(stars)));
        }
        assertThat(hotels().list(HotelQuery.all().pagesOf(200)).items()).hasSizeLessThanOrEqualTo(200);
    }
}
