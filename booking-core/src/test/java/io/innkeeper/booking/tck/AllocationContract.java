package io.innkeeper.booking.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.AllocationPolicy.Candidate;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingChange;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Bookings;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is promised of who wants any room: one of the cheapest, and of those one that the policy would take. */
public abstract class AllocationContract extends StorageContract {

    /** For subclasses. */
    protected AllocationContract() {}

    /** One more application on the first storage. Not to be closed: the storage is shared. */
    private Bookings by(AllocationPolicy policy) {
        return Innkeeper.builder()
                .storage(storage())
                .passwordHasher(CHEAP)
                .clock(new SettableClock(NOW))
                .allocation(policy)
                .build()
                .bookings();
    }

    private static Booking any(Bookings bookings, UserId guest, HotelId hotel, Stay stay) {
        return booked(bookings.book(BookingRequest.anyRoom(guest, hotel, "double", stay, 1)));
    }

    private RoomId any(UserId guest, HotelId hotel, Stay stay) {
        return any(innkeeper().bookings(), guest, hotel, stay).room();
    }

    /** Has all nights of a room sold from ten days before some nights until ten days after them, but for these. */
    private void leaveGap(UserId guest, Room room, Stay gap) {
        booked(guest, room, new Stay(gap.arrival().minusDays(10), gap.arrival()));
        booked(guest, room, Stay.of(gap.departure(), 10));
    }

    // Gaps

