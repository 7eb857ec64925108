package io.innkeeper.booking.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.tck.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final Instant NOW = Instant.parse("2031-05-20T12:00:00Z");

    private final AccountStore store = new MemoryStorage().accounts();
    private final SettableClock clock = new SettableClock(NOW);
    private final LoginThrottle throttle = new LoginThrottle(store, clock);

    @Test
    void theWaitDoublesFromOneSecondToAQuarterOfAnHour() {
        List<Long> seconds = IntStream.rangeClosed(0, 17)
                .mapToObj(failures -> LoginThrottle.waitAfter(failures).toSeconds())
                .toList();

        assertThat(seconds)
                .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L, 900L);
        assertThat(LoginThrottle.waitAfter(1_000_000)).isEqualTo(Duration.ofMinutes(15));
        assertThat(LoginThrottle.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void fiveAttemptsAreFree() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.admit("ada@example.org")).isEmpty();
        }
        assertThat(throttle.admit("ada@example.org")).contains(Duration.ofSeconds(1));
        assertThat(throttle.admit("eve@example.org")).isEmpty();
    }

    @Test
    void whatIsClearedIsFreeAgain() {
        for (int i = 0; i < 6; i++) {
            throttle.admit("ada@example.org");
        }
        throttle.clear("ada@example.org");
        throttle.clear("never@example.org");

        assertThat(throttle.admit("ada@example.org")).isEmpty();
    }

    @Test
    void attemptsOfLongAgoAreTidiedAway() {
        throttle.admit("old@example.org");
        clock.advance(Duration.ofDays(1).plusMillis(1));
        for (int i = 0; i < 256; i++) {
            throttle.admit("new@example.org");
        }

        assertThat(store.attempts(Sha256.of("old@example.org"))).isEmpty();
        assertThat(store.attempts(Sha256.of("new@example.org"))).isPresent();
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOutForLongerThanTheDifference() {
        for (int i = 0; i < 5; i++) {
            throttle.admit("ada@example.org");
        }
        clock.advance(Duration.ofMinutes(-10));

        assertThat(throttle.admit("ada@example.org"))
                .contains(Duration.ofMinutes(10).plusSeconds(1));
    }
}
