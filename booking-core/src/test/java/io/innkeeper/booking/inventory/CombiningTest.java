package io.innkeeper.booking.inventory;

import static io.innkeeper.booking.inventory.Caller.LONG;
import static io.innkeeper.booking.inventory.Caller.change;
import static io.innkeeper.booking.inventory.Caller.changes;
import static io.innkeeper.booking.inventory.GatedLock.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.inventory.Settlement.Contended;
import io.innkeeper.booking.inventory.Settlement.Failed;
import io.innkeeper.booking.inventory.Settlement.TooLate;
import io.innkeeper.booking.inventory.Settlement.Unknown;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.tck.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CombiningTest {

    private static final int LARGEST_MERGE = 128;
    private static final int PLACES = 4096;

    private final GatedLock inner = new GatedLock();
    /** Which the test may keep busy for as long as it likes. */
    private final InventoryLock lock = new Combining(inner, hotel -> "all", LONG, LONG);

    private final InventoryLock laneForEachHotel = InventoryLock.combining(inner, hotel -> hotel);
    private final InventoryLock impatient = new Combining(inner, hotel -> "all", Duration.ofMillis(1), LONG);

    /** Waits for all places, so it shows that each was given back. */
    @AfterEach
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void close() {
        inner.open();
        lock.close();
        laneForEachHotel.close();
        impatient.close();
    }

    private Caller call(String... keys) {
        return Caller.of(lock, changes(keys));
    }

    private Caller queued(String... keys) {
        return call(keys).awaitWaitingIn(CombiningLane.class);
    }

    private Caller queued(InventoryChange... batch) {
        return Caller.of(lock, batch).awaitWaitingIn(CombiningLane.class);
    }

    /** Somebody whose batch is under way, so that the lane is busy until the test lets it go on. */
    private Caller busyWith(String... keys) {
        inner.shut();
        int before = inner.asked.size();
        Caller busy = call(keys);
        inner.awaitAsked(before + 1);
        return busy;
    }

    private static void awaitPassing(Deadline deadline) {
        while (!deadline.hasPassed()) {
            Thread.onSpinWait();
        }
    }

    private static String[] keys(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    private static List<Settlement> answers(String... keys) {
        return Arrays.stream(keys).map(GatedLock::answer).toList();
    }

    @Test
    void whoIsAloneMakesABatchOfItsOwnOnItsOwnThread() {
        assertThat(lock.settle(changes("a"))).containsExactly(answer("a"));
        assertThat(lock.settle(changes("b", "c"))).containsExactly(answer("b"), answer("c"));

        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(inner.asked).extracting(GatedLock.Asked::thread).containsOnly(Thread.currentThread());
    }

    @Test
    void whatQueuesWhileABatchIsUnderWayIsTheNextBatchInItsOrder() {
        Caller busy = busyWith("a");
        List<Caller> queued = List.of(queued("b"), queued("c", "d"), queued("e"), queued("f", "g", "h"));
        inner.letOneOut();
        inner.awaitAsked(2);

        assertThat(busy.settlements()).containsExactly(answer("a"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "c", "d", "e", "f", "g", "h"));
        assertThat(inner.asked.get(1).thread())
                .as("who was first in the queue leads")
                .isEqualTo(queued.get(0).thread());

        inner.letOneOut();
        assertThat(queued)
                .extracting(Caller::settlements)
                .containsExactly(answers("b"), answers("c", "d"), answers("e"), answers("f", "g", "h"));
        assertThat(inner.asked).hasSize(2);
    }

    @Test
    void aBatchDoesNotGrowOnceItIsUnderWay() {
        busyWith("a");
        Caller next = queued("b");
        inner.letOneOut();
        inner.awaitAsked(2);
        Caller later = queued("c");
        inner.open();

        assertThat(next.settlement()).isEqualTo(answer("b"));
        assertThat(later.settlement()).isEqualTo(answer("c"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void noMoreThan128AreMerged() {
        busyWith("a");
        Caller first = queued(keys("b", 100));
        Caller second = queued(keys("c", 100));
        Caller third = queued(keys("d", 100));
        inner.open();

        assertThat(first.settlements()).containsExactly(answers(keys("b", 100)).toArray(Settlement[]::new));
        assertThat(second.settlements()).containsExactly(answers(keys("c", 100)).toArray(Settlement[]::new));
        assertThat(third.settlements()).containsExactly(answers(keys("d", 100)).toArray(Settlement[]::new));
        assertThat(inner.batches()).extracting(List::size).containsExactly(1, LARGEST_MERGE, LARGEST_MERGE, 44);
        assertThat(inner.keys())
                .containsExactly(Stream.of(new String[] {"a"}, keys("b", 100), keys("c", 100), keys("d", 100))
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }

    @Test
    void twoChangesWithOneKeyAreNeverInOneBatch() {
        busyWith("a");
        Caller first = queued("same", "b");
        Caller second = queued("c", "same");
        Caller third = queued("d");
        Caller fourth = queued("same");
        inner.open();

        assertThat(first.settlements()).isEqualTo(answers("same", "b"));
        assertThat(second.settlements()).isEqualTo(answers("c", "same"));
        assertThat(third.settlements()).isEqualTo(answers("d"));
        assertThat(fourth.settlements()).isEqualTo(answers("same"));
        assertThat(inner.batches())
                .containsExactly(List.of("a"), List.of("same", "b", "c"), List.of("same", "d"), List.of("same"));
    }

    @Test
    void aKeyIsOnlyTheSameOnBehalfOfTheSameAccount() {
        InventoryChange mine = change("same", 1);
        InventoryChange yours = new InventoryChange(
                new RequestKey(new UserId(new UUID(0, 2)), "same"),
                mine.hotel(),
                mine.take(),
                mine.giveBack(),
                mine.deadline(),
                mine.complete());
        busyWith("a");
        queued(mine);
        queued(yours);
        inner.letOneOut();
        inner.awaitAsked(2);

        assertThat(inner.batches().get(1)).containsExactly("same", "same");
    }

    @Test
    void changesOfDifferentHotelsAreMerged() {
        busyWith("a");
        queued(change("b", 1));
        queued(change("c", 2), change("d", 3));
        inner.letOneOut();
        inner.awaitAsked(2);

        assertThat(inner.batches().get(1)).containsExactly("b", "c", "d");
    }

    @Test
    void lanesDoNotWaitForEachOther() {
        inner.shut();
        Caller one = Caller.of(laneForEachHotel, change("a", 1));
        inner.awaitAsked(1);
        Caller two = Caller.of(laneForEachHotel, change("b", 2));
        inner.awaitAsked(2);
        Caller behindOne = Caller.of(laneForEachHotel, change("c", 1)).awaitWaitingIn(CombiningLane.class);
        Caller behindTwo = Caller.of(laneForEachHotel, change("d", 2)).awaitWaitingIn(CombiningLane.class);

        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b"));

        inner.open();
        assertThat(List.of(one, two, behindOne, behindTwo))
                .extracting(Caller::settlement)
                .containsExactly(answer("a"), answer("b"), answer("c"), answer("d"));
        assertThat(inner.batches()).hasSize(4);
    }

    @Test
    void aBatchOverSeveralLanesIsABatchInEachAndTheAnswersKeepTheirPlaces() {
        List<InventoryChange> batch =
                List.of(change("a", 2), change("b", 1), change("c", 2), change("d", 3), change("e", 1));

        assertThat(laneForEachHotel.settle(batch)).isEqualTo(answers("a", "b", "c", "d", "e"));
        assertThat(inner.batches()).containsExactly(List.of("a", "c"), List.of("b", "e"), List.of("d"));
    }

    @Test
    void batchesOverTheSameLanesInAnyOrderDoNotHoldEachOtherUp() {
        Seed seed = Seed.of("batchesOverTheSameLanesInAnyOrderDoNotHoldEachOtherUp");

        Caller.race(8, thread -> {
            Random random = seed.random(thread);
            for (int n = 0; n < 500; n++) {
                List<InventoryChange> batch = new ArrayList<>();
                for (int hotel = 1; hotel <= 4; hotel++) {
                    batch.add(change(thread + "-" + n + "-" + hotel, hotel));
                    batch.add(change(thread + "-" + n + "-" + hotel + "-", hotel));
                }
                Collections.shuffle(batch, random);

                assertThat(laneForEachHotel.settle(batch))
                        .as("%s", seed)
                        .isEqualTo(batch.stream()
                                .map(change -> answer(change.key().value()))
                                .toList());
            }
            return thread;
        });

        assertThat(inner.keys()).hasSize(8 * 500 * 8).doesNotHaveDuplicates();
    }

    @Test
    void aBatchThatTakesLongIsOvertakenByOneOfOtherHotels() {
        inner.shut();
        Caller slow = Caller.of(impatient, change("a", 1));
        inner.awaitAsked(1);
        Caller behind = Caller.of(impatient, change("b", 1)).awaitWaitingIn(CombiningLane.class);
        Caller other = Caller.of(impatient, change("c", 2));
        inner.awaitAsked(2);

        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("c"));

        inner.open();
        assertThat(List.of(slow, behind, other))
                .extracting(Caller::settlement)
                .containsExactly(answer("a"), answer("b"), answer("c"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("c"), List.of("b"));
    }

    @Test
    void whoHasWaitedBehindASlowBatchGoesOnWithItsHotel() {
        inner.shut();
        Caller.of(impatient, change("a", 1));
        inner.awaitAsked(1);
        Caller behind = Caller.of(impatient, change("b", 1), change("c", 2), change("d", 1));
        inner.awaitAsked(2);
        inner.open();

        assertThat(behind.settlements()).isEqualTo(answers("b", "c", "d"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("c"), List.of("b", "d"));
    }

    @Test
    void noMoreThanFourBatchesAreUnderWayInALane() {
        inner.shut();
        for (int hotel = 1; hotel <= 4; hotel++) {
            Caller.of(impatient, change("under way " + hotel, hotel));
            inner.awaitAsked(hotel);
        }
        List<Caller> behind = new ArrayList<>();
        for (int hotel = 5; hotel <= 14; hotel++) {
            behind.add(Caller.of(impatient, change("behind " + hotel, hotel)).awaitWaitingIn(CombiningLane.class));
        }
        inner.letOneOut();
        inner.awaitAsked(5);
        inner.open();

        assertThat(behind).allSatisfy(caller -> assertThat(caller.settlements()).hasSize(1));
        assertThat(inner.batches()).hasSize(5);
        assertThat(inner.batches().get(4)).hasSize(10);
    }

    @Test
    void aHotelThatWasHeldUpIsMergedApart() {
        holdUp(impatient);

        assertThat(impatient.settle(List.of(change("b", 1), change("c", 2), change("d", 1), change("e", 3))))
                .isEqualTo(answers("b", "c", "d", "e"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "d"), List.of("c", "e"));
    }

    @Test
    void aHotelThatWasHeldUpIsMergedWithOthersAgainAfterAWhile() {
        InventoryLock forgetful = new Combining(inner, hotel -> "all", Duration.ofMillis(1), Duration.ZERO);
        holdUp(forgetful);

        assertThat(forgetful.settle(List.of(change("b", 1), change("c", 2)))).isEqualTo(answers("b", "c"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void aHotelWhereSomebodyWasFasterIsNotMergedApart() {
        inner.last = answers -> List.of(new Contended());
        lock.settle(changes("a"));
        inner.last = UnaryOperator.identity();

        assertThat(lock.settle(List.of(change("b", 1), change("c", 2)))).isEqualTo(answers("b", "c"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    /** Change "a" of hotel 1 waits for much longer than a millisecond, in vain. */
    private void holdUp(InventoryLock combining) {
        inner.shut();
        inner.last = answers -> List.of(new Contended());
        Caller held = Caller.of(combining, change("a", 1));
        inner.awaitAsked(1);
        awaitPassing(Deadline.after(Duration.ofMillis(20)));
        inner.open();
        assertThat(held.settlement()).isEqualTo(new Contended());
        inner.last = UnaryOperator.identity();
    }

    @Test
    void aLaneThatHasNoNameIsRefusedBeforeAnythingIsAsked() {
        InventoryLock nameless = InventoryLock.combining(inner, hotel -> hotel.equals(Caller.hotel(1)) ? "one" : null);

        assertThatNullPointerException().isThrownBy(() -> nameless.settle(List.of(change("a", 1), change("b", 2))));
        assertThat(nameless.settle(changes("c"))).containsExactly(answer("c"));
        assertThat(inner.keys()).containsExactly("c");
        nameless.close();
    }

    @Test
    void nothingIsAskedOfNothing() {
        assertThat(lock.settle(List.of())).isEmpty();
        assertThat(inner.asked).isEmpty();

        lock.close();
        assertThat(lock.settle(List.of())).isEmpty();
    }

    @Test
    void whoseDeadlinePassesInTheQueueIsTooLateAndIsNotHandedOn() {
        busyWith("a");
        Caller late = Caller.of(lock, change("late", 1, Deadline.after(Duration.ofMillis(1))));
        Caller next = queued("b");

        assertThat(late.settlement()).isEqualTo(new TooLate());
        inner.open();
        assertThat(next.settlement()).isEqualTo(answer("b"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatIsLateBeforeItsCallerCanSeeToItIsNotHandedOnEither() {
        Deadline deadline = Deadline.after(Duration.ofMillis(1));
        busyWith("a");
        Caller queued = queued(change("b", 1), change("late", 1, deadline), change("c", 1));
        awaitPassing(deadline);
        inner.open();

        assertThat(queued.settlements()).containsExactly(answer("b"), new TooLate(), answer("c"));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void whatIsLateFromTheBeginningIsNotBegun() {
        InventoryChange late = change("late", 1, Deadline.after(Duration.ZERO));

        assertThat(lock.settle(List.of(late))).containsExactly(new TooLate());
        assertThat(lock.settle(List.of(late, change("a", 1)))).containsExactly(new TooLate(), answer("a"));
        assertThat(inner.batches()).containsExactly(List.of("a"));
    }

    @Test
    void whoseDeadlinePassesOnceItWasTakenIsToldWhatBecameOfIt() {
        Duration patience = Duration.ofMillis(50);
        while (true) {
            int before = inner.asked.size();
            busyWith("a");
            queued("b");
            Deadline deadline = Deadline.after(patience);
            Caller taken = Caller.of(lock, change("taken", 1, deadline));
            while (!taken.isDone() && !taken.isWaitingIn(CombiningLane.class)) {
                Thread.onSpinWait();
            }
            inner.letOneOut();
            inner.awaitAsked(before + 2);
            if (!inner.keys().contains("taken")) {
                // This machine was too slow for it to be taken in time.
                assertThat(taken.settlement()).isEqualTo(new TooLate());
                inner.open();
                patience = patience.multipliedBy(2);
                continue;
            }
            awaitPassing(deadline);
            taken.awaitWaitingForGoodIn(CombiningLane.class);

            assertThat(taken.isDone()).isFalse();
            inner.open();
            assertThat(taken.settlement()).isEqualTo(answer("taken"));
            return;
        }
    }

    @Test
    void whoIsInterruptedInTheQueueIsContendedAndIsNotHandedOn() {
        busyWith("a");
        Caller interrupted = queued("b", "c");
        Caller next = queued("d");
        interrupted.interrupt();

        assertThat(interrupted.answered())
                .isEqualTo(new Caller.Answered(List.of(new Contended(), new Contended()), true));
        inner.open();
        assertThat(next.answered()).isEqualTo(new Caller.Answered(answers("d"), false));
        assertThat(inner.batches()).containsExactly(List.of("a"), List.of("d"));
    }

    @Test
    void whoIsInterruptedOnceItsChangeWasTakenIsToldWhatBecameOfIt() {
        Caller busy = busyWith("a");
        Caller leads = queued("b");
        Caller taken = queued("c");
        inner.letOneOut();
        inner.awaitAsked(2);
        taken.interrupt();
        leads.interrupt();
        // Only who has seen to the interruption waits with the flag cleared.
        while (taken.thread().isInterrupted()) {
            Thread.onSpinWait();
        }
        taken.awaitWaitingForGoodIn(CombiningLane.class);

        assertThat(taken.isDone()).isFalse();
        inner.open();
        assertThat(busy.answered()).isEqualTo(new Caller.Answered(answers("a"), false));
        assertThat(leads.answered()).isEqualTo(new Caller.Answered(answers("b"), true));
        assertThat(taken.answered()).isEqualTo(new Caller.Answered(answers("c"), true));
    }

    /** Whoever queues after this is led by it, once the batch is done. */
    private Caller onAVirtualThreadBehindABatch(String key) {
        busyWith("a");
        return Caller.onAVirtualThread(lock, changes(key)).awaitWaitingIn(CombiningLane.class);
    }

    /** Of a virtual thread that is interrupted the JDK closes the connection, on which there are the changes of others. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadHasAnotherOneLeadForOthersAndLeadsForItselfAlone() {
        Caller leader = onAVirtualThreadBehindABatch("b");
        Caller other = queued("c");
        inner.letOneOut();
        inner.awaitAsked(2);
        leader.interrupt();
        inner.open();

        assertThat(leader.answered()).isEqualTo(new Caller.Answered(List.of(answer("b")), true));
        assertThat(other.settlement()).isEqualTo(answer("c"));
        assertThat(inner.batches().get(1)).containsExactly("b", "c");
        assertThat(inner.asked.get(1).thread().getName()).isEqualTo("innkeeper-merge");

        Caller alone = Caller.onAVirtualThread(lock, changes("d"));
        assertThat(alone.settlement()).isEqualTo(answer("d"));
        assertThat(inner.asked.get(2).thread()).isEqualTo(alone.thread());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void whatIsThrownOnThatThreadIsHandledAsOnAnyOther() {
        Caller leader = onAVirtualThreadBehindABatch("b");
        Caller other = queued("c");
        inner.last = answers -> {
            throw new IllegalStateException("broken");
        };
        inner.open();

        assertThat(List.of(leader, other)).extracting(Caller::settlement).containsOnly(new Unknown());
    }

    @Test
    void whoIsInterruptedBeforeMayHaveWhatIsFreeAndLeadsAsIfItWereNot() {
        Thread.currentThread().interrupt();
        List<Settlement> answered = lock.settle(changes(keys("a", 2 * LARGEST_MERGE)));

        assertThat(Thread.interrupted()).as("it is still interrupted").isTrue();
        assertThat(answered).isEqualTo(answers(keys("a", 2 * LARGEST_MERGE)));
        assertThat(inner.asked)
                .hasSize(2)
                .extracting(GatedLock.Asked::interrupted)
                .containsOnly(false);
    }

    @Test
    void whoIsInterruptedBetweenTwoBatchesLeadsTheSecondAsIfItWereNot() {
        Caller caller = busyWith(keys("a", 2 * LARGEST_MERGE));
        caller.interrupt();
        inner.open();

        assertThat(caller.answered()).isEqualTo(new Caller.Answered(answers(keys("a", 2 * LARGEST_MERGE)), true));
        assertThat(inner.asked)
                .hasSize(2)
                .extracting(GatedLock.Asked::interrupted)
                .containsOnly(false);
    }

    @Test
    void whoIsInterruptedBeforeDoesNotWait() {
        busyWith("a");
        Thread.currentThread().interrupt();
        List<Settlement> answered = lock.settle(changes("b"));

        assertThat(Thread.interrupted()).as("it is still interrupted").isTrue();
        assertThat(answered).containsExactly(new Contended());
        inner.open();
        assertThat(lock.settle(changes("c"))).containsExactly(answer("c"));
        assertThat(inner.keys()).containsExactly("a", "c");
    }

    static List<Arguments> breakages() {
        UnaryOperator<List<Settlement>> throwsException = all -> {
            throw new IllegalStateException("broken");
        };
        UnaryOperator<List<Settlement>> throwsError = all -> {
            throw new OutOfMemoryError("broken");
        };
        UnaryOperator<List<Settlement>> givesNoAnswers = all -> List.of();
        UnaryOperator<List<Settlement>> givesNoList = all -> null;
        UnaryOperator<List<Settlement>> givesNulls = all -> Arrays.asList(new Settlement[all.size()]);
        return List.of(
                Arguments.of("throws an exception", throwsException),
                Arguments.of("throws an error", throwsError),
                Arguments.of("gives no answers", givesNoAnswers),
                Arguments.of("gives no list", givesNoList),
                Arguments.of("gives nulls", givesNulls));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void ifTheLockInsideBreaksEverybodyIsToldAndTheLaneGoesOn(String name, UnaryOperator<List<Settlement>> breakage) {
        busyWith("a");
        List<Caller> queued = List.of(queued("b"), queued("c", "d"), queued("e"));
        inner.last = breakage;
        inner.letOneOut();
        inner.awaitAsked(2);
        Caller next = queued("f");
        inner.letOneOut();
        inner.awaitAsked(3);
        inner.last = UnaryOperator.identity();
        inner.open();

        assertThat(queued).flatExtracting(Caller::settlements).hasSize(4).containsOnly(new Unknown());
        assertThat(next.settlement()).isEqualTo(answer("f"));
        assertThat(lock.settle(changes("g"))).containsExactly(answer("g"));
    }

    /** It cannot even be logged, so it reaches the caller who led, and who has more in the queue. */
    @Test
    void whoeverIsThrownOutByAnExceptionThatHasNoMessageLeavesNothingInTheQueue() {
        inner.shut();
        Caller leads = call(keys("a", 2 * LARGEST_MERGE));
        inner.awaitAsked(1);
        Caller next = queued("b");
        IllegalStateException nameless = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no message");
            }
        };
        inner.last = all -> {
            inner.last = UnaryOperator.identity();
            throw nameless;
        };
        inner.open();

        assertThatThrownBy(leads::answered).hasRootCauseInstanceOf(UnsupportedOperationException.class);
        assertThat(next.settlement()).isEqualTo(answer("b"));
        assertThat(inner.batches()).containsExactly(List.of(keys("a", LARGEST_MERGE)), List.of("b"));
        assertThat(lock.settle(changes("c"))).containsExactly(answer("c"));
    }

    @Test
    void onlyWhoWasGivenNoAnswerIsToldSo() {
        inner.last = all -> all.subList(0, 2);
        List<Settlement> answered = lock.settle(changes("a", "b", "c"));
        assertThat(answered.subList(0, 2)).isEqualTo(answers("a", "b"));
        assertThat(answered.get(2)).isEqualTo(new Unknown());

        inner.last = all -> Arrays.asList(all.get(0), null, all.get(2));
        answered = lock.settle(changes("a", "b", "c"));
        assertThat(answered.get(1)).isEqualTo(new Unknown());
        assertThat(List.of(answered.get(0), answered.get(2))).isEqualTo(answers("a", "c"));
    }

    /** Some withdraw at the very moment at which it is their turn to lead; the patient ones show whether anybody noticed. */
    @Test
    void whoeverWithdrawsLeavesNobodyBehind() {
        Seed seed = Seed.of("whoeverWithdrawsLeavesNobodyBehind");
        int threads = 8;
        CyclicBarrier round = new CyclicBarrier(threads);

        Caller.race(threads, thread -> {
            Random random = seed.random(thread);
            for (int n = 0; n < 2_000; n++) {
                await(round);
                String key = thread + "-" + n;
                if (random.nextInt(3) == 0) {
                    assertThat(lock.settle(changes(key))).as("%s", seed).containsExactly(answer(key));
                } else {
                    assertThat(settleInAHurry(lock, key, random))
                            .as("%s", seed)
                            .isIn(answer(key), new TooLate(), new Contended());
                }
            }
            return thread;
        });
    }

    /** Interrupted, or with hardly any time. */
    private static Settlement settleInAHurry(InventoryLock lock, String key, Random random) {
        boolean interrupted = random.nextBoolean();
        Deadline deadline = Deadline.after(interrupted ? LONG : Duration.ofNanos(random.nextInt(100_000)));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Settlement settlement = lock.settle(List.of(change(key, 1, deadline))).get(0);
        assertThat(Thread.interrupted()).isEqualTo(interrupted);
        return settlement;
    }

    @Test
    void whatIsWithdrawnIsNotHandedOnAndWhatIsHandedOnIsNotWithdrawn() {
        Seed seed = Seed.of("whatIsWithdrawnIsNotHandedOnAndWhatIsHandedOnIsNotWithdrawn");
        int threads = 4;
        int each = 20_000;
        List<String> handedOn = new ArrayList<>(); // only one leads at a time
        InventoryLock combining = InventoryLock.combining(batch -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            List<Settlement> answers = new ArrayList<>();
            for (InventoryChange change : batch) {
                handedOn.add(change.key().value());
                answers.add(answer(change.key().value()));
            }
            return answers;
        });

        List<String> told = new ArrayList<>();
        Caller.race(threads, thread -> {
                    Random random = seed.random(thread);
                    List<String> own = new ArrayList<>();
                    for (int n = 0; n < each; n++) {
                        String key = thread + "-" + n;
                        if (settleInAHurry(combining, key, random).equals(answer(key))) {
                            own.add(key);
                        }
                    }
                    return own;
                })
                .forEach(told::addAll);
        combining.close();

        Collections.sort(handedOn);
        Collections.sort(told);
        assertThat(handedOn).as("what was handed on; %s", seed).isEqualTo(told);
        assertThat(told).as("what was settled; %s", seed).hasSizeBetween(1, threads * each - 1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thereIsRoomFor4096AndWhoComesThenWaitsOutside() {
        inner.shut();
        Caller full = Caller.of(laneForEachHotel, changes(keys("a", PLACES)));
        inner.awaitAsked(1);
        Caller late = Caller.of(laneForEachHotel, change("late", 2, Deadline.after(Duration.ofMillis(1))));
        Caller interrupted =
                Caller.of(laneForEachHotel, change("interrupted", 2)).awaitWaitingIn(Semaphore.class);
        Deadline early = Deadline.after(Duration.ofMillis(1));
        Caller patient = Caller.of(laneForEachHotel, change("early", 2, early), change("patient", 2))
                .awaitWaitingIn(Semaphore.class);
        interrupted.interrupt();

        assertThat(late.settlement()).isEqualTo(new TooLate());
        assertThat(interrupted.answered()).isEqualTo(new Caller.Answered(List.of(new Contended()), true));
        Thread.currentThread().interrupt();
        assertThat(laneForEachHotel.settle(List.of(change("interrupted", 2)))).containsExactly(new Contended());
        assertThat(Thread.interrupted()).as("it is still interrupted").isTrue();
        awaitPassing(early);
        inner.open();
        assertThat(full.settlements()).isEqualTo(answers(keys("a", PLACES)));
        assertThat(patient.settlements()).containsExactly(new TooLate(), answer("patient"));
        assertThat(inner.keys()).hasSize(PLACES + 1).endsWith("patient");
    }

    @Test
    void aBatchMayBeLargerThanTheRoom() {
        assertThat(lock.settle(changes(keys("a", PLACES + 1)))).isEqualTo(answers(keys("a", PLACES + 1)));
    }

    /** Asks for all places without waiting for one, so that one that was given back twice would let the next one in, too. */
    @Test
    void placesAreGivenBackOnceWhateverTheAnswerWas() {
        busyWith("a");
        Caller interrupted = queued("b");
        interrupted.interrupt();
        assertThat(interrupted.settlement()).isEqualTo(new Contended());
        assertThat(lock.settle(List.of(change("c", 1, Deadline.after(Duration.ofMillis(1))))))
                .containsExactly(new TooLate());
        inner.open();
        inner.last = all -> {
            throw new IllegalStateException("broken");
        };
        assertThat(lock.settle(changes("d"))).containsExactly(new Unknown());
        inner.last = UnaryOperator.identity();

        int before = inner.asked.size();
        inner.shut();
        Caller full = Caller.of(lock, changes(keys("e", PLACES)));
        inner.awaitAsked(before + 1);
        assertThat(lock.settle(List.of(change("f", 1, Deadline.after(Duration.ofMillis(1))))))
                .containsExactly(new TooLate());
        Caller.of(lock, change("g", 1)).awaitWaitingIn(Semaphore.class);
        inner.open();
        assertThat(full.settlements()).hasSize(PLACES);
    }

    @Test
    void closingAnswersAllWhoAreThereAndNobodyElse() {
        inner.shut();
        Caller busy = Caller.of(laneForEachHotel, changes(keys("a", PLACES - 1)));
        inner.awaitAsked(1);
        Caller queued = Caller.of(laneForEachHotel, change("b", 1)).awaitWaitingIn(CombiningLane.class);
        Caller outside = Caller.of(laneForEachHotel, change("c", 1)).awaitWaitingIn(Semaphore.class);
        FutureTask<Integer> closing = closing(laneForEachHotel);
        awaitRefusal(laneForEachHotel);

        assertThat(closing.isDone()).isFalse();
        assertThat(inner.closed).hasValue(0);

        inner.open();
        assertThat(busy.settlements()).isEqualTo(answers(keys("a", PLACES - 1)));
        assertThat(queued.settlement()).isEqualTo(answer("b"));
        assertThat(outside.settlement()).isInstanceOf(Failed.class);
        assertThat(timesClosedThen(closing)).isEqualTo(1);
        assertThat(laneForEachHotel.settle(changes("d"))).hasOnlyElementsOfType(Failed.class);
        assertThat(inner.keys()).doesNotContain("c", "d");
    }

    /** Refused at once, although there is no place and those inside take their time. */
    private static void awaitRefusal(InventoryLock lock) {
        Settlement settlement;
        do {
            settlement = lock.settle(List.of(change("late", 2, Deadline.after(Duration.ofMillis(1)))))
                    .get(0);
            assertThat(settlement).isInstanceOfAny(TooLate.class, Failed.class);
        } while (settlement instanceof TooLate);
    }

    @Test
    void whoeverClosesWaitsForThoseInsideAndTheLockInsideIsClosedOnce() {
        Caller busy = busyWith("a");
        List<FutureTask<Integer>> closing = List.of(closing(lock), closing(lock));
        awaitRefusal(lock);
        FutureTask<Integer> another = closing(lock);
        inner.open();

        assertThat(closing).extracting(CombiningTest::timesClosedThen).containsOnly(1);
        assertThat(timesClosedThen(another)).isEqualTo(1);
        assertThat(busy.settlement()).isEqualTo(answer("a"));
        lock.close();
        assertThat(inner.closed).hasValue(1);
    }

    @Test
    void closingAmidTheRushAnswersEverybody() {
        int asking = 4;
        for (int round = 0; round < 200; round++) {
            GatedLock storage = new GatedLock();
            storage.last = answers -> {
                assertThat(storage.closed).hasValue(0);
                return answers;
            };
            InventoryLock combining = InventoryLock.combining(storage, hotel -> hotel);
            List<List<String>> told = Caller.race(asking + 2, thread -> {
                if (thread >= asking) {
                    combining.close();
                    assertThat(storage.closed).hasValue(1);
                    return List.of();
                }
                return toldUntilClosed(combining, thread);
            });

            assertThat(storage.keys())
                    .as("what was handed on")
                    .containsExactlyInAnyOrderElementsOf(
                            told.stream().flatMap(List::stream).toList());
        }
    }

    private static List<String> toldUntilClosed(InventoryLock lock, int thread) {
        List<String> told = new ArrayList<>();
        while (true) {
            String key = thread + "-" + told.size();
            Settlement settlement =
                    lock.settle(List.of(change(key, 1 + told.size() % 2))).get(0);
            if (settlement instanceof Failed) {
                return told;
            }
            assertThat(settlement).isEqualTo(answer(key));
            told.add(key);
        }
    }

    /** Answers how often the lock inside had been closed when it came back. */
    private FutureTask<Integer> closing(InventoryLock closed) {
        FutureTask<Integer> closing = new FutureTask<>(() -> {
            closed.close();
            return inner.closed.get();
        });
        Thread thread = new Thread(closing, "closing");
        thread.setDaemon(true);
        thread.start();
        return closing;
    }

    private static int timesClosedThen(FutureTask<Integer> closing) {
        try {
            return closing.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bothPartsMustBeThere() {
        assertThatNullPointerException().isThrownBy(() -> InventoryLock.combining(null));
        assertThatNullPointerException().isThrownBy(() -> InventoryLock.combining(inner, null));
    }
}
