package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strategies tell about themselves and about each change. */
@Timeout(60)
class TallyTest {

    private static final HotelId HOTEL = new HotelId(UUID.randomUUID());

    /** Notes what is noted. */
    private static final class Noted implements Tally {

        final AtomicInteger retries = new AtomicInteger();
        volatile int together;

        @Override
        public void triedAgain() {
            retries.incrementAndGet();
        }

        @Override
        public void settledTogether(int changes) {
            together = changes;
        }
    }

    private static InventoryChange change(String key, Tally tally) {
        return new InventoryChange(
                        new RequestKey(new UserId(new UUID(1, 1)), key),
                        HOTEL,
                        List.of(),
                        List.of(),
                        Deadline.after(Duration.ofMinutes(1)),
                        assignment -> List.of())
                .notedIn(tally);
    }

    /** Answers a change contended so often as its key says, and then refused. */
    private static InventoryLock losing() {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        return batch -> batch.stream()
                .map(change -> change.key().value())
                .<Settlement>map(key ->
                        asked.computeIfAbsent(key, any -> new AtomicInteger()).getAndIncrement() < Integer.parseInt(key)
                                ? new Settlement.Contended()
                                : new Settlement.Refused(new Settlement.Refusal.Closed()))
                .toList();
    }

    @Test
    void eachChangeOfABatchHasItsOwnRetries() {
        List<Noted> noted = List.of(new Noted(), new Noted(), new Noted());
        InventoryLock.retrying(losing())
                .settle(List.of(change("0", noted.get(0)), change("3", noted.get(1)), change("1", noted.get(2))));

        assertThat(noted).extracting(each -> each.retries.get()).containsExactly(0, 3, 1);
    }

    @Test
    void whatAPolicyIsAddedToIsNotedInTheSame() {
        Noted noted = new Noted();
        assertThat(change("0", noted).by(AllocationPolicy.firstFit()).tally()).isSameAs(noted);
    }

    private static Thread begin(InventoryLock lock, InventoryChange change) {
        Thread thread = new Thread(
                () -> lock.settle(List.of(change)), "caller " + change.key().value());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(InventoryLock lock, int callers) {
        while (lock.waiting() != callers) {
            Thread.onSpinWait();
        }
    }

    /** While one is at the lock inside, two more come. */
    private static List<Noted> threeOneAfterAnother(UnaryOperator<InventoryLock> around) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        InventoryLock lock = around.apply(batch -> {
            inside.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return Collections.nCopies(batch.size(), new Settlement.TooLate());
        });
        List<Noted> noted = List.of(new Noted(), new Noted(), new Noted());
        List<Thread> callers = new ArrayList<>();
        assertThat(lock.waiting()).isZero();
        callers.add(begin(lock, change("1", noted.get(0))));
        inside.await();
        assertThat(lock.waiting()).isZero();
        callers.add(begin(lock, change("2", noted.get(1))));
        callers.add(begin(lock, change("3", noted.get(2))));
        awaitWaiting(lock, 2);
        letGo.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(lock.waiting()).isZero();
        return noted;
    }

    @Test
    void whoWaitsInALaneIsCountedAndThenSettledWithTheOthers() throws InterruptedException {
        List<Noted> noted = threeOneAfterAnother(
                inside -> InventoryLock.retrying(new Combining(inside, hotel -> "all", FOREVER, FOREVER)));

        assertThat(noted).extracting(each -> each.together).containsExactly(1, 2, 2);
    }

    /** Nobody overtakes. */
    private static final Duration FOREVER = Duration.ofHours(1);

    @Test
    void aStrategyOfOnesOwnIsCalledByItsClass() {
        InventoryLock lambda = batch -> List.of();
        InventoryLock nameless = new InventoryLock() {
            @Override
            public List<Settlement> settle(List<InventoryChange> batch) {
                return List.of();
            }
        };
        InventoryGuard guard = (tx, batch) -> List.of();

        assertThat(lambda.name()).isEqualTo("custom");
        assertThat(nameless.name()).isEqualTo("custom");
        assertThat(guard.name()).isEqualTo("custom");
        assertThat(Names.of(Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {InventoryLock.class},
                        (proxy, method, args) -> null)))
                .isEqualTo("custom");
        assertThat(new GatedLock().name()).isEqualTo("GatedLock");
        assertThat(lambda.waiting()).isZero();
    }

    @Test
    void aStrategyIsCalledByAllThatItIsMadeOf() {
        assertThat(InventoryLock.retrying(InventoryLock.combining(InventoryLock.striped(new GatedLock())))
                        .name())
                .isEqualTo("retrying(combining(striped(GatedLock)))");
    }
}
