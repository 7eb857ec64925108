package io.innkeeper.booking.internal;

import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.AccountStore.Attempts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes those who keep failing to log in at one e-mail address wait longer each time. An attempt is counted before the
 * password is looked at, so that many attempts at once gain nothing; the right password clears the count.
 */
final class LoginThrottle {

    private static final int FREE_ATTEMPTS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final int TIDY_EVERY = 256;

    private final AccountStore store;
    private final Clock clock;
    private final AtomicInteger admissions = new AtomicInteger();

    LoginThrottle(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Counts an attempt at an address, or says how long it has to wait. */
    Optional<Duration> admit(String email) {
        byte[] addressHash = Sha256.of(email);
        if (admissions.incrementAndGet() % TIDY_EVERY == 0) {
            store.forgetAttempts(now().minus(MEMORY));
        }
        while (true) {
            Attempts before = store.attempts(addressHash).orElse(null);
            Instant now = now();
            if (before != null && before.retryAt().isAfter(now) && !isFromTheFuture(before, now)) {
                return Optional.of(Duration.between(now, before.retryAt()));
            }
            // Whoever loses the comparison lost it to another attempt that was counted, so this ends.
            if (store.replaceAttempts(addressHash, before, counted(before, now))) {
                return Optional.empty();
            }
        }
    }

    /** Forgets the attempts at an address. */
    void clear(String email) {
        byte[] addressHash = Sha256.of(email);
        Optional<Attempts> counted = store.attempts(addressHash);
        while (counted.isPresent() && !store.replaceAttempts(addressHash, counted.get(), null)) {
            counted = store.attempts(addressHash);
        }
    }

    /** Written by a clock that was, or is, wrong: nobody is to wait for it. */
    private static boolean isFromTheFuture(Attempts attempts, Instant now) {
        return attempts.lastAt().isAfter(now.plus(LONGEST_WAIT));
    }

    private static Attempts counted(@Nullable Attempts before, Instant now) {
        int failures = before == null || before.lastAt().plus(MEMORY).isBefore(now) ? 1 : before.failures() + 1;
        return new Attempts(failures, now, now.plus(waitAfter(failures)));
    }

    /** None at first, then a second, doubled with each failure up to a quarter of an hour. */
    static Duration waitAfter(int failures) {
        if (failures < FREE_ATTEMPTS) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE_ATTEMPTS, 20);
        Duration wait = Duration.ofSeconds(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** To the millisecond, which is what a storage keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
