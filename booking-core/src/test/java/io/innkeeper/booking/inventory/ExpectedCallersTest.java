package io.innkeeper.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedCallersTest {

    private static final int MOST = 10;
    private static final long BATCH = 2_000_000;

    /** A twentieth of it, by a clock that goes on by one each time that it is asked. */
    private static final long LOOKS = BATCH / 20;

    private int there;
    private int comeWithEachLook;
    private int comeAtOnce;
    private long now;

    private final ExpectedCallers callers = new ExpectedCallers(MOST, () -> there, this::look);

    private long look() {
        there += comeWithEachLook + comeAtOnce;
        comeAtOnce = 0;
        return now++;
    }

    /** How often the clock was looked at, which is not at all if nobody is waited for. */
    private long looks() {
        long before = now;
        callers.await();
        return now - before;
    }

    private void expect(int number) {
        there = 0;
        callers.expect(number, BATCH);
    }

    private void waitInVainAndSkipTwo() {
        for (int batch = 1; batch <= 3; batch++) {
            expect(2);
            looks();
        }
    }

    @Test
    void atFirstNobodyIsExpected() {
        assertThat(looks()).isZero();
    }

    @Test
    void whoIsAloneExpectsNobody() {
        expect(1);
        there = 1;

        assertThat(looks()).isZero();
    }

    @Test
    void whoWasAnsweredAndWhoIsThereIsLetIn() {
        there = 3;
        callers.expect(2, BATCH);
        there = 1;
        comeWithEachLook = 1;

        looks();

        assertThat(there).isEqualTo(5);
    }

    @Test
    void noMoreAreWaitedForThanABatchHas() {
        expect(MOST + 5);
        there = MOST;

        assertThat(looks()).isZero();
    }

    @Test
    void nobodyIsWaitedForLongerThanATwentiethOfTheLastBatch() {
        expect(2);

        assertThat(looks()).isBetween(LOOKS, LOOKS + 2);
    }

    @Test
    void norForLongerThanAMillisecond() {
        callers.expect(2, 3_600_000_000_000L);

        assertThat(looks()).isBetween(1_000_000L, 1_000_002L);
    }

    @Test
    void afterWaitingInVainItIsTriedMoreAndMoreSeldom() {
        for (int skipped : new int[] {2, 4, 8, 16, 32, 64, 64}) {
            expect(2);
            assertThat(looks()).isPositive();
            for (int i = 0; i < skipped; i++) {
                expect(2);
                assertThat(looks()).as("batch %d of %d", i, skipped).isZero();
            }
        }
    }

    @Test
    void oncePeopleComeItIsTriedEveryTimeAgain() {
        waitInVainAndSkipTwo();
        comeWithEachLook = 1;
        for (int i = 0; i < 3; i++) {
            expect(2);
            assertThat(looks()).isBetween(1L, 4L);
        }
        comeWithEachLook = 0;
        waitInVainAndSkipTwo();
        expect(2);

        assertThat(looks()).as("after two that were skipped").isPositive();
    }

    @Test
    void whereMostComeItIsNotInVain() {
        for (int i = 0; i < 5; i++) {
            expect(8);
            there = 3;
            comeAtOnce = 3;

            assertThat(looks()).as("five were missing, and three came").isPositive();
        }
    }

    @Test
    void whereFewComeItIsInVain() {
        expect(8);
        there = 3;
        comeAtOnce = 2;
        looks();
        expect(8);

        assertThat(looks()).as("five were missing, and two came").isZero();
    }
}
