package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.Innkeeper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends holds that have expired, and forgets what is old. Nothing depends on it, and each instance may do it. */
@Component
class Housekeeping {

    private static final Duration KEEP_KEYS = Duration.ofDays(7);

    private final Innkeeper innkeeper;

    Housekeeping(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    void tidyUp() {
        innkeeper.tidyUp(KEEP_KEYS);
    }
}
