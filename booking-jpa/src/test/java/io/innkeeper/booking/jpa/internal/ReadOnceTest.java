package io.innkeeper.booking.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReadOnceTest {

    private final AtomicReference<Deadline> deadline = new AtomicReference<>();
    private final ReadOnce<String, String> reading = new ReadOnce<>(deadline::get);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    /** Somebody who has begun to read, and goes on when told to. */
    private FutureTask<String> readerWhoIsAtIt(String found) throws InterruptedException {
        FutureTask<String> reader = start(() -> reading.read("key", key -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (found.isEmpty()) {
                throw new StorageException("no luck", null);
            }
            return found;
        }));
        begun.await();
        return reader;
    }

    @Test
    void oneReadsForAllWhoAskMeanwhile() throws Exception {
        FutureTask<String> first = readerWhoIsAtIt("found");
        AtomicInteger others = new AtomicInteger();
        List<FutureTask<String>> waiting = new ArrayList<>();
        CountDownLatch asking = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            waiting.add(start(() -> {
                asking.countDown();
                return reading.read("key", key -> "read " + others.incrementAndGet());
            }));
        }
        asking.await();
        goOn.countDown();

        assertThat(first.get()).isEqualTo("found");
        for (FutureTask<String> each : waiting) {
            // One who asks when the first has just read it reads it again.
            assertThat(each.get()).matches("found|read \\d+");
        }
    }

    @Test
    void whoFailsFailsForItselfAlone() throws Exception {
        FutureTask<String> first = readerWhoIsAtIt("");
        FutureTask<String> other = start(() -> reading.read("key", key -> "found"));
        goOn.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("no luck");
        assertThat(other.get()).isEqualTo("found");
    }

    @Test
    void nobodyWaitsLongerThanUntilTheirDeadline() throws Exception {
        FutureTask<String> first = readerWhoIsAtIt("found");
        deadline.set(Deadline.after(Duration.ZERO));

        assertThatThrownBy(() -> reading.read("key", key -> "another")).isInstanceOf(OverloadedException.class);
        assertThat(reading.read("other key", key -> "another")).isEqualTo("another");

        goOn.countDown();
        assertThat(first.get()).isEqualTo("found");
    }

    @Test
    void whoIsInterruptedIsBack() throws Exception {
        FutureTask<String> first = readerWhoIsAtIt("found");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> reading.read("key", key -> "another")).isInstanceOf(StorageException.class);
        assertThat(Thread.interrupted()).isTrue();

        goOn.countDown();
        assertThat(first.get()).isEqualTo("found");
    }

    @Test
    void whatWasReadIsReadAgainByWhoAsksLater() {
        assertThat(reading.read("key", key -> "first")).isEqualTo("first");
        assertThat(reading.read("key", key -> "second")).isEqualTo("second");
    }
}
