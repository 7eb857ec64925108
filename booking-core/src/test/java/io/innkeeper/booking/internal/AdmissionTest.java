package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.innkeeper.booking.OverloadedException;
import io.innkeeper.booking.event.Operation.Kind;
import io.innkeeper.booking.inventory.AllocationPolicy;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.TooLate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a clock on which one operation takes an hour, so that it does not matter how fast the test runs. */
class AdmissionTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MANY = 100;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7); // the clock may run over
    private final Admission admission = new Admission(nanos::get);

    private void enter(int number) {
        for (int i = 0; i < number; i++) {
            admission.entered();
        }
    }

    private void leave(int number, boolean served) {
        for (int i = 0; i < number; i++) {
            admission.left(served);
        }
    }

    /** One after the other, each of whom takes so long; as many are under way as before. */
    private void doneAfter(Duration... each) {
        for (Duration time : each) {
            nanos.addAndGet(time.toNanos());
            admission.left(true);
            admission.entered();
        }
    }

    private void letsIn(Duration time) {
        assertThatCode(() -> admission.check(Deadline.after(time))).doesNotThrowAnyException();
    }

    private void turnsAway(Duration time) {
        assertThatExceptionOfType(OverloadedException.class)
                .isThrownBy(() -> admission.check(Deadline.after(time)))
                .withNoCause();
    }

    private static Duration hours(int number) {
        return Duration.ofHours(number);
    }

    @Test
    void whoHasTooLittleTimeIsTurnedAwayAndWhoHasEnoughIsNot() {
        enter(MANY);
        doneAfter(HOUR);

        letsIn(hours(Admission.PART * MANY + 1));
        turnsAway(hours(Admission.PART * MANY - 1));
        turnsAway(Duration.ZERO);
        assertThatThrownBy(() -> admission.check(Deadline.after(HOUR)))
                .hasMessageStartingWith("too much is asked for: 100 operations are under way, which takes 360000000 ms,"
                        + " and there were 3")
                .hasMessageEndingWith(" ms for another");
    }

    @Test
    void onceSomeHaveLeftTheNextIsLetIn() {
        enter(MANY);
        doneAfter(HOUR);
        Duration time = hours(Admission.PART * (MANY - 10) + 1);
        turnsAway(time);
        leave(10, true);

        letsIn(time);
    }

    @Test
    void amongFewNobodyIsTurnedAwayHoweverLongItTakes() {
        enter(Admission.FEW - 1);
        doneAfter(HOUR, hours(1_000), HOUR);

        letsIn(Duration.ZERO);
    }

    @Test
    void aRushOfPeopleIsLetInSinceNobodyKnowsWhatCanBeDone() {
        enter(1);
        doneAfter(HOUR, HOUR);
        enter(10_000);
        letsIn(HOUR);
        nanos.addAndGet(hours(1_000).toNanos());
        admission.entered();

        letsIn(HOUR);
    }

    @Test
    void whoWasNotServedSaysNothingOfWhatCanBeDone() {
        enter(MANY);
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            leave(1, false);
            enter(1);
        }
        doneAfter(Duration.ofSeconds(2_600));

        turnsAway(hours(Admission.PART * MANY - 1));
    }

    @Test
    void whatWasKnownIsForgottenWhenTheRushIsOver() {
        enter(MANY);
        doneAfter(HOUR);
        leave(MANY - Admission.FEW + 1, false);
        enter(MANY);

        letsIn(HOUR);
    }

    @Test
    void itIsKnownSoonThatThingsGoFasterOrSlower() {
        enter(MANY);
        doneAfter(hours(100));
        turnsAway(hours(Admission.PART * MANY * 40));
        for (int i = 0; i < 12; i++) {
            doneAfter(HOUR);
        }
        letsIn(hours(Admission.PART * MANY * 2));
        doneAfter(hours(4));
        turnsAway(hours(Admission.PART * MANY * 2));
    }

    @Test
    void aPauseInWhichNothingIsDoneTurnsNobodyAwayWhoWasLetInBefore() {
        enter(MANY);
        doneAfter(HOUR);
        nanos.addAndGet(hours(10_000).toNanos());
        leave(1, false);
        enter(1);

        letsIn(hours(Admission.PART * MANY + 1));
    }

    // At the desk

    private Desk desk() {
        Desk desk = Desk.of(
                new MemoryStorage(),
                RequestValidator.create(),
                Clock.systemUTC(),
                HOUR,
                AllocationPolicy.bestFit(),
                new Announcements(List.of(), Runnable::run));
        return new Desk(
                desk.storage(),
                desk.store(),
                desk.hotels(),
                desk.listings(),
                desk.quotes(),
                desk.settlements(),
                desk.access(),
                desk.validator(),
                desk.clock(),
                admission,
                desk.soldOut(),
                null);
    }

    private static Object asked(Desk desk, Kind kind) {
        return desk.<Object>during(kind, new Course(null), new TooLate(), own -> "done");
    }

    private void crowd() {
        enter(MANY);
        doneAfter(HOUR);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BOOK", "HOLD", "BOOK_GROUP", "HOLD_GROUP"})
    void whoWantsSomethingNewIsTurnedAwayBeforeAnythingIsDone(Kind kind) {
        Desk desk = desk();
        crowd();
        List<String> done = new ArrayList<>();

        assertThatExceptionOfType(OverloadedException.class)
                .isThrownBy(() -> desk.<Object>during(kind, new Course(null), new TooLate(), own -> done.add("done")));
        assertThat(done).isEmpty();
        assertThat(admission.underWay()).isEqualTo(MANY);

        leave(MANY, true);
        assertThat(asked(desk, kind)).isEqualTo("done");
    }

    @Test
    void whoHasABookingAndWhoWorksAtTheHotelHaveTheirTurn() {
        Desk desk = desk();
        crowd();

        assertThat(EnumSet.complementOf(EnumSet.of(Kind.BOOK, Kind.HOLD, Kind.BOOK_GROUP, Kind.HOLD_GROUP)))
                .allSatisfy(kind -> assertThat(asked(desk, kind)).isEqualTo("done"));
    }

    @Test
    void whateverEndsAnOperationItIsNotUnderWayAnyMore() {
        Desk desk = desk();
        for (RuntimeException failure :
                List.of(new IllegalStateException("broken"), new OverloadedException("no connection", null))) {
            assertThatThrownBy(() -> desk.<Object>during(Kind.BOOK, new Course(null), new TooLate(), own -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
        assertThat(asked(desk, Kind.CANCEL)).isEqualTo("done");

        assertThat(admission.underWay()).isZero();
    }

    @Test
    void anOperationMayBePartOfAnotherOne() {
        Desk desk = desk();
        enter(MANY);
        Object answer = desk.<Object>during(Kind.BOOK, new Course(null), new TooLate(), own -> {
            assertThat(admission.underWay()).isEqualTo(MANY + 1);
            return asked(desk, Kind.BOOK);
        });

        assertThat(answer).isEqualTo("done");
        assertThat(admission.underWay()).isEqualTo(MANY);
    }
}
