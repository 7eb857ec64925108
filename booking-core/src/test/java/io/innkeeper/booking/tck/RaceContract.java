package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.CancelOutcome;
import io.innkeeper.booking.reservation.Cancelled;
import io.innkeeper.booking.reservation.Contended;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.reservation.RoomChoice;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds however many ask at once: a room-night is sold once, and every answer means what it says. Each test runs with
 * one application and with two, which are two {@link Innkeeper}s, each with a storage of its own on the same data.
 *
 * <p>In a race whose outcome is fixed a {@link Contended} fails the test: it is not {@link Unavailable}.
 */
public abstract class RaceContract extends StorageContract {

    private static final String APPLICATIONS = "{0} application(s)";

    /** For subclasses. */
    protected RaceContract() {}

    /** What a thread asked, and what it was told. */
    private record Asked(BookingRequest request, BookingOutcome outcome) {}

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void ofManyWhoAskForARoomNightExactlyOneGetsIt(int number) {
        int askers = 64;
        List<Innkeeper> applications = applications(number);
        List<UserId> guests = guests(askers);
        Room room = newRoom();
        int rounds = rounds(200);

        for (int round = 0; round < rounds; round++) {
            Stay night = stay(round, 1);
            List<BookingOutcome> outcomes = Race.run(
                    askers,
                    i -> of(applications, i).bookings().book(BookingRequest.room(guests.get(i), room.id(), night, 1)));

            assertThat(outcomes.stream().filter(outcome -> outcome instanceof Booked))
                    .as("who got it in round %d, of %s", round, outcomes)
                    .hasSize(1);
            assertThat(outcomes.stream().filter(outcome -> !(outcome instanceof Booked)))
                    .as("what the others were told in round %d", round)
                    .hasSize(askers - 1)
                    .containsOnly(new Unavailable(night.nights()));
        }

        assertThat(audit(room.hotel())).hasSize(rounds);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void ofOverlappingStaysNoNightIsSoldTwiceAndEveryAnswerIsTrue(int number) {
        Seed seed = Seed.of("ofOverlappingStaysNoNightIsSoldTwiceAndEveryAnswerIsTrue");
        int requests = rounds(60);
        List<Innkeeper> applications = applications(number);
        List<UserId> guests = guests(16);
        Hotel hotel = newHotel();
        List<RoomId> rooms = newRooms(hotel.id(), 4).stream().map(Room::id).toList();

        List<Asked> asked = Race.run(guests.size(), i -> {
                    Random random = seed.random(i);
                    List<Asked> own = new ArrayList<>();
                    for (int n = 0; n < requests; n++) {
                        BookingRequest request = randomRequest(random, guests.get(i), hotel, rooms);
                        own.add(new Asked(
                                request, of(applications, i).bookings().book(request)));
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        List<Booking> stored = audit(hotel.id());
        assertThat(stored)
                .as("what is stored, which is what was answered; %s", seed)
                .containsExactlyInAnyOrderElementsOf(asked.stream()
                        .flatMap(each -> each.outcome().success().stream())
                        .toList());
        assertThat(asked)
                .as("answers; %s", seed)
                .allSatisfy(each ->
                        assertThat(each.outcome()).isInstanceOfAny(Booked.class, Unavailable.class, Contended.class))
                .anySatisfy(each -> assertThat(each.outcome()).isInstanceOf(Booked.class))
                .anySatisfy(each -> assertThat(each.outcome()).isInstanceOf(Unavailable.class));
        Set<RoomNight> sold = stored.stream()
                .flatMap(booking -> booking.stay().nights().stream().map(night -> new RoomNight(booking.room(), night)))
                .collect(Collectors.toSet());
        // Nothing was cancelled, so what was called taken then is taken now.
        for (Asked each : asked) {
            if (each.outcome() instanceof Unavailable unavailable) {
                assertTaken(each.request(), unavailable.nights(), sold, rooms);
            }
        }
    }

    private static void assertTaken(
            BookingRequest request, List<LocalDate> nights, Set<RoomNight> sold, List<RoomId> rooms) {
        assertThat(request.stay().nights()).as("the nights of %s", request).containsAll(nights);
        assertThat(nights).isSorted();
        if (request.room() instanceof RoomChoice.ThisRoom choice) {
            assertThat(nights).isNotEmpty().allMatch(night -> sold.contains(new RoomNight(choice.room(), night)));
        } else {
            assertThat(nights)
                    .allMatch(night -> rooms.stream().allMatch(room -> sold.contains(new RoomNight(room, night))));
            assertThat(rooms)
                    .as("rooms that %s could have had", request)
                    .allMatch(room -> request.stay().nights().stream()
                            .anyMatch(night -> sold.contains(new RoomNight(room, night))));
        }
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void whatIsCancelledAmidTheRushIsSoldAgainAndNeverTwice(int number) {
        Seed seed = Seed.of("whatIsCancelledAmidTheRushIsSoldAgainAndNeverTwice");
        int requests = rounds(60);
        List<Innkeeper> applications = applications(number);
        List<UserId> guests = guests(16);
        Hotel hotel = newHotel();
        List<RoomId> rooms = newRooms(hotel.id(), 3).stream().map(Room::id).toList();

        List<Booking> answered = Race.run(guests.size(), i -> {
                    Innkeeper innkeeper = of(applications, i);
                    Random random = seed.random(i);
                    Map<Object, Booking> own = new HashMap<>();
                    for (int n = 0; n < requests; n++) {
                        BookingRequest request = randomRequest(random, guests.get(i), hotel, rooms);
                        BookingOutcome outcome = innkeeper.bookings().book(request);
                        assertThat(outcome).isInstanceOfAny(Booked.class, Unavailable.class, Contended.class);
                        outcome.success().ifPresent(booking -> own.put(booking.id(), booking));
                        if (outcome instanceof Booked booked && random.nextBoolean()) {
                            CancelOutcome cancel = innkeeper
                                    .bookings()
                                    .cancel(guests.get(i), booked.booking().id());
                            assertThat(cancel).isInstanceOfAny(Cancelled.class, Contended.class);
                            if (cancel instanceof Cancelled cancelled) {
                                own.put(cancelled.booking().id(), cancelled.booking());
                            }
                        }
                    }
                    return List.copyOf(own.values());
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(audit(hotel.id()))
                .as("what is stored, which is what was answered; %s", seed)
                .containsExactlyInAnyOrderElementsOf(answered);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2, 3})
    void anyRoomRequestsFillAHotelExactly(int number) {
        Hotel hotel = newHotel();
        newRooms(hotel.id(), 8);

        assertFilledExactly(applications(number), hotel, 8, 24, rounds(20));
    }

    /** Everybody is after the cheapest room that is free, so everybody collides, again and again. */
    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void anyRoomRequestsFillAHotelExactlyWhenNoTwoRoomsCostTheSame(int number) {
        Hotel hotel = newHotel();
        for (int i = 0; i < 32; i++) {
            RoomDetails details = roomDetails(String.valueOf(i), "double", 2, String.valueOf(100 + i));
            innkeeper().hotels().addRoom(hotel.id(), details);
        }

        assertFilledExactly(applications(number), hotel, 32, 64, rounds(3));
    }

    /** Each round has a stay of its own, which more want than there are rooms for. */
    private void assertFilledExactly(List<Innkeeper> applications, Hotel hotel, int rooms, int askers, int rounds) {
        List<UserId> guests = guests(askers);
        for (int round = 0; round < rounds; round++) {
            Stay stay = stay(2 * round, 2);
            List<BookingOutcome> outcomes = Race.run(
                    askers,
                    i -> of(applications, i)
                            .bookings()
                            .book(BookingRequest.anyRoom(guests.get(i), hotel.id(), "double", stay, 2)));

            assertThat(outcomes.stream().flatMap(outcome -> outcome.success().stream()))
                    .as("bookings in round %d, of %s", round, outcomes)
                    .hasSize(rooms)
                    .extracting(Booking::room)
                    .doesNotHaveDuplicates();
            assertThat(outcomes.stream().filter(outcome -> !(outcome instanceof Booked)))
                    .as("what the others were told in round %d", round)
                    .hasSize(askers - rooms)
                    .containsOnly(new Unavailable(stay.nights()));
        }

        assertThat(audit(hotel.id())).hasSize(rounds * rooms);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void aNightThatIsFreedIsSoldAgainExactlyOnce(int number) {
        int askers = 15;
        List<Innkeeper> applications = applications(number);
        List<UserId> guests = guests(askers + 1);
        Room room = newRoom();
        int rounds = rounds(40);

        for (int round = 0; round < rounds; round++) {
            Stay stay = stay(3 * round, 3);
            Booking first = booked(guests.get(askers), room, stay);
            List<Object> outcomes = Race.run(
                    askers + 1,
                    i -> i == askers
                            ? of(applications, i).bookings().cancel(first.user(), first.id())
                            : of(applications, i)
                                    .bookings()
                                    .book(BookingRequest.room(guests.get(i), room.id(), stay, 1)));
            assertThat(outcomes.get(askers)).isInstanceOf(Cancelled.class);
            assertThat(outcomes.subList(0, askers))
                    .as("answers while the nights were being freed, round %d", round)
                    .hasOnlyElementsOfTypes(Booked.class, Unavailable.class);

            // Now it is free, unless one of them got it.
            outcomes.addAll(Race.run(
                    askers,
                    i -> of(applications, i).bookings().book(BookingRequest.room(guests.get(i), room.id(), stay, 1))));
            assertThat(outcomes)
                    .as("round %d", round)
                    .filteredOn(outcome -> outcome instanceof Booked)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Unavailable)
                    .hasSize(2 * askers - 1);
        }

        assertThat(audit(room.hotel())).hasSize(2 * rounds);
    }

    @ParameterizedTest(name = APPLICATIONS)
    @ValueSource(ints = {1, 2})
    void aBookingIsCancelledOnceHoweverManyTry(int number) {
        int threads = 8;
        List<Innkeeper> applications = applications(number);
        UserId guest = guests(1).get(0);
        Room room = newRoom();
        int rounds = rounds(40);

        for (int round = 0; round < rounds; round++) {
            Booking booking = booked(guest, room, stay(round, 2));
            List<CancelOutcome> outcomes =
                    Race.run(threads, i -> of(applications, i).bookings().cancel(guest, booking.id()));

            assertThat(outcomes)
                    .as("round %d", round)
                    .filteredOn(outcome -> outcome instanceof Cancelled)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Refused)
                    .hasSize(threads - 1);
        }

        assertThat(audit(room.hotel())).extracting(Booking::version).containsOnly(2);
    }

    private static BookingRequest randomRequest(Random random, UserId guest, Hotel hotel, List<RoomId> rooms) {
        Stay stay = stay(random.nextInt(60), 1 + random.nextInt(7));
        return random.nextInt(3) == 0
                ? BookingRequest.anyRoom(guest, hotel.id(), "double", stay, 1)
                : BookingRequest.room(guest, rooms.get(random.nextInt(rooms.size())), stay, 1);
    }

    private static Innkeeper of(List<Innkeeper> applications, int number) {
        return applications.get(number % applications.size());
    }
}
