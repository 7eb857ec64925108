package io.innkeeper.booking.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Wish;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadTest {

    private static final int WISHES = 20_000;
    private static final long SEED = 42;

    @ParameterizedTest
    @EnumSource
    void asksOnlyForWhatIsOnSale(Load load) {
        Supply supply = load.supply();
        wishes(load, supply).forEach(wish -> {
            assertThat(wish.nights()).isEqualTo(7);
            assertThat(wish.hotel()).isBetween(0, supply.hotels().size() - 1);
            assertThat(wish.room()).isEqualTo(load == Load.HOT_ROOM ? 0 : Wish.ANY);
            assertThat(wish.arrival()).isAfterOrEqualTo(supply.firstNight());
            assertThat(wish.departure()).isBeforeOrEqualTo(supply.firstNight().plusDays(supply.horizon()));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"MANY_UNIFORM", "MANY_ZIPF"})
    void spreadsWishesOverHotelsAsItSays(Load load) {
        long ofTheFirst =
                wishes(load, load.supply()).filter(wish -> wish.hotel() == 0).count();
        // Of 100 hotels the first has a hundredth, or by Zipf's law 1 / (sum of k to the power of -0.99), which is
        // 0.190.
        double share = load == Load.MANY_ZIPF ? 0.190 : 0.01;
        assertThat((double) ofTheFirst / WISHES).isBetween(0.9 * share - 0.002, 1.1 * share + 0.002);
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheSameAgainWithTheSameSeed(Load load) {
        Supply supply = load.supply();
        assertThat(wishes(load, supply).toList()).isEqualTo(wishes(load, supply).toList());
    }

    private static Stream<Wish> wishes(Load load, Supply supply) {
        return Stream.generate(load.wishes(supply, 7, SEED)::next).limit(WISHES);
    }
}
