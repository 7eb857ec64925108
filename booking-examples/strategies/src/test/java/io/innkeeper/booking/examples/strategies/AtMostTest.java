package io.innkeeper.booking.examples.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AtMostTest {

    private static final int AT_ONCE = 2;
    private static final Settlement DONE = new Settlement.Settled(List.of());

    private final CountDownLatch full = new CountDownLatch(AT_ONCE);
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** Settles everything, but holds up whoever is in until the test lets go. */
    private List<Settlement> settleSlowly(List<InventoryChange> batch) {
        full.countDown();
        try {
            assertThat(letGo.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Collections.nCopies(batch.size(), DONE);
    }

    private static List<InventoryChange> change(Duration within) {
        return List.of(new InventoryChange(
                new RequestKey(new UserId(UUID.randomUUID()), "key"),
                new HotelId(UUID.randomUUID()),
                List.of(),
                List.of(),
                Deadline.after(within),
                assignment -> List.of()));
    }

    @Test
    @Timeout(60)
    void noMoreAreLetInAtOnceAndWhoeverWaitsInVainIsTooLate() throws Exception {
        InventoryLock lock = new AtMost(AT_ONCE, this::settleSlowly);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<List<Settlement>>> inside = Stream.generate(
                            () -> threads.submit(() -> lock.settle(change(Duration.ofMinutes(1)))))
                    .limit(AT_ONCE)
                    .toList();
            full.await();

            assertThat(lock.settle(change(Duration.ofMillis(50)))).containsExactly(new Settlement.TooLate());
            letGo.countDown();
            for (Future<List<Settlement>> each : inside) {
                assertThat(each.get()).containsExactly(DONE);
            }
            assertThat(lock.settle(change(Duration.ofMinutes(1)))).containsExactly(DONE);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatEndsInAnExceptionGivesItsPlaceBack() {
        IllegalStateException broken = new IllegalStateException("broken");
        InventoryLock lock = new AtMost(1, batch -> {
            throw broken;
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> lock.settle(change(Duration.ofSeconds(1)))).isSameAs(broken);
        }
    }
}
