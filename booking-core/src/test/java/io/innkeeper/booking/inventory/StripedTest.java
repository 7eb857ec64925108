package io.innkeeper.booking.inventory;

import static io.innkeeper.booking.inventory.Caller.LONG;
import static io.innkeeper.booking.inventory.GatedLock.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Settlement.Contended;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import io.innkeeper.booking.tck.Seed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ids are small numbers here: of two below 256, each has a stripe of its own, and 256 more shares it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StripedTest {

    private static final int STRIPES = 256;
    private static final HotelId HOTEL = hotel(101);
    private static final HotelId OTHER_HOTEL = hotel(102);
    private static final Stay STAY = Stay.of(LocalDate.of(2031, 5, 1), 2);
    private static final BookingId BOOKING = new BookingId(new UUID(0, 1));

    private final GatedLock inner = new GatedLock();
    private final InventoryLock lock = InventoryLock.striped(inner);

    @AfterEach
    void open() {
        inner.open();
    }

    private static HotelId hotel(int number) {
        return new HotelId(new UUID(0, number));
    }

    private static RoomId roomId(int number) {
        return new RoomId(new UUID(0, number));
    }

    private static Demand room(int number) {
        RoomDetails details = new RoomDetails(String.valueOf(number), "double", 2, Money.of("100", "EUR"));
        return new Demand.ThisRoom(BOOKING, new Room(roomId(number), HOTEL, details, false), STAY);
    }

    private static Demand anyRoom() {
        return new Demand.AnyRoom(BOOKING, "double", 2, STAY);
    }

    private static InventoryChange change(
            String key, HotelId hotel, List<Demand> take, List<Release> giveBack, Deadline deadline) {
        return new InventoryChange(
                new RequestKey(new UserId(new UUID(0, 1)), key), hotel, take, giveBack, deadline, any -> List.of());
    }

    private static InventoryChange wants(String key, HotelId hotel, Demand... demands) {
        return change(key, hotel, List.of(demands), List.of(), Deadline.after(LONG));
    }

    private static InventoryChange wants(String key, int... rooms) {
        return wants(key, Deadline.after(LONG), rooms);
    }

    private static InventoryChange wants(String key, Deadline deadline, int... rooms) {
        List<Demand> demands = IntStream.of(rooms).mapToObj(StripedTest::room).toList();
        return change(key, HOTEL, demands, List.of(), deadline);
    }

    private static InventoryChange givesBack(String key, int room) {
        Release release = new Release(BOOKING, roomId(room), STAY, false);
        return change(key, HOTEL, List.of(), List.of(release), Deadline.after(LONG));
    }

    /** Somebody who has its locks until the test lets it go on. */
    private Caller holding(InventoryChange... batch) {
        inner.shut();
        return inside(batch);
    }

    private Caller inside(InventoryChange... batch) {
        int before = inner.asked.size();
        Caller caller = Caller.of(lock, batch);
        inner.awaitAsked(before + 1);
        return caller;
    }

    private Caller waiting(InventoryChange... batch) {
        return Caller.of(lock, batch).awaitWaitingIn(ReentrantLock.class);
    }

    /** Takes what is free, and does not wait for what is not. */
    private List<Settlement> ifFree(InventoryChange... batch) {
        Thread.currentThread().interrupt();
        List<Settlement> answered = lock.settle(List.of(batch));
        assertThat(Thread.interrupted()).as("it is still interrupted").isTrue();
        return answered;
    }

    @Test
    void whoeverIsAfterTheSameRoomWaits() {
        Caller holding = holding(wants("a", 1));
        Caller waiting = waiting(wants("b", 1));
        Caller givingBack = waiting(givesBack("c", 1));
        Caller withAnother = waiting(wants("d", 2, 1));

        assertThat(inner.batches()).containsExactly(List.of("a"));
        assertThat(lock.waiting()).isEqualTo(3);

        inner.open();
        assertThat(List.of(holding, waiting, givingBack, withAnother))
                .extracting(Caller::settlement)
                .containsExactly(answer("a"), answer("b"), answer("c"), answer("d"));
        assertThat(inner.keys()).containsExactly("a", "b", "c", "d");
        assertThat(lock.waiting()).isZero();
    }

    @Test
    void whoeverGivesARoomBackHasIt() {
        holding(givesBack("a", 1));
        waiting(wants("b", 1));

        assertThat(inner.keys()).containsExactly("a");
    }

    @Test
    void whoeverIsAfterAnotherRoomDoesNotWait() {
        holding(wants("a", 1));
        inside(wants("b", 2));
        inside(wants("c", 3, 4), givesBack("d", 5));

        assertThat(inner.keys()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whoeverIsAfterAnyRoomOfAHotelWaitsForTheOthers() {
        holding(wants("a", HOTEL, anyRoom()));
        waiting(wants("b", HOTEL, anyRoom()));
        inside(wants("c", OTHER_HOTEL, anyRoom()));
        inside(wants("d", 1));

        assertThat(inner.keys()).containsExactly("a", "c", "d");
    }

    @Test
    void itIsFirstComeFirstServed() {
        holding(wants("a", 1));
        List<Caller> waiting = new ArrayList<>();
        for (String key : List.of("b", "c", "d", "e")) {
            waiting.add(waiting(wants(key, 1)));
        }
        inner.open();

        waiting.forEach(Caller::settlement);
        assertThat(inner.keys()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void oneWhoWantsSeveralRoomsWithOneLockHasIt() {
        assertThat(lock.settle(List.of(wants("a", 1, 1 + STRIPES, 1), wants("b", 1))))
                .containsExactly(answer("a"), answer("b"));
        assertThat(ifFree(wants("c", 1))).containsExactly(answer("c"));
    }

    /** Without one order they wait in a circle. */
    @Test
    void manyWhoWantTheSameRoomsInAnyOrderDoNotWaitInACircle() {
        Seed seed = Seed.of("manyWhoWantTheSameRoomsInAnyOrderDoNotWaitInACircle");
        Set<RoomId> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger settled = new AtomicInteger();
        InventoryLock striped = InventoryLock.striped(batch -> {
            List<RoomId> rooms = batch.stream()
                    .flatMap(change -> change.take().stream())
                    .map(demand -> ((Demand.ThisRoom) demand).room().id())
                    .toList();
            rooms.forEach(
                    room -> assertThat(taken.add(room)).as("nobody has it").isTrue());
            Thread.onSpinWait();
            rooms.forEach(taken::remove);
            settled.incrementAndGet();
            return batch.stream().map(change -> answer(change.key().value())).toList();
        });

        Caller.race(8, thread -> {
            Random random = seed.random(thread);
            List<Integer> rooms = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
            for (int n = 0; n < 500; n++) {
                Collections.shuffle(rooms, random);
                InventoryChange first = wants("a", rooms.get(0), rooms.get(1));
                InventoryChange second = wants("b", rooms.get(2));
                assertThat(striped.settle(List.of(first, second))).containsExactly(answer("a"), answer("b"));
            }
            return thread;
        });

        assertThat(settled).as("%s", seed).hasValue(8 * 500);
    }

    @Test
    void whoseDeadlinePassesWhileItWaitsIsTooLateAndNothingIsAsked() {
        Caller holding = holding(wants("a", 2));
        InventoryChange late = wants("b", Deadline.after(Duration.ofMillis(1)), 1, 2, 3);
        InventoryChange later = wants("c", Deadline.after(Duration.ofMillis(2)), 4);

        assertThat(lock.settle(List.of(late, later))).containsExactly(new TooLate(), new TooLate());
        assertThat(inner.keys()).containsExactly("a");

        inner.open();
        holding.settlement();
        assertThat(ifFree(wants("d", 1, 2, 3, 4)))
                .as("all it had was given back")
                .containsExactly(answer("d"));
    }

    @Test
    void aBatchWaitsForTheLastOfItsDeadlines() {
        Caller holding = holding(wants("a", 1));
        Deadline early = Deadline.after(Duration.ofMillis(1));
        Caller waiting = waiting(wants("b", early, 1), wants("c", 1), wants("d", early, 1));
        while (!early.hasPassed()) {
            Thread.onSpinWait();
        }
        inner.open();

        holding.settlement();
        // Whether they are too late is for the lock inside to say.
        assertThat(waiting.settlements()).containsExactly(answer("b"), answer("c"), answer("d"));
    }

    @Test
    void whoIsInterruptedWhileItWaitsIsContendedAndNothingIsAsked() {
        Caller holding = holding(wants("a", 2));
        Caller waiting = waiting(wants("b", 1, 2, 3), wants("c", 4));
        waiting.interrupt();

        assertThat(waiting.answered()).isEqualTo(new Caller.Answered(List.of(new Contended(), new Contended()), true));
        assertThat(inner.keys()).containsExactly("a");

        inner.open();
        holding.settlement();
        assertThat(ifFree(wants("d", 1, 2, 3, 4)))
                .as("all it had was given back")
                .containsExactly(answer("d"));
    }

    @Test
    void whoIsInterruptedBeforeMayHaveWhatIsFree() {
        assertThat(ifFree(wants("a", 1, 2), wants("b", HOTEL, anyRoom()))).containsExactly(answer("a"), answer("b"));
    }

    @Test
    void whoIsInterruptedBeforeDoesNotWait() {
        Caller holding = holding(wants("a", 2));

        assertThat(ifFree(wants("b", 1, 2, 3), wants("c", 4))).containsExactly(new Contended(), new Contended());
        assertThat(inner.keys()).containsExactly("a");

        inner.open();
        holding.settlement();
        assertThat(ifFree(wants("d", 1, 2, 3, 4)))
                .as("all it had was given back")
                .containsExactly(answer("d"));
    }

    @Test
    void ifTheLockInsideThrowsNothingIsHeldAnyMore() {
        IllegalStateException exception = new IllegalStateException("broken");
        StackOverflowError error = new StackOverflowError("broken");
        InventoryChange[] batch = {wants("a", 1, 2), givesBack("b", 3)};

        inner.last = answers -> {
            throw exception;
        };
        assertThatThrownBy(() -> lock.settle(List.of(batch))).isSameAs(exception);
        inner.last = answers -> {
            throw error;
        };
        assertThatThrownBy(() -> lock.settle(List.of(batch))).isSameAs(error);
        inner.last = answers -> answers;

        assertThat(Caller.of(lock, wants("c", 1, 2, 3)).settlement()).isEqualTo(answer("c"));
    }

    @Test
    void nothingIsAskedOfNothing() {
        assertThat(lock.settle(List.of())).isEmpty();
        assertThat(inner.asked).isEmpty();
    }

    @Test
    void whatNeedsNoRoomWaitsForNobody() {
        holding(wants("a", 1), wants("b", HOTEL, anyRoom()));
        inside(wants("c"));

        assertThat(inner.keys()).containsExactly("a", "b", "c");
    }

    @Test
    void aBatchIsAskedForAsAWholeOnTheThreadOfItsCaller() {
        assertThat(lock.settle(List.of(wants("a", 3), wants("b", 1), wants("c", HOTEL, anyRoom()))))
                .isEqualTo(Arrays.asList(answer("a"), answer("b"), answer("c")));
        assertThat(inner.asked)
                .containsExactly(new GatedLock.Asked(List.of("a", "b", "c"), Thread.currentThread(), false));
    }

    @Test
    void closingItClosesTheLockInside() {
        lock.close();

        assertThat(inner.closed).hasValue(1);
    }

    @Test
    void thereMustBeALockInside() {
        assertThatNullPointerException().isThrownBy(() -> InventoryLock.striped(null));
    }
}
