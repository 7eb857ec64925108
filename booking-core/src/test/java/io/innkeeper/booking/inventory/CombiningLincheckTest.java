package io.innkeeper.booking.inventory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.inventory.Settlement.Contended;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.inventory.Settlement.Refused;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Looks for an interleaving in which a merge of changes is not as if they had been settled one after another. */
@DisabledForJreRange(min = JRE.JAVA_25, disabledReason = "Lincheck 3.7 stalls in class initialisers of java.time there")
class CombiningLincheckTest {

    @Test
    void theAnswersAreThoseOfSomeOrder() {
        modelChecking()
                .sequentialSpecification(OneAfterAnother.class)
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(50)
                .check(Merged.class);
    }

    @Test
    void theAnswersAreThoseOfSomeOrderOnRealThreads() {
        new StressOptions()
                .sequentialSpecification(OneAfterAnother.class)
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(3)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(500)
                .check(Merged.class);
    }

    @Test
    void whatIsWithdrawnIsNotHandedOnAndNobodyIsLeftBehind() {
        modelChecking()
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(0)
                .iterations(10)
                .invocationsPerIteration(50)
                .check(Interrupted.class);
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .minimizeFailedScenario(false)
                .addGuarantee(forClasses(CombiningLincheckTest::isOfOneThread)
                        .methods(name -> !name.equals("forEach"))
                        .ignore());
    }

    /** What has no state that threads share; and the places, of which there are always enough here. */
    private static boolean isOfOneThread(String name) {
        return name.equals("java.util.concurrent.Semaphore")
                || name.startsWith("java.time.")
                || name.startsWith("java.util.stream.")
                || (name.startsWith("java.util.") && name.indexOf('.', "java.util.".length()) < 0);
    }

    /** Counts who has asked for a hotel before, without a thought for other threads: only one leads at a time. */
    private static final class Counting implements InventoryLock {

        private final Map<HotelId, Integer> asked = new HashMap<>();
        private final List<String> keys = new ArrayList<>();

        @Override
        public List<Settlement> settle(List<InventoryChange> batch) {
            List<Settlement> answers = new ArrayList<>();
            for (InventoryChange change : batch) {
                int before = asked.getOrDefault(change.hotel(), 0);
                asked.put(change.hotel(), before + 1);
                keys.add(change.key().value());
                answers.add(counted(before));
            }
            return answers;
        }
    }

    private static Settlement counted(int before) {
        return new Refused(new Refusal.NightsTaken(List.of(LocalDate.ofEpochDay(before))));
    }

    private static InventoryChange change(int key, int hotel, Duration time) {
        return new InventoryChange(
                new RequestKey(new UserId(new UUID(0, 1)), String.valueOf(key)),
                new HotelId(new UUID(0, hotel)),
                List.of(),
                List.of(),
                Deadline.after(time),
                assignment -> List.of());
    }

    /** What is asked of the hotels, by way of a merge. */
    @Param(name = "hotel", gen = IntGen.class, conf = "1:2")
    public static class Merged {

        private final InventoryLock lock = InventoryLock.combining(new Counting());
        private final AtomicInteger keys = new AtomicInteger();

        @Operation
        public Settlement ask(@Param(name = "hotel") int hotel) {
            return lock.settle(List.of(change(keys.incrementAndGet(), hotel, Duration.ofHours(1))))
                    .get(0);
        }

        @Operation
        public List<Settlement> askForBoth() {
            return lock.settle(List.of(
                    change(keys.incrementAndGet(), 1, Duration.ofHours(1)),
                    change(keys.incrementAndGet(), 2, Duration.ofHours(1))));
        }

        @Operation
        public Settlement askTooLate(@Param(name = "hotel") int hotel) {
            return lock.settle(List.of(change(keys.incrementAndGet(), hotel, Duration.ZERO)))
                    .get(0);
        }
    }

    /** The same, without a merge, for one thread. */
    public static class OneAfterAnother {

        private final int[] asked = new int[3];

        public Settlement ask(int hotel) {
            return counted(asked[hotel]++);
        }

        public List<Settlement> askForBoth() {
            return List.of(ask(1), ask(2));
        }

        public Settlement askTooLate(int hotel) {
            return new TooLate();
        }
    }

    /** Callers that are interrupted, at any point, while they ask. The answers are looked at by {@link #check}. */
    public static class Interrupted {

        private final Counting inner = new Counting();
        private final InventoryLock lock = InventoryLock.combining(inner);
        private final AtomicInteger keys = new AtomicInteger();
        private final AtomicReference<Asking> latest = new AtomicReference<>();
        private final Set<String> answered = new HashSet<>();
        private final Set<String> withdrawn = new HashSet<>();

        /** A thread while it asks; nothing else is to be interrupted. */
        private static final class Asking {

            private final Thread thread = Thread.currentThread();
            private boolean over;
            private boolean interrupted;

            synchronized void interrupt() {
                if (!over) {
                    interrupted = true;
                    thread.interrupt();
                }
            }

            synchronized boolean end() {
                over = true;
                return interrupted;
            }
        }

        @Operation
        public void ask() {
            int key = keys.incrementAndGet();
            Asking asking = new Asking();
            latest.set(asking);
            Settlement settlement =
                    lock.settle(List.of(change(key, 1, Duration.ofHours(1)))).get(0);
            boolean wasInterrupted = asking.end();
            boolean isInterrupted = Thread.interrupted();
            synchronized (this) {
                (settlement instanceof Contended ? withdrawn : answered).add(String.valueOf(key));
            }
            if (wasInterrupted != isInterrupted) {
                throw new IllegalStateException("the interruption was lost, or came from nowhere");
            }
            if (settlement instanceof Contended && !wasInterrupted) {
                throw new IllegalStateException("withdrawn without a reason");
            }
        }

        @Operation
        public void interrupt() {
            Asking asking = latest.get();
            if (asking != null) {
                asking.interrupt();
            }
        }

        @Validate
        public void check() {
            if (inner.keys.size() != answered.size() || !answered.containsAll(inner.keys)) {
                throw new IllegalStateException(
                        "handed on " + inner.keys + ", answered " + answered + ", withdrawn " + withdrawn);
            }
        }
    }
}
