package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Asks a lock on a thread of its own, so that the test can see how far it has come. */
final class Caller {

    /** No test takes so long. */
    static final Duration LONG = Duration.ofHours(1);

    private final FutureTask<Answered> asking;
    private final Thread thread;

    /** What came back, and whether the thread was interrupted then. */
    record Answered(List<Settlement> settlements, boolean interrupted) {}

    private Caller(InventoryLock lock, List<InventoryChange> batch, Function<Runnable, Thread> threads) {
        asking = new FutureTask<>(
                () -> new Answered(lock.settle(batch), Thread.currentThread().isInterrupted()));
        thread = threads.apply(asking);
    }

    static Caller of(InventoryLock lock, InventoryChange... batch) {
        return of(lock, List.of(batch));
    }

    static Caller of(InventoryLock lock, List<InventoryChange> batch) {
        Caller caller = new Caller(lock, batch, work -> {
            Thread thread = new Thread(work, "caller");
            thread.setDaemon(true);
            return thread;
        });
        caller.thread.start();
        return caller;
    }

    /** On JDK 21 and later. */
    static Caller onAVirtualThread(InventoryLock lock, List<InventoryChange> batch) {
        return new Caller(lock, batch, work -> {
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, work);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no virtual threads", e);
            }
        });
    }

    /** Changes to hotel 1 with these keys, for which there is time. */
    static List<InventoryChange> changes(String... keys) {
        return Arrays.stream(keys).map(key -> change(key, 1)).toList();
    }

    static InventoryChange change(String key, int hotel) {
        return change(key, hotel, Deadline.after(LONG));
    }

    static InventoryChange change(String key, int hotel, Deadline deadline) {
        return new InventoryChange(
                new RequestKey(new UserId(new UUID(0, 1)), key),
                hotel(hotel),
                List.of(),
                List.of(),
                deadline,
                assignment -> List.of());
    }

    static HotelId hotel(int number) {
        return new HotelId(new UUID(0, number));
    }

    Thread thread() {
        return thread;
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isDone() {
        return asking.isDone();
    }

    /**
     * Until the thread is parked by this class or by one inside it.
     *
     * @return this
     */
    Caller awaitWaitingIn(Class<?> place) {
        while (!isWaitingIn(place)) {
            assertThat(thread.isAlive()).as("the caller is waiting").isTrue();
            Thread.onSpinWait();
        }
        return this;
    }

    boolean isWaitingIn(Class<?> place) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getNestHost() == place;
    }

    /** Until the thread is parked by this class, with no limit to it. */
    void awaitWaitingForGoodIn(Class<?> place) {
        while (!isWaitingIn(place) || thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).as("the caller is waiting").isTrue();
            Thread.onSpinWait();
        }
    }

    Answered answered() {
        return get(asking);
    }

    List<Settlement> settlements() {
        return answered().settlements();
    }

    Settlement settlement() {
        assertThat(settlements()).hasSize(1);
        return settlements().get(0);
    }

    /** Runs some threads at the same moment, and waits for all; answers in their order. */
    static <T> List<T> race(int threads, IntFunction<T> runner) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<FutureTask<T>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            FutureTask<T> task = new FutureTask<>(() -> {
                start.await();
                return runner.apply(number);
            });
            Thread thread = new Thread(task, "race");
            thread.setDaemon(true);
            thread.start();
            running.add(task);
        }
        return running.stream().map(Caller::get).toList();
    }

    private static <T> T get(FutureTask<T> task) {
        try {
            return task.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a thread is stuck", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a thread threw " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a thread", e);
        }
    }
}
