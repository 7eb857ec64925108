package io.innkeeper.booking.stay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.tck.Seed;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StayTest {

    private static final LocalDate MAY_1 = LocalDate.of(2031, Month.MAY, 1);
    private static final LocalDate LAST = LocalDate.of(9999, Month.DECEMBER, 31);

    @Test
    void theNightsAreFromArrivalToTheDayBeforeDeparture() {
        Stay stay = new Stay(MAY_1, MAY_1.plusDays(3));

        assertThat(stay.nights()).containsExactly(MAY_1, MAY_1.plusDays(1), MAY_1.plusDays(2));
        assertThat(stay.length()).isEqualTo(3);
        assertThat(stay).hasToString("2031-05-01..2031-05-04").isEqualTo(Stay.of(MAY_1, 3));
    }

    @Test
    void februaryHasTheNightsThatItHas() {
        assertThat(new Stay(LocalDate.of(2032, 2, 28), LocalDate.of(2032, 3, 1)).length())
                .isEqualTo(2);
        assertThat(new Stay(LocalDate.of(2031, 2, 28), LocalDate.of(2031, 3, 1)).length())
                .isEqualTo(1);
    }

    @Test
    void aStayHasANight() {
        assertRefused("stay.departure", () -> new Stay(MAY_1, MAY_1));
        assertRefused("stay.departure", () -> new Stay(MAY_1, MAY_1.minusDays(1)));
        assertRefused("stay.nights", () -> Stay.of(MAY_1, 0));
        assertRefused("stay.nights", () -> Stay.of(MAY_1, Integer.MIN_VALUE));
    }

    @Test
    void datesAreInTheYears1To9999() {
        assertThat(new Stay(LocalDate.of(1, 1, 1), LAST).length()).isEqualTo(3_652_058);
        assertThat(Stay.of(LAST.minusDays(1), 1).departure()).isEqualTo(LAST);

        assertRefused("stay.arrival", () -> new Stay(LocalDate.of(0, 12, 31), MAY_1));
        assertRefused("stay.departure", () -> Stay.of(LAST, 1));
        assertRefused("stay.departure", () -> Stay.of(MAY_1, Integer.MAX_VALUE));
        assertRefused("stay.arrival", () -> Stay.of(LocalDate.MAX, 1));
        assertRefused("stay.arrival", () -> Stay.of(LocalDate.MIN, 1));
        assertRefused("stay.arrival", () -> new Stay(LocalDate.MIN, LocalDate.MAX));
    }

    @Test
    void nullIsRefused() {
        assertRefused("stay.arrival", () -> new Stay(null, MAY_1));
        assertRefused("stay.departure", () -> new Stay(MAY_1, null));
        assertRefused("stay.arrival", () -> Stay.of(null, 1));
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.violations().get(0).field()).isEqualTo(field));
    }

    @Test
    void staysThatOnlyTouchDoNotOverlap() {
        Stay stay = Stay.of(MAY_1, 3);

        assertThat(stay.overlaps(Stay.of(MAY_1.plusDays(3), 3))).isFalse();
        assertThat(stay.overlaps(Stay.of(MAY_1.minusDays(3), 3))).isFalse();
        assertThat(stay.overlaps(Stay.of(MAY_1.plusDays(2), 1))).isTrue();
        assertThat(stay.overlaps(stay)).isTrue();
    }

    @Test
    void staysOverlapIfTheyHaveANightInCommon() {
        Seed seed = Seed.of("staysOverlapIfTheyHaveANightInCommon");
        Random random = seed.random(0);
        for (int i = 0; i < 1_000; i++) {
            Stay one = randomStay(random);
            Stay other = randomStay(random);
            Set<LocalDate> common = new HashSet<>(one.nights());
            common.retainAll(other.nights());

            assertThat(List.of(one.overlaps(other), other.overlaps(one)))
                    .as("%s and %s; %s", one, other, seed)
                    .containsOnly(!common.isEmpty());
        }
    }

    private static Stay randomStay(Random random) {
        return Stay.of(MAY_1.plusDays(random.nextInt(12)), 1 + random.nextInt(5));
    }
}
