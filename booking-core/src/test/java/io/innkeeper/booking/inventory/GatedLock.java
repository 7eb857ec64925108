package io.innkeeper.booking.inventory;

import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands in for the storage: notes what it is asked, answers by the key, and takes as long as the test wants. */
final class GatedLock implements InventoryLock {

    /** What came in, and on which thread. */
    record Asked(List<String> keys, Thread thread, boolean interrupted) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();

    /** What becomes of the answers in the end; may throw. */
    volatile UnaryOperator<List<Settlement>> last = UnaryOperator.identity();

    /** Null while it is open. */
    private volatile @Nullable Semaphore gate;

    /** What a change with this key is answered. */
    static Settlement answer(String key) {
        return new Refused(new Refusal.NightsTaken(List.of(LocalDate.ofEpochDay(key.hashCode()))));
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<String> keys = batch.stream().map(change -> change.key().value()).toList();
        asked.add(new Asked(keys, Thread.currentThread(), Thread.currentThread().isInterrupted()));
        Semaphore shut = gate;
        if (shut != null) {
            shut.acquireUninterruptibly();
        }
        return last.apply(keys.stream().map(GatedLock::answer).toList());
    }

    /** From now on, who comes in stays. */
    void shut() {
        gate = new Semaphore(0);
    }

    /** Lets one out. */
    void letOneOut() {
        Objects.requireNonNull(gate).release();
    }

    /** Lets all out, and whoever comes. */
    void open() {
        Semaphore shut = gate;
        gate = null;
        if (shut != null) {
            shut.release(1_000);
        }
    }

    /** Until so many have come in. */
    void awaitAsked(int times) {
        while (asked.size() < times) {
            Thread.onSpinWait();
        }
    }

    List<List<String>> batches() {
        return asked.stream().map(Asked::keys).toList();
    }

    /** All keys that came in, in that order. */
    List<String> keys() {
        return asked.stream().flatMap(each -> each.keys().stream()).toList();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
