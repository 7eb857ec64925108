package io.innkeeper.booking.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.AccountStore;
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
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Failed;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.Settled;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MemoryInventoryTest {

    private static final Stay STAY = Stay.of(LocalDate.of(2030, 5, 1), 2);

    private final MemoryStorage storage = new MemoryStorage();
    private final User ada = user("Ada");
    private final User bob = user("Bob");

    private final Hotel hotel = new Hotel(
            new HotelId(UUID.randomUUID()),
            HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF")),
            false);

    private static User user(String name) {
        return new User(new UserId(UUID.randomUUID()), name + "@example.org", name, UUID.randomUUID());
    }

    @BeforeEach
    void fill() {
        storage.accounts().add(ada, "hash");
        storage.accounts().add(bob, "hash");
        storage.hotels().add(hotel);
    }

    @Test
    void anErrorOfOneChangeTakesNoAnswerOfItsNeighbours() {
        List<Room> rooms = rooms(3);

        List<Settlement> answers = storage.inventory()
                .settle(List.of(booking(rooms.get(0)), throwingAnError(rooms.get(1)), booking(rooms.get(2))));

        assertThat(answers).extracting(Object::getClass).containsExactly(Settled.class, Failed.class, Settled.class);
        assertThat(rooms).extracting(this::isFree).containsExactly(false, true, false);
        assertThat(storage.bookings.bookings).hasSize(2);
    }

    /** A third one keeps the lane busy until both are queued, so that they are merged. */
    @Test
    void anErrorOfOneCallersChangeTakesNoAnswerOfAnother() throws Exception {
        List<Room> rooms = rooms(3);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        InventoryLock lock = new MemoryStorage(storage, InventoryLock::combining).inventory();
        Asking busy = Asking.of(lock, with(booking(rooms.get(0)), events -> {
            inside.countDown();
            await(go);
            return events;
        }));
        await(inside);
        Asking innocent = Asking.of(lock, booking(rooms.get(1))).awaitWaiting();
        Asking throwing = Asking.of(lock, throwingAnError(rooms.get(2))).awaitWaiting();
        go.countDown();

        assertThat(busy.settlement()).isInstanceOf(Settled.class);
        assertThat(innocent.settlement()).isInstanceOf(Settled.class);
        assertThat(throwing.settlement()).isInstanceOf(Failed.class);
        assertThat(rooms).extracting(this::isFree).containsExactly(false, false, true);
    }

    /** The first has looked at the booking and is about to write it when the second comes. */
    @Test
    void oneBookingIsNotSettledInTwoRoomsByTwoChangesAtOnce() throws Exception {
        List<Room> rooms = rooms(3);
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MemoryInventory inventory = new MemoryInventory(
                storage.rooms, storage.bookings, storage.events, accountsThatWait(looking, go), Clock.systemUTC());
        BookingId twice = newId();
        InventoryChange group = booking(
                List.of(
                        new Demand.ThisRoom(twice, rooms.get(0), STAY),
                        new Demand.ThisRoom(newId(), rooms.get(1), STAY)),
                List.of(ada, bob));

        Asking first = Asking.of(inventory, group);
        await(looking);
        Settlement second =
                inventory.settle(List.of(booking(rooms.get(2), twice))).get(0);
        go.countDown();

        assertThat(second).isEqualTo(new Refused(new Refusal.Overtaken()));
        assertThat(first.settlement()).isInstanceOf(Settled.class);
        assertThat(rooms).extracting(this::isFree).containsExactly(false, false, true);
        assertThat(storage.bookings.find(twice).orElseThrow().room())
                .isEqualTo(rooms.get(0).id());
    }

    /** Whoever looks for Bob is seen, and waits. */
    private AccountStore accountsThatWait(CountDownLatch looking, CountDownLatch go) {
        return (AccountStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AccountStore.class}, (proxy, method, arguments) -> {
                    if (bob.id().equals(arguments[0])) {
                        looking.countDown();
                        await(go);
                    }
                    return method.invoke(storage.accounts, arguments);
                });
    }

    @Test
    void whoWasRefusedMayUseItsBookingIdAgain() {
        List<Room> rooms = rooms(2);
        storage.inventory().settle(List.of(booking(rooms.get(0))));
        BookingId again = newId();

        assertThat(storage.inventory().settle(List.of(booking(rooms.get(0), again))))
                .hasOnlyElementsOfType(Refused.class);
        assertThat(storage.inventory().settle(List.of(booking(rooms.get(1), again))))
                .hasOnlyElementsOfType(Settled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void eventsThatCannotBeReadAnyMoreAreWrittenWhollyOrNotAtAll(int reading) {
        assertWrittenWhollyOrNotAtAll(reading, other -> {
            throw new IllegalStateException("not any more");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void eventsThatChangeAfterTheyWereReadAreWrittenAsTheyWereOrNotAtAll(int reading) {
        assertWrittenWhollyOrNotAtAll(reading, other -> other);
    }

    /** Who reads the last event so often is given something else, which may be the event of a booking elsewhere. */
    private void assertWrittenWhollyOrNotAtAll(int reading, UnaryOperator<BookingEvent> somethingElse) {
        List<Room> rooms = rooms(3);
        BookingEvent elsewhere = booking(rooms.get(2))
                .complete()
                .apply(new Assignment(rooms.subList(2, 3), null))
                .get(0);
        InventoryChange both = with(
                booking(demands(rooms.subList(0, 2)), List.of(ada)),
                events -> new Unsteady(events, reading, () -> somethingElse.apply(elsewhere)));

        boolean settled = storage.inventory().settle(List.of(both)).get(0) instanceof Settled;

        assertThat(rooms).extracting(this::isFree).containsExactly(!settled, !settled, true);
        assertThat(storage.bookings.bookings.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        settled ? both.take().stream().map(Demand::booking).toList() : List.of());
        assertThat(storage.inventory().settle(List.of(booking(rooms.get(2)))))
                .as("nobody keeps the room")
                .hasOnlyElementsOfType(Settled.class);
    }

    private static final class Unsteady extends AbstractList<BookingEvent> {

        private final List<BookingEvent> events;
        private final int until;
        private final Supplier<BookingEvent> later;
        private int readings;

        Unsteady(List<BookingEvent> events, int until, Supplier<BookingEvent> later) {
            this.events = events;
            this.until = until;
            this.later = later;
        }

        @Override
        public BookingEvent get(int i) {
            return i == events.size() - 1 && ++readings >= until ? later.get() : events.get(i);
        }

        @Override
        public int size() {
            return events.size();
        }
    }

    @Test
    void whoWantsMoreRoomsThanThereAreIsNotToldOfNightsThatNobodyHas() {
        rooms(1);
        List<Demand> two =
                List.of(new Demand.AnyRoom(newId(), "double", 1, STAY), new Demand.AnyRoom(newId(), "double", 1, STAY));

        assertThat(storage.inventory().settle(List.of(booking(two, List.of(ada)))))
                .containsExactly(new Refused(new Refusal.NightsTaken(List.of())));
    }

    @Test
    void whoWantsMoreRoomsThanThereAreIsToldOfNightsThatAreSold() {
        Room only = rooms(1).get(0);
        Stay sold = Stay.of(STAY.arrival(), 1);
        storage.inventory().settle(List.of(booking(List.of(new Demand.ThisRoom(newId(), only, sold)), List.of(ada))));
        List<Demand> two = List.of(
                new Demand.AnyRoom(newId(), "double", 1, Stay.of(sold.departure(), 1)),
                new Demand.AnyRoom(newId(), "double", 1, STAY));

        assertThat(storage.inventory().settle(List.of(booking(two, List.of(ada)))))
                .containsExactly(new Refused(new Refusal.NightsTaken(sold.nights())));
    }

    /** Or else those who are refused one room would keep whoever wants any room looking again and again. */
    @Test
    void whoWasRefusedLeavesTheRoomAsIfNobodyHadBeenThere() {
        Room room = rooms(1).get(0);
        storage.inventory().settle(List.of(booking(room)));
        RoomCell cell = cell(room);
        RoomCell.State before = cell.read();

        assertThat(storage.inventory().settle(List.of(booking(room)))).hasOnlyElementsOfType(Refused.class);

        assertThat(cell.read().sameAs(before)).isTrue();
        assertThat(cell.read().claimed()).isFalse();
    }

    private List<Room> rooms(int number) {
        List<Room> rooms = IntStream.range(0, number)
                .mapToObj(i -> new Room(
                        new RoomId(UUID.randomUUID()),
                        hotel.id(),
                        new RoomDetails("room " + i, "double", 2, Money.of("120", "CHF")),
                        false))
                .toList();
        storage.hotels().addRooms(rooms);
        return rooms;
    }

    private RoomCell cell(Room room) {
        return storage.rooms.find(room.id()).orElseThrow();
    }

    private boolean isFree(Room room) {
        return cell(room).read().occupancy().isFree(STAY);
    }

    private static BookingId newId() {
        return new BookingId(UUID.randomUUID());
    }

    private static List<Demand> demands(List<Room> rooms) {
        return rooms.stream()
                .map(room -> (Demand) new Demand.ThisRoom(newId(), room, STAY))
                .toList();
    }

    private InventoryChange booking(Room room) {
        return booking(room, newId());
    }

    private InventoryChange booking(Room room, BookingId id) {
        return booking(List.of(new Demand.ThisRoom(id, room, STAY)), List.of(ada));
    }

    /** One booking for each demand, of these guests in turn. */
    private InventoryChange booking(List<Demand> demands, List<User> guests) {
        RequestKey key = new RequestKey(ada.id(), UUID.randomUUID().toString());
        return new InventoryChange(
                key,
                hotel.id(),
                demands,
                List.of(),
                Deadline.after(Duration.ofMinutes(1)),
                assignment -> IntStream.range(0, demands.size())
                        .mapToObj(i -> event(
                                demands.get(i),
                                guests.get(i % guests.size()),
                                assignment.rooms().get(i),
                                key))
                        .toList());
    }

    private static BookingEvent event(Demand demand, User guest, Room room, RequestKey key) {
        Booking booking = Booking.of(
                demand.booking(),
                guest.id(),
                room.hotel(),
                room.id(),
                demand.stay(),
                1,
                room.total(demand.stay()),
                null);
        return new BookingEvent(UUID.randomUUID(), BookingEvent.Type.BOOKED, booking, key.account());
    }

    /** The same change, with something made of its events. */
    private static InventoryChange with(InventoryChange change, UnaryOperator<List<BookingEvent>> made) {
        return new InventoryChange(
                change.key(),
                change.hotel(),
                change.take(),
                change.giveBack(),
                change.deadline(),
                change.complete().andThen(made));
    }

    private InventoryChange throwingAnError(Room room) {
        return with(booking(room), events -> {
            throw new StackOverflowError("too deep");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks on a thread of its own. */
    private static final class Asking {

        private final CompletableFuture<Settlement> answer = new CompletableFuture<>();
        private final Thread thread;

        private Asking(InventoryLock lock, InventoryChange change) {
            thread = new Thread(() -> {
                try {
                    answer.complete(lock.settle(List.of(change)).get(0));
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
        }

        static Asking of(InventoryLock lock, InventoryChange change) {
            Asking asking = new Asking(lock, change);
            asking.thread.start();
            return asking;
        }

        /** Until it is parked. */
        Asking awaitWaiting() {
            while (LockSupport.getBlocker(thread) == null) {
                assertThat(thread.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            return this;
        }

        Settlement settlement() throws Exception {
            return answer.get(30, TimeUnit.SECONDS);
        }
    }
}
