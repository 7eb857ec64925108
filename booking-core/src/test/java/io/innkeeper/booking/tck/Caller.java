package io.innkeeper.booking.tck;

import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A thread that calls an inventory once, so that a test can look at the call from beside it. */
final class Caller {

    /** How long to look for signs of waiting: a thread that waits for a server shows none. */
    private static final Duration LOOK = Duration.ofMillis(150);

    private final List<InventoryChange> batch;
    private final CompletableFuture<List<Settlement>> answers = new CompletableFuture<>();
    private final Thread thread;
    private boolean returned;
    private boolean interruptedAtReturn;

    private Caller(InventoryLock inventory, List<InventoryChange> batch, boolean interrupted) {
        this.batch = batch;
        this.thread = CallerThreads.of(() -> call(inventory, interrupted), "caller");
    }

    /** Begins a call. */
    static Caller begin(InventoryLock inventory, InventoryChange... batch) {
        return begun(new Caller(inventory, List.of(batch), false));
    }

    /** Begins a call in a thread that is interrupted already. */
    static Caller beginInterrupted(InventoryLock inventory, InventoryChange... batch) {
        return begun(new Caller(inventory, List.of(batch), true));
    }

    private static Caller begun(Caller caller) {
        caller.thread.start();
        return caller;
    }

    private void call(InventoryLock inventory, boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            List<Settlement> given = inventory.settle(batch);
            noteReturn();
            answers.complete(given);
        } catch (Throwable e) {
            noteReturn();
            answers.completeExceptionally(e);
        }
    }

    private synchronized void noteReturn() {
        returned = true;
        interruptedAtReturn = Thread.currentThread().isInterrupted();
    }

    /**
     * Interrupts the thread, unless its call has returned.
     *
     * @return whether it did
     */
    synchronized boolean interrupt() {
        if (!returned) {
            thread.interrupt();
        }
        return !returned;
    }

    /** Whether the call has returned. */
    synchronized boolean returned() {
        return returned;
    }

    /** Whether the thread was interrupted when the call returned. */
    synchronized boolean interruptedAtReturn() {
        return interruptedAtReturn;
    }

    /** Lets callers get as far as they can: until each has its answers or is seen to wait, but not longer than a moment. */
    static void awaitAllWaiting(List<Caller> callers) {
        long end = System.nanoTime() + LOOK.toNanos();
        while (System.nanoTime() < end && !callers.stream().allMatch(Caller::returnedOrWaits)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean returnedOrWaits() {
        Thread.State state = thread.getState();
        return returned()
                || state == Thread.State.WAITING
                || state == Thread.State.TIMED_WAITING
                || state == Thread.State.BLOCKED;
    }

    /**
     * The changes with their answers.
     *
     * @throws AssertionError if the call threw, or does not return within some time
     */
    List<Answer> answers(Duration within) throws InterruptedException {
        try {
            return Answer.of(batch, answers.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new AssertionError("a call of the inventory threw", e.getCause());
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("no answer within " + within.toMillis() + " ms; the caller is at\n"
                    + String.join(
                            "\n",
                            Arrays.stream(thread.getStackTrace())
                                    .map(at -> "    " + at)
                                    .toList()));
            late.addSuppressed(e);
            throw late;
        }
    }

    /** The answers of many, each of which may take that long. */
    static List<Answer> answers(List<Caller> callers, Duration within) throws InterruptedException {
        List<Answer> all = new ArrayList<>();
        long end = System.nanoTime() + within.toNanos();
        for (Caller caller : callers) {
            all.addAll(caller.answers(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        }
        return all;
    }

    @Override
    public String toString() {
        return returned() ? "a caller who was answered " + answers : "a caller who waits";
    }
}
