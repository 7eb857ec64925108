package io.innkeeper.booking.inventory;

import static io.innkeeper.booking.inventory.Caller.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlineTest {

    static List<Duration> longTimes() {
        return List.of(
                Duration.ofDays(365),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void howeverLongTheTimeItsDeadlineIsLaterThanOneThatHasPassed(Duration time) {
        Deadline passed = Deadline.after(Duration.ofSeconds(-1));
        Deadline late = Deadline.after(time);

        assertThat(Deadline.latestOf(List.of(change("a", 1, passed), change("b", 1, late))))
                .isEqualTo(late);
        assertThat(Deadline.latestOf(List.of(change("b", 1, late), change("a", 1, passed))))
                .isEqualTo(late);
        assertThat(late).isGreaterThan(passed);
        assertThat(late.hasPassed()).isFalse();
        assertThat(late.remaining()).isGreaterThan(Duration.ofDays(364));
    }
}
