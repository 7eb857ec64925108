package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes claim rooms in one order, whatever order they name them in, so that no two wait for each other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryReversedOrderTest {

    private static final int THREADS = 32;
    private static final Stay STAY = Stay.of(LocalDate.of(2030, 5, 1), 2);

    private final MemoryStorage storage = new MemoryStorage();
    private final User ada = new User(new UserId(UUID.randomUUID()), "ada@example.org", "Ada", UUID.randomUUID());

    private final Hotel hotel = new Hotel(
            new HotelId(UUID.randomUUID()),
            HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF")),
            false);

    /** In the order of their ids. */
    private final List<Room> rooms = IntStream.range(0, 3)
            .mapToObj(i -> new Room(
                    new RoomId(UUID.randomUUID()),
                    hotel.id(),
                    new RoomDetails("room " + i, "double", 2, Money.of("120", "CHF")),
                    false))
            .sorted(Comparator.comparing(Room::id))
            .toList();

    /** Somebody has the room in the middle until all wait; by then one has the first room, and nobody may have the last. */
    @Test
    void whoHasPartOfItsRoomsWhileAnotherNamesThemInReverseIsNotWaitedForInACircle() throws Exception {
        storage.accounts().add(ada, "hash");
        storage.hotels().add(hotel);
        storage.hotels().addRooms(rooms);
        List<Room> reversed = new ArrayList<>(rooms);
        Collections.reverse(reversed);
        RoomCell middle = cell(rooms.get(1));
        RoomCell.State held =
                middle.claim(Deadline.after(Duration.ofMinutes(1))).orElseThrow();

        List<Asking> asking = IntStream.range(0, THREADS)
                .mapToObj(i -> new Asking(i % 2 == 0 ? rooms : reversed))
                .toList();
        asking.forEach(Thread::start);
        while (!cell(rooms.get(0)).read().claimed() || !asking.stream().allMatch(Asking::waitsForRoom)) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(rooms)
                .as("rooms that somebody has")
                .filteredOn(room -> cell(room).read().claimed())
                .containsExactly(rooms.get(0), rooms.get(1));
        middle.release(held);
        List<Settlement> answers = new ArrayList<>();
        for (Asking each : asking) {
            answers.add(each.answer.get(30, TimeUnit.SECONDS));
        }
        assertThat(answers)
                .filteredOn(answer -> answer instanceof Settlement.Settled)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Settlement.Settled))
                .hasSize(THREADS - 1)
                .containsOnly(new Settlement.Refused(new Refusal.NightsTaken(STAY.nights())));
    }

    private RoomCell cell(Room room) {
        return storage.rooms.find(room.id()).orElseThrow();
    }

    /** One who books rooms: all or none. */
    private final class Asking extends Thread {

        private final List<Room> wanted;
        private final CompletableFuture<Settlement> answer = new CompletableFuture<>();

        Asking(List<Room> wanted) {
            this.wanted = wanted;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                answer.complete(
                        storage.inventory().settle(List.of(booking(wanted))).get(0));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        boolean waitsForRoom() {
            return Arrays.stream(getStackTrace())
                    .anyMatch(at -> at.getClassName().equals(RoomCell.class.getName()));
        }
    }

    private InventoryChange booking(List<Room> wanted) {
        RequestKey key = new RequestKey(ada.id(), UUID.randomUUID().toString());
        List<Demand> demands = wanted.stream()
                .map(room -> (Demand) new Demand.ThisRoom(new BookingId(UUID.randomUUID()), room, STAY))
                .toList();
        return new InventoryChange(
                key,
                hotel.id(),
                demands,
                List.of(),
                Deadline.after(Duration.ofSeconds(30)),
                assignment -> IntStream.range(0, demands.size())
                        .mapToObj(i -> event(
                                demands.get(i).booking(), assignment.rooms().get(i), key))
                        .toList());
    }

    private BookingEvent event(BookingId id, Room room, RequestKey key) {
        Booking booking = Booking.of(id, ada.id(), hotel.id(), room.id(), STAY, 1, room.total(STAY), null);
        return new BookingEvent(UUID.randomUUID(), BookingEvent.Type.BOOKED, booking, key.account());
    }
}
