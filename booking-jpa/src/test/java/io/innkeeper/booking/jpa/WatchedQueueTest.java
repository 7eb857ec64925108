package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.event.Operation;
import io.innkeeper.booking.event.OperationEnd;
import io.innkeeper.booking.event.OperationEnd.Result;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those who watch see of bookings that wait for one another, with one transaction of the server. */
@Timeout(120)
class WatchedQueueTest {

    private final Watcher watcher = new Watcher();

    private static final class Watcher implements BookingListener {

        private final Map<Thread, OperationEnd> ends = new ConcurrentHashMap<>();
        private String strategy = "";
        private IntSupplier waiting = () -> 0;

        @Override
        public void happened(BookingEvent event) {}

        @Override
        public Runnable opened(String name, IntSupplier queues) {
            strategy = name;
            waiting = queues;
            return () -> {};
        }

        @Override
        public Consumer<OperationEnd> started(Operation operation) {
            return end -> ends.put(Thread.currentThread(), end);
        }

        void awaitWaiting(int callers) {
            while (waiting.getAsInt() != callers) {
                Thread.onSpinWait();
            }
        }
    }

    /** A booking on a thread of its own, which is known by it. */
    private record Caller(Thread thread, CompletableFuture<BookingOutcome> outcome) {

        static Caller booking(Innkeeper innkeeper, User guest, Room room) {
            CompletableFuture<BookingOutcome> outcome = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    outcome.complete(innkeeper.bookings().book(BookingRequest.room(guest.id(), room.id(), stay(), 1)));
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            return new Caller(thread, outcome);
        }
    }

    private static Stay stay() {
        return Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 2);
    }

    private Innkeeper watched(Storage storage) {
        return Innkeeper.builder()
                .storage(storage)
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .listener(watcher)
                .build();
    }

    private static Storage open(JpaStorageFixture fixture) {
        return fixture.open();
    }

    @Test
    void whatIsMergedEndsForEachCallerByItself() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<InventoryLock, InventoryLock> held = lock -> batch -> {
            begun.countDown();
            await(goOn);
            return lock.settle(batch);
        };
        try (JpaStorageFixture fixture = new JpaStorageFixture(mysql -> InventoryLock.retrying(
                        InventoryLock.combining(held.apply(mysql.direct(mysql.uniqueClaim())))));
                Storage storage = open(fixture);
                Innkeeper innkeeper = watched(storage)) {
            User guest = Given.user(storage);
            Hotel hotel = Given.hotel(storage);
            List<Room> rooms = Given.rooms(storage, hotel, 3);
            assertThat(watcher.strategy).isEqualTo("retrying(combining(custom))");

            Caller first = Caller.booking(innkeeper, guest, rooms.get(0));
            await(begun);
            assertThat(watcher.waiting.getAsInt()).isZero();
            List<Caller> merged = new ArrayList<>();
            for (Room room : List.of(rooms.get(1), rooms.get(2), rooms.get(2))) {
                merged.add(Caller.booking(innkeeper, guest, room));
                watcher.awaitWaiting(merged.size());
            }
            goOn.countDown();

            assertThat(first.outcome().join()).isInstanceOf(Booked.class);
            assertThat(merged.stream().map(caller -> caller.outcome().join()).toList())
                    .hasOnlyElementsOfTypes(Booked.class, Unavailable.class);
            for (Caller caller : merged) {
                join(caller.thread());
                OperationEnd end = watcher.ends.get(caller.thread());
                assertThat(end.result())
                        .isEqualTo(caller.outcome().join() instanceof Booked ? Result.DONE : Result.UNAVAILABLE);
                assertThat(end.together()).isEqualTo(3);
                assertThat(end.hotel()).isEqualTo(hotel.id());
                assertThat(end.retries()).isZero();
            }
            assertThat(merged)
                    .extracting(caller -> watcher.ends.get(caller.thread()).result())
                    .containsExactlyInAnyOrder(Result.DONE, Result.DONE, Result.UNAVAILABLE);
            // Each by its own time: who came first waited longest.
            assertThat(merged)
                    .extracting(caller -> watcher.ends.get(caller.thread()).time())
                    .doesNotHaveDuplicates();
            assertThat(watcher.waiting.getAsInt()).isZero();
        }
    }

    @Test
    void aBookingThatWaitsForATransactionOfAnotherApplicationKeepsOthersInTheQueue() {
        try (JpaStorageFixture fixture = new JpaStorageFixture();
                Storage storage = open(fixture);
                Innkeeper innkeeper = watched(storage)) {
            User guest = Given.user(storage);
            Hotel hotel = Given.hotel(storage);
            List<Room> rooms = Given.rooms(storage, hotel, 3);
            assertThat(watcher.strategy).isEqualTo("retrying(combining(direct(uniqueClaim)))");

            Caller first;
            Caller second;
            Caller third;
            try (var claim = fixture.claimWithoutCommit(rooms.get(0).id(), stay())) {
                first = Caller.booking(innkeeper, guest, rooms.get(0));
                claim.awaitWaiter();
                second = Caller.booking(innkeeper, guest, rooms.get(1));
                third = Caller.booking(innkeeper, guest, rooms.get(2));
                watcher.awaitWaiting(2);
            }

            for (Caller caller : List.of(first, second, third)) {
                assertThat(caller.outcome().join()).isInstanceOf(Booked.class);
                join(caller.thread());
                assertThat(watcher.ends.get(caller.thread()).result()).isEqualTo(Result.DONE);
            }
            assertThat(watcher.waiting.getAsInt()).isZero();
        }
    }

    @Test
    void whoLosesARaceIsSeenToBeTriedAgain() {
        AtomicInteger lost = new AtomicInteger();
        Function<InventoryLock, InventoryLock> losing = lock -> batch -> lost.getAndIncrement() < 3
                ? batch.stream()
                        .<Settlement>map(change -> new Settlement.Contended())
                        .toList()
                : lock.settle(batch);
        try (JpaStorageFixture fixture = new JpaStorageFixture(mysql ->
                        InventoryLock.combining(InventoryLock.retrying(losing.apply(mysql.direct(mysql.rowLock())))));
                Storage storage = open(fixture);
                Innkeeper innkeeper = watched(storage)) {
            User guest = Given.user(storage);
            Room room = Given.room(storage, Given.hotel(storage));

            Caller caller = Caller.booking(innkeeper, guest, room);

            assertThat(caller.outcome().join()).isInstanceOf(Booked.class);
            join(caller.thread());
            assertThat(watcher.ends.get(caller.thread()).retries()).isEqualTo(3);
        }
    }

    @Test
    void everyStrategySaysWhatItIsMadeOf() {
        List<String> names = new ArrayList<>();
        try (JpaStorageFixture fixture = new JpaStorageFixture((mysql, locks) -> {
                    InventoryLock optimistic = mysql.direct(mysql.optimistic());
                    names.add(mysql.direct(mysql.rowLock()).name());
                    names.add(mysql.named(locks, optimistic).name());
                    return optimistic;
                });
                Storage storage = open(fixture)) {
            assertThat(storage.inventory().name()).isEqualTo("direct(optimistic)");
            assertThat(names).containsExactly("direct(rowLock)", "named(direct(optimistic))");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