    @Test
    void aStayGoesWhereItFillsAGap() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 8);
        leaveGap(guest, rooms.get(2), stay(20, 3));
        leaveGap(guest, rooms.get(5), stay(20, 2));
        leaveGap(guest, rooms.get(6), stay(20, 5));
        booked(guest, rooms.get(0), stay(15, 5));

        assertThat(any(guest, hotel, stay(20, 2))).isEqualTo(rooms.get(5).id());
        assertThat(any(guest, hotel, stay(20, 2))).isEqualTo(rooms.get(2).id());
        assertThat(any(guest, hotel, stay(22, 1))).isEqualTo(rooms.get(2).id());
        assertThat(any(guest, hotel, stay(21, 2))).isEqualTo(rooms.get(6).id());
        assertThat(any(guest, hotel, stay(20, 2)))
                .as("next to a stay, and not in the middle of nowhere")
                .isEqualTo(rooms.get(0).id());
        audit(hotel);
    }

    @Test
    void aHoldIsAnEdgeOfAGapAsABookingIs() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 6);
        booked(guest, rooms.get(3), stay(10, 10));
        assertThat(innkeeper()
                        .bookings()
                        .hold(BookingRequest.room(guest, rooms.get(3).id(), stay(22, 10), 1), Duration.ofMinutes(20))
                        .success())
                .isPresent();

        assertThat(any(guest, hotel, stay(20, 2))).isEqualTo(rooms.get(3).id());
    }

    @Test
    void aCheaperRoomComesBeforeABetterFit() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        Room dear = newRoom(hotel, "1", "double", 2, "100.01");
        Room cheap = newRoom(hotel, "2", "double", 2, "100");
        leaveGap(guest, dear, stay(20, 2));

        assertThat(any(guest, hotel, stay(20, 2))).isEqualTo(cheap.id());
        assertThat(any(guest, hotel, stay(20, 2))).isEqualTo(dear.id());
    }

    @Test
    void whoChangesToAnyRoomFillsAGap() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 6);
        leaveGap(guest, rooms.get(4), stay(20, 2));
        Booking booking = booked(guest, rooms.get(1), stay(40, 2));

        Booking changed = innkeeper()
                .bookings()
                .change(
                        guest,
                        booking.id(),
                        BookingChange.of(booking).to(stay(20, 2)).toAnyRoom(hotel, "double"))
                .success()
                .orElseThrow();

        assertThat(changed.room()).isEqualTo(rooms.get(4).id());
        audit(hotel);
    }

    @Test
    void changesThatAreAskedForAtOnceFillGaps() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 9);
        leaveGap(guest, rooms.get(2), stay(20, 2));
        leaveGap(guest, rooms.get(5), stay(20, 2));
        leaveGap(guest, rooms.get(7), stay(20, 3));

        List<InventoryChange> batch = Stream.generate(() -> Changes.anyRoom(guest, hotel, "double", stay(20, 2)))
                .limit(3)
                .toList();
        List<Settlement> answers = storage().inventory().settle(batch);

        assertThat(answers)
                .hasOnlyElementsOfType(Settlement.Settled.class)
                .extracting(answer ->
                        ((Settlement.Settled) answer).events().get(0).booking().room())
                .containsExactlyInAnyOrder(
                        rooms.get(2).id(), rooms.get(5).id(), rooms.get(7).id());
        audit(hotel);
    }

    @Test
    void atTheEndsOfTimeThereAreRoomsAsWell() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        newRooms(hotel, 2);
        for (Stay stay : List.of(Stay.of(LocalDate.of(1, 1, 2), 2), Stay.of(LocalDate.of(9999, 12, 29), 2))) {
            InventoryChange one = Changes.anyRoom(guest, hotel, "double", stay);
            InventoryChange another = Changes.anyRoom(guest, hotel, "double", stay);

            assertThat(storage().inventory().settle(List.of(one))).hasOnlyElementsOfType(Settlement.Settled.class);
            assertThat(storage()
                            .inventory()
                            .settle(List.of(another, Changes.anyRoom(guest, hotel, "double", stay)))
                            .get(0))
                    .isInstanceOf(Settlement.Settled.class);
        }
        audit(hotel);
    }

    /** All are after the same room at first, and each must have one in the end. */
    @Test
    void whoMeetsAtTheBestFitIsGivenAnotherRoom() {
        int askers = 8;
        UserId guest = newGuest();
        List<UserId> guests = guests(askers);
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, askers);
        leaveGap(guest, rooms.get(3), stay(20, 2));
        leaveGap(guest, rooms.get(4), stay(19, 4));

        List<RoomId> given = Race.run(
                askers,
                i -> any(applications(2).get(i % 2).bookings(), guests.get(i), hotel, stay(20, 2))
                        .room());

        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(
                        rooms.stream().map(Room::id).toList());
        audit(hotel);
    }

    // Other policies

    @Test
    void theFirstFitFillsAHotelFromOneEnd() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 6);
        leaveGap(guest, rooms.get(4), stay(20, 2));
        Bookings firstFit = by(AllocationPolicy.firstFit());

        assertThat(IntStream.range(0, 6)
                        .mapToObj(i -> any(firstFit, guest, hotel, stay(20, 2)).room()))
                .isEqualTo(rooms.stream().map(Room::id).toList());
    }

    @Test
    void aPolicyOfAHostIsAskedAboutTheCheapestRoomsThatWouldDo() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        List<Room> rooms = newRooms(hotel, 4);
        newRoom(hotel, "1", "double", 2, "101");
        newRoom(hotel, "2", "suite", 2, "1");
        booked(guest, rooms.get(0), stay(21, 1));
        booked(guest, rooms.get(1), stay(18, 1));
        booked(guest, rooms.get(1), stay(26, 1));
        Queue<Candidate> seen = new ConcurrentLinkedQueue<>();

        Booking booking = any(
                by((a, b) -> {
                    seen.addAll(List.of(a, b));
                    return b.room().number().compareTo(a.room().number());
                }),
                guest,
                hotel,
                stay(20, 2));

        assertThat(booking.room()).isEqualTo(rooms.get(3).id());
        assertThat(seen)
                .containsOnly(
                        new Candidate(rooms.get(1), 1, 4),
                        new Candidate(rooms.get(2), AllocationPolicy.MOST_NIGHTS, AllocationPolicy.MOST_NIGHTS),
                        new Candidate(rooms.get(3), AllocationPolicy.MOST_NIGHTS, AllocationPolicy.MOST_NIGHTS));
    }

    @Test
    void whereAPolicyThrowsNothingIsBooked() {
        UserId guest = newGuest();
        HotelId hotel = newHotel().id();
        newRooms(hotel, 2);
        Bookings bookings = by((unused, unusedToo) -> {
            throw new IllegalStateException("a policy that fails, as it is meant to");
        });

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> bookings.book(BookingRequest.anyRoom(guest, hotel, "double", stay(20, 2), 1)));

        assertThat(audit(hotel)).isEmpty();
        any(guest, hotel, stay(20, 2));
    }
}
