package io.innkeeper.booking.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.benchmarks.load.Growth.Trend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void aHeapThatKeepsSomethingOfEachBookingGrows() {
        assertThat(trend(20, 60).verdict()).isEqualTo("IT GROWS");
        assertThat(trend(20, 60).bytesOfABooking()).isBetween(19.0, 21.0);
    }

    @Test
    void aHeapThatOnlyFillsItsCachesDoesNot() {
        assertThat(trend(0, 60).verdict()).isEqualTo("no growth");
    }

    @Test
    void fewLooksDecideNothing() {
        assertThat(trend(0, 2).verdict()).isEqualTo("undecided: measure longer");
    }

    /** Looks after 10,000 bookings each, at a heap that fills at first and goes up and down a little. */
    private static Trend trend(int kept, int looks) {
        List<Long> booked = new ArrayList<>();
        List<Long> heap = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            booked.add(10_000L * i);
            heap.add(20_000_000L - (i < looks / 5 ? 15_000_000 : 0) + 10_000L * i * kept + (i % 3) * 20_000L);
        }
        return Trend.of(booked, heap);
    }
}
