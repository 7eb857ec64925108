package io.innkeeper.booking.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final LocalDate DAY = LocalDate.of(2030, 1, 1);

    @Test
    void aReservationGetsTheFirstRoomThatIsFreeAllTheTime() {
        Oracle oracle =
                Oracle.of(trace(stay(0, 10, 2, null), stay(1, 11, 2, null), stay(2, 12, 1, null)), Map.of("A", 2));

        assertThat(List.of(oracle.room(0), oracle.room(1), oracle.room(2))).containsExactly(0, 1, 0);
        assertThat(oracle.accepted()).isEqualTo(3);
        assertThat(oracle.nights())
                .containsExactly(
                        "A/0/2030-01-11", "A/0/2030-01-12", "A/0/2030-01-13", "A/1/2030-01-12", "A/1/2030-01-13");
    }

    @Test
    void itIsRefusedIfEachRoomIsSoldOnOneOfItsNights() {
        Oracle oracle =
                Oracle.of(trace(stay(0, 10, 1, null), stay(1, 10, 2, null), stay(2, 10, 3, null)), Map.of("A", 2));

        assertThat(oracle.accepts(2)).isFalse();
        assertThat(oracle.accepted()).isEqualTo(2);
        assertThat(oracle.soldOutNights()).isEqualTo(1);
    }

    @Test
    void whatIsCancelledCanBeHadFromThenOn() {
        Oracle oracle = Oracle.of(
                trace(stay(0, 10, 2, 2), stay(2, 10, 2, null), stay(3, 10, 2, null), stay(4, 10, 2, null)),
                Map.of("A", 1));

        assertThat(List.of(oracle.accepts(0), oracle.accepts(1), oracle.accepts(2), oracle.accepts(3)))
                .as("on the day of the cancellation it comes too late; then the first gets it")
                .containsExactly(true, false, true, false);
    }

    @Test
    void aHotelHasAShareOfThePeakOfThoseWhoDidNotCancel() {
        Trace trace = trace(
                stay(0, 10, 2, null),
                stay(0, 11, 2, null),
                stay(0, 11, 1, null),
                stay(0, 11, 1, null),
                stay(0, 11, 1, 5));

        assertThat(Oracle.rooms(trace, 100)).isEqualTo(Map.of("A", 4));
        assertThat(Oracle.rooms(trace, 50)).isEqualTo(Map.of("A", 2));
        assertThat(Oracle.rooms(trace, 1)).isEqualTo(Map.of("A", 1));
    }

    private static Trace trace(Reservation... reservations) {
        return Trace.of("a test", List.of(reservations));
    }

    private static Reservation stay(int made, int arrival, int nights, @Nullable Integer cancelled) {
        return new Reservation(
                "A",
                DAY.plusDays(made),
                Stay.of(DAY.plusDays(arrival), nights),
                cancelled == null ? null : DAY.plusDays(cancelled));
    }
}
