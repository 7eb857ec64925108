package io.innkeeper.booking.stay;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.stay.StayRule.Proposal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StayRuleTest {

    private static final LocalDate TODAY = LocalDate.of(2031, 5, 20);

    private static Proposal proposal(int daysFromToday, int nights, int guests, int capacity) {
        return new Proposal(Stay.of(TODAY.plusDays(daysFromToday), nights), guests, capacity, TODAY);
    }

    @Test
    void nobodyArrivesBeforeToday() {
        assertThat(StayRule.NOT_IN_THE_PAST.refusal(proposal(0, 1, 1, 1))).isEmpty();
        assertThat(StayRule.NOT_IN_THE_PAST.refusal(proposal(1, 1, 1, 1))).isEmpty();
        assertThat(StayRule.NOT_IN_THE_PAST.refusal(proposal(-1, 9, 1, 1)))
                .contains(new RuleViolation(
                        "not-in-the-past",
                        "the arrival 2031-05-19 is before today, 2031-05-20 at the hotel",
                        Map.of("arrival", "2031-05-19", "today", "2031-05-20")));
    }

    @Test
    void nobodyStaysLongerThan366Nights() {
        assertThat(StayRule.NOT_TOO_LONG.refusal(proposal(0, 366, 1, 1))).isEmpty();
        assertThat(StayRule.NOT_TOO_LONG.refusal(proposal(0, 367, 1, 1)))
                .contains(new RuleViolation(
                        "not-too-long",
                        "the stay has 367 nights, which is more than 366",
                        Map.of("nights", "367", "most", "366")));
    }

    @Test
    void theGuestsFitIntoTheRoom() {
        assertThat(StayRule.WITHIN_CAPACITY.refusal(proposal(0, 1, 2, 2))).isEmpty();
        assertThat(StayRule.WITHIN_CAPACITY.refusal(proposal(0, 1, 3, 2)))
                .contains(new RuleViolation(
                        "within-capacity",
                        "there are 3 guests for a room that takes 2",
                        Map.of("guests", "3", "capacity", "2")));
    }

    @Test
    void theStandardRulesAreAllOfThem() {
        assertThat(StayRule.standard())
                .containsExactly(StayRule.NOT_IN_THE_PAST, StayRule.NOT_TOO_LONG, StayRule.WITHIN_CAPACITY);
    }

    @Test
    void aViolationReadsAsNameAndReason() {
        assertThat(StayRule.WITHIN_CAPACITY.refusal(proposal(0, 1, 3, 2)).orElseThrow())
                .hasToString("within-capacity: there are 3 guests for a room that takes 2");
    }
}
