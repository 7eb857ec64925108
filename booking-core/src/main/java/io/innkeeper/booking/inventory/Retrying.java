package io.innkeeper.booking.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks another lock again about the changes that lost a race. */
final class Retrying implements InventoryLock {

    /** Enough for one lost race with each of a dozen others; a change that loses more often is better told. */
    static final int ATTEMPTS = 12;

    /** About one round trip and a flush to disk: the time after which a winner has committed. */
    private static final long FIRST_WAIT_MICROS = 2_000;

    private static final long LONGEST_WAIT_MICROS = 100_000;

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final InventoryLock lock;

    Retrying(InventoryLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<Settlement> answers = new ArrayList<>(lock.settle(batch));
        for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
            if (contendedInTime(batch, answers).isEmpty() || !pause(attempt)) {
                break;
            }
            List<Integer> again = contendedInTime(batch, answers);
            again.forEach(place -> batch.get(place).tally().triedAgain());
            List<Settlement> newer = askAgain(again.stream().map(batch::get).toList());
            for (int i = 0; i < again.size(); i++) {
                answers.set(again.get(i), newer.get(i));
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            if (answers.get(i) instanceof Settlement.Contended) {
                log.debug("still contended: a change at hotel {}", batch.get(i).hotel());
            }
        }
        return answers;
    }

    /** Others of the batch have been settled by now, and must be told so whatever goes wrong. */
    private List<Settlement> askAgain(List<InventoryChange> changes) {
        try {
            return changes.isEmpty() ? List.of() : lock.settle(changes);
        } catch (RuntimeException | Error e) {
            log.error("it is not known what became of {} changes: the lock inside failed", changes.size(), e);
            return Collections.nCopies(changes.size(), new Settlement.Unknown());
        }
    }

    private static List<Integer> contendedInTime(List<InventoryChange> batch, List<Settlement> answers) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (answers.get(i) instanceof Settlement.Contended
                    && !batch.get(i).deadline().hasPassed()) {
                places.add(i);
            }
        }
        return places;
    }

    /**
     * Waits a random time up to a bound that doubles, so that those who collided once do not collide again ("full jitter",
     * Marc Brooker, "Exponential Backoff And Jitter").
     *
     * @return false if the thread was interrupted
     */
    private static boolean pause(int attempt) {
        long bound = Math.min(LONGEST_WAIT_MICROS, FIRST_WAIT_MICROS << (attempt - 2));
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(bound));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return "retrying(" + lock.name() + ")";
    }

    @Override
    public int waiting() {
        return lock.waiting();
    }

    @Override
    public void close() {
        lock.close();
    }
}
