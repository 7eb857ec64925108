package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.Page;
import io.innkeeper.booking.Violation;
import io.innkeeper.booking.availability.CityQuery;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariffs;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Changed;
import io.innkeeper.booking.reservation.Held;
import io.innkeeper.booking.reservation.Outcome;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.Restriction;
import io.innkeeper.booking.stay.RuleViolation;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is promised of restrictions: what booking refuses is never offered, and what is offered is not refused. */
public abstract class RulesContract extends StorageContract {

    private static final List<String> TYPES = List.of("double", "suite");

    /** For subclasses. */
    protected RulesContract() {}

    private Tariffs tariffs() {
        return innkeeper().tariffs();
    }

    private List<Room> free(HotelId hotel, Stay stay) {
        return innkeeper().availability().freeRooms(hotel, stay, 1).stream()
                .map(RoomOffer::room)
                .toList();
    }

    private List<HotelOffer> offers(String city, Stay stay) {
        return allPages(token -> innkeeper()
                .availability()
                .freeHotels(CityQuery.of(city, stay, 1).after(token)));
    }

    private Outcome book(Room room, Stay stay) {
        return innkeeper().bookings().book(BookingRequest.room(newGuest(), room.id(), stay, 1));
    }

    private static void assertRefused(Outcome outcome, String... rules) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reasons())
                .extracting(RuleViolation::rule)
                .containsExactly(rules);
    }

    /** Search and booking agree that the rule refuses this stay. */
    private void assertNotSold(Room room, Stay stay, String rule) {
        assertThat(free(room.hotel(), stay)).as("%s", stay).doesNotContain(room);
        assertRefused(book(room, stay), rule);
    }

    private void assertSold(Room room, Stay stay) {
        assertThat(free(room.hotel(), stay)).as("%s", stay).contains(room);
        Booking booking = booked(newGuest(), room, stay);
        innkeeper().bookings().cancel(booking.user(), booking.id());
    }

    // Each kind

    @Test
    void aMinimumStayIsAskedOfWhoArrivesOnItsDays() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.minimumStay(3, stay(10, 2)));

        assertNotSold(room, stay(10, 2), "minimum-stay");
        assertNotSold(room, stay(11, 1), "minimum-stay");
        assertSold(room, stay(10, 3));
        assertSold(room, stay(9, 2));
        assertSold(room, stay(12, 1));
    }

    @Test
    void aMaximumStayIsAskedOfWhoArrivesOnItsDays() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.maximumStay(3, stay(10, 2)));

        assertNotSold(room, stay(10, 4), "maximum-stay");
        assertSold(room, stay(11, 3));
        assertSold(room, stay(9, 30));
        assertSold(room, stay(12, 4));
    }

    @Test
    void nobodyArrivesOrLeavesOnADayThatIsClosedToIt() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.closedToArrival(stay(10, 1)));
        tariffs().restrict(room.hotel(), Restriction.closedToDeparture(stay(20, 1)));

        assertNotSold(room, stay(10, 2), "closed-to-arrival");
        assertSold(room, stay(9, 2));
        assertSold(room, stay(8, 2));
        assertSold(room, stay(11, 1));
        assertNotSold(room, stay(18, 2), "closed-to-departure");
        assertSold(room, stay(18, 3));
        assertSold(room, stay(20, 1));
        assertRefused(book(room, stay(10, 10)), "closed-to-arrival", "closed-to-departure");
    }

    @Test
    void aNightThatIsStoppedIsNotSold() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.stopSell(stay(10, 2)));

        assertNotSold(room, stay(10, 1), "stop-sell");
        assertNotSold(room, stay(5, 6), "stop-sell");
        assertNotSold(room, stay(11, 9), "stop-sell");
        assertSold(room, stay(8, 2));
        assertSold(room, stay(12, 2));
    }

    @Test
    void anAdvancePurchaseIsCountedByTheHotelsOwnDate() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.advancePurchase(14, stay(0, 60)));
        Hotel tomorrow = innkeeper()
                .hotels()
                .add(HotelDetails.of("Tomorrow", unique("Kiritimati"), ZoneId.of("Pacific/Kiritimati"), EUR));
        Room there = newRoom(tomorrow.id(), "1");
        tariffs().restrict(tomorrow.id(), Restriction.advancePurchase(14, stay(0, 60)));

        assertNotSold(room, stay(13, 1), "advance-purchase");
        assertSold(room, stay(14, 1));
        assertNotSold(there, stay(14, 1), "advance-purchase"); // it is tomorrow there
        assertSold(there, stay(15, 1));
    }

    @Test
    void aRefusalSaysWhatWasCompared() {
        Room room = newRoom();
        tariffs().restrict(room.hotel(), Restriction.minimumStay(3, stay(10, 2)).forType("double"));

        Refused refused = (Refused) book(room, stay(10, 2));

        assertThat(refused.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.values())
                    .containsEntry("nights", "2")
                    .containsEntry("least", "3")
                    .containsEntry("roomType", "double")
                    .containsEntry("arrival", TODAY.plusDays(10).toString());
            assertThat(reason.message()).contains("at least 3 nights", "not 2");
        });
    }

    @Test
    void everyRestrictionThatRefusesIsSaid() {
        Room room = newRoom();
        for (Restriction restriction : List.of(
                Restriction.advancePurchase(30, stay(0, 60)),
                Restriction.stopSell(stay(11, 1)),
                Restriction.closedToDeparture(stay(12, 1)),
                Restriction.closedToArrival(stay(10, 1)),
                Restriction.maximumStay(1, stay(10, 1)),
                Restriction.minimumStay(3, stay(10, 1)))) {
            tariffs().restrict(room.hotel(), restriction);
        }

        assertRefused(
                innkeeper()
                        .bookings()
                        .hold(BookingRequest.room(newGuest(), room.id(), stay(10, 2), 3), Duration.ofMinutes(20)),
                "within-capacity",
                "minimum-stay",
                "maximum-stay",
                "closed-to-arrival",
                "closed-to-departure",
                "stop-sell",
                "advance-purchase");
        assertThat(audit(room.hotel())).isEmpty();
    }

    // Where

    @Test
    void aRestrictionIsForItsTypeOnly() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1", "double", 2, "100");
        Room cheaper = newRoom(hotel.id(), "2", "Double", 2, "50");
        tariffs().restrict(hotel.id(), Restriction.stopSell(stay(10, 1)).forType(" Double "));

        assertThat(free(hotel.id(), stay(10, 1))).containsExactly(room);
        assertThat(offers(hotel.details().city(), stay(10, 1)))
                .containsExactly(new HotelOffer(hotel, 1, Money.of("100", "EUR")));
        assertRefused(
                innkeeper().bookings().book(BookingRequest.anyRoom(newGuest(), hotel.id(), "Double", stay(10, 1), 1)),
                "stop-sell");
        assertSold(room, stay(10, 1));
        assertSold(cheaper, stay(11, 1));
    }

    @Test
    void whereEveryTypeIsRestrictedNothingIsOffered() {
        Hotel hotel = newHotel();
        newRoom(hotel.id(), "1", "double", 2, "100");
        newRoom(hotel.id(), "2", "suite", 2, "200");
        tariffs().restrict(hotel.id(), Restriction.closedToArrival(stay(10, 1)));

        assertThat(free(hotel.id(), stay(10, 1))).isEmpty();
        assertThat(offers(hotel.details().city(), stay(10, 1))).isEmpty();
        assertThat(offers(hotel.details().city(), stay(11, 1))).hasSize(1);
    }

    @Test
    void aPageOfACityLeavesRestrictedHotelsOutAndTheNextGoesOnBehindThem() {
        String city = unique("Graz");
        List<Hotel> hotels = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Hotel hotel = innkeeper().hotels().add(HotelDetails.of("Hotel " + i, city, ZoneOffset.UTC, EUR));
            newRoom(hotel.id(), "1", "double", 2, "100");
            newRoom(hotel.id(), "2", "suite", 2, "200");
            hotels.add(hotel);
        }
        for (int closed : new int[] {0, 1, 2, 3, 6}) {
            tariffs().restrict(hotels.get(closed).id(), Restriction.stopSell(stay(10, 1)));
        }
        tariffs().restrict(hotels.get(4).id(), Restriction.stopSell(stay(10, 1)).forType("double"));

        CityQuery query = CityQuery.of(city, stay(10, 1), 1).pagesOf(2);
        Page<HotelOffer> first = innkeeper().availability().freeHotels(query);

        assertThat(first.items()).isEmpty();
        assertThat(first.next()).isNotNull();
        assertThat(allPages(token -> innkeeper().availability().freeHotels(query.after(token))))
                .containsExactly(
                        new HotelOffer(hotels.get(4), 1, Money.of("200", "EUR")),
                        new HotelOffer(hotels.get(5), 2, Money.of("100", "EUR")));
    }

    @Test
    void whatIsOfferedIsNotRefusedAndWhatIsNotOfferedIs() {
        Seed seed = Seed.of("whatIsOfferedIsNotRefusedAndWhatIsNotOfferedIs");
        Random random = seed.random(0);
        int rounds = rounds(12);
        for (int round = 0; round < rounds; round++) {
            Hotel hotel = newHotel();
            List<Room> rooms =
                    List.of(newRoom(hotel.id(), "1", "double", 2, "100"), newRoom(hotel.id(), "2", "suite", 2, "90"));
            for (int i = random.nextInt(4); i >= 0; i--) {
                tariffs().restrict(hotel.id(), randomRestriction(random));
            }
            for (int i = 0; i < 8; i++) {
                Stay asked = stay(random.nextInt(20), 1 + random.nextInt(6));
                List<Room> free = free(hotel.id(), asked);
                int offered = offers(hotel.details().city(), asked).stream()
                        .mapToInt(HotelOffer::freeRooms)
                        .sum();
                assertThat(offered).as("%s: %s", seed, asked).isEqualTo(free.size());
                for (Room room : rooms) {
                    Outcome outcome = book(room, asked);
                    assertThat(outcome instanceof Refused)
                            .as(
                                    "%s: %s for %s in %s",
                                    seed, outcome, asked, tariffs().restrictions(hotel.id()))
                            .isEqualTo(!free.contains(room));
                    outcome.success()
                            .ifPresent(booking -> innkeeper().bookings().cancel(booking.user(), booking.id()));
                }
            }
        }
    }

    private static Restriction randomRestriction(Random random) {
        Stay days = stay(random.nextInt(20), 1 + random.nextInt(8));
        Restriction restriction = switch (random.nextInt(6)) {
            case 0 -> Restriction.minimumStay(1 + random.nextInt(5), days);
            case 1 -> Restriction.maximumStay(1 + random.nextInt(5), days);
            case 2 -> Restriction.closedToArrival(days);
            case 3 -> Restriction.closedToDeparture(days);
            case 4 -> Restriction.stopSell(days);
            default -> Restriction.advancePurchase(1 + random.nextInt(15), days);
        };
        return random.nextBoolean() ? restriction : restriction.forType(TYPES.get(random.nextInt(2)));
    }

    // When

    @Test
    void restrictionsAreListedAsTheyWereMadeAndEndWhenTheyAreLifted() {
        Room room = newRoom();
        HotelRestriction first = tariffs().restrict(room.hotel(), Restriction.stopSell(stay(10, 1)));
        HotelRestriction second = tariffs()
                .restrict(room.hotel(), Restriction.minimumStay(2, stay(-5, 3)).forType("double"));
        tariffs().restrict(newRoom().hotel(), Restriction.stopSell(stay(10, 1)));
        Tariffs elsewhere = applications(2).get(1).tariffs();

        assertThat(elsewhere.restrictions(room.hotel())).containsExactly(first, second);
        elsewhere.lift(room.hotel(), first.id());
        assertThat(tariffs().restrictions(room.hotel())).containsExactly(second);
        assertSold(room, stay(10, 1));
        assertNotFound("restriction", () -> tariffs().lift(room.hotel(), first.id()));
    }

    @Test
    void ofManyWhoLiftARestrictionOneDoes() {
        HotelId hotel = newHotel().id();
        for (int round = 0; round < rounds(20); round++) {
            RestrictionId restriction =
                    tariffs().restrict(hotel, Restriction.stopSell(stay(1, 1))).id();

            List<Boolean> lifted = Race.run(4, number -> {
                try {
                    applications(2).get(number % 2).tariffs().lift(hotel, restriction);
                    return true;
                } catch (NotFoundException e) {
                    return false;
                }
            });

            assertThat(lifted).as("round %d", round).containsOnlyOnce(true);
        }
        assertThat(tariffs().restrictions(hotel)).isEmpty();
    }

    @Test
    void whatIsBookedStaysBookedAndAHoldCanBeConfirmed() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 1));
        Booking held = innkeeper()
                .bookings()
                .hold(BookingRequest.room(newGuest(), room.id(), stay(20, 1), 1), Duration.ofMinutes(20))
                .success()
                .orElseThrow();

        tariffs().restrict(room.hotel(), Restriction.stopSell(stay(0, 60)));

        assertThat(innkeeper().bookings().extend(held.user(), held.id(), Duration.ofMinutes(30)))
                .isInstanceOf(Held.class);
        assertThat(innkeeper().bookings().confirm(held.user(), held.id()).success())
                .isPresent();
        assertThat(audit(room.hotel())).hasSize(2).contains(booking);
    }

    // Changes

    private Outcome change(Booking booking, BookingChange change) {
        return innkeeper().bookings().change(booking.user(), booking.id(), change);
    }

    @Test
    void aChangeIsAskedOnlyAboutWhatIsNew() {
        Room room = newRoom();
        HotelId hotel = room.hotel();
        Booking booking = booked(newGuest(), room, stay(10, 4));
        BookingChange change = BookingChange.of(booking);
        tariffs().restrict(hotel, Restriction.closedToArrival(stay(10, 1)));
        tariffs().restrict(hotel, Restriction.advancePurchase(30, stay(10, 1)));
        tariffs().restrict(hotel, Restriction.closedToDeparture(stay(14, 1)));
        tariffs().restrict(hotel, Restriction.minimumStay(6, stay(10, 1)));
        tariffs().restrict(hotel, Restriction.stopSell(stay(11, 1)));

        // Not the arrival, the departure, their distance, and the nights it has.
        assertThat(change(booking, change.guests(2))).isInstanceOf(Changed.class);
        assertThat(change(booking, change.to(stay(10, 6)))).isInstanceOf(Changed.class);
        // How many nights it has is new, whoever is there already.
        assertRefused(change(booking, change.to(stay(10, 5))), "minimum-stay");
        // Away from a day, and back again.
        assertThat(change(booking, change.to(stay(12, 1)))).isInstanceOf(Changed.class);
        assertRefused(
                change(booking, change.to(stay(10, 4))),
                "minimum-stay",
                "closed-to-arrival",
                "closed-to-departure",
                "stop-sell",
                "advance-purchase");
        audit(hotel);
    }

    @Test
    void aNightThatIsAddedMustBeSold() {
        Room room = newRoom();
        Booking booking = booked(newGuest(), room, stay(10, 2));
        tariffs().restrict(room.hotel(), Restriction.stopSell(stay(12, 1)));

        assertRefused(change(booking, BookingChange.of(booking).to(stay(10, 3))), "stop-sell");
        assertThat(change(booking, BookingChange.of(booking).to(stay(9, 3)))).isInstanceOf(Changed.class);
        audit(room.hotel());
    }

    @Test
    void ofAnotherTypeOfRoomItsRestrictionsAreNew() {
        Hotel hotel = newHotel();
        Room room = newRoom(hotel.id(), "1", "double", 2, "100");
        Room sameType = newRoom(hotel.id(), "2", "double", 2, "100");
        Room suite = newRoom(hotel.id(), "3", "suite", 2, "100");
        Booking booking = booked(newGuest(), room, stay(10, 2));
        BookingChange change = BookingChange.of(booking);
        tariffs().restrict(hotel.id(), Restriction.closedToArrival(stay(10, 1)).forType("suite"));
        tariffs()
                .restrict(
                        hotel.id(), Restriction.advancePurchase(11, stay(10, 1)).forType("suite"));
        tariffs().restrict(hotel.id(), Restriction.closedToArrival(stay(10, 1)).forType("double"));
        tariffs().restrict(hotel.id(), Restriction.closedToArrival(stay(10, 1)));

        // That nobody arrives in the whole hotel is not new to the booking.
        assertRefused(change(booking, change.to(suite.id())), "closed-to-arrival", "advance-purchase");
        assertRefused(change(booking, change.toAnyRoom(hotel.id(), "suite")), "closed-to-arrival", "advance-purchase");
        assertThat(change(booking, change.to(sameType.id()))).isInstanceOf(Changed.class);
        assertThat(change(booking, change.toAnyRoom(hotel.id(), "double"))).isInstanceOf(Changed.class);
        audit(hotel.id());
    }

    // What makes no sense

    @Test
    void aRestrictionThatMakesNoSenseIsRefused() {
        Room room = newRoom();
        Stay days = stay(1, 1);
        for (int number : new int[] {0, -1, 367, Integer.MAX_VALUE}) {
            assertInvalid("restriction.number", () -> Restriction.minimumStay(number, days));
            assertInvalid("restriction.number", () -> Restriction.maximumStay(number, days));
        }
        for (int number : new int[] {0, -1, 3661, Integer.MIN_VALUE}) {
            assertInvalid("restriction.number", () -> Restriction.advancePurchase(number, days));
        }
        assertInvalid("restriction.number", () -> new Restriction(Restriction.Kind.STOP_SELL, null, days, 1));
        for (String type : List.of("", " ", "x".repeat(51), "a\nb")) {
            assertInvalid(
                    "type",
                    () -> tariffs()
                            .restrict(room.hotel(), Restriction.stopSell(days).forType(type)));
        }
        assertThat(tariffs().restrictions(room.hotel())).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        HotelId nowhere = new HotelId(UUID.randomUUID());
        Restriction restriction = Restriction.stopSell(stay(1, 1));

        assertNotFound("hotel", () -> tariffs().restrict(nowhere, restriction));
        assertNotFound("hotel", () -> tariffs().restrictions(nowhere));
        assertNotFound("room type", () -> tariffs().restrict(newRoom().hotel(), restriction.forType("palace")));
        assertNotFound("restriction", () -> tariffs().lift(newHotel().id(), new RestrictionId(UUID.randomUUID())));
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
