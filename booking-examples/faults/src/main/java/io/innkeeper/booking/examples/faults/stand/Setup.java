package io.innkeeper.booking.examples.faults.stand;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How guests work with the database.
 *
 * @param guests how many at once
 * @param strategies of how many different ones there are applications
 * @param clocks of how far the clocks of the applications are off, in turn
 * @param eachServer whether each application works on another server of the cluster
 * @param pool how many connections an application has in a pool of its own; null if it leaves them to the library
 * @param answerWithin what the applications want
 * @param longest how long an answer may take; null if that is not looked at
 * @param between how many requests are acknowledged between one fault and the next, at least
 */
public record Setup(
        int guests,
        int strategies,
        List<Duration> clocks,
        boolean eachServer,
        @Nullable Integer pool,
        Duration answerWithin,
        @Nullable Duration longest,
        int between) {

    /** Eight guests of three applications, each of which has another strategy. */
    public static Setup usual() {
        return new Setup(8, 3, List.of(Duration.ZERO), false, null, Duration.ofSeconds(5), null, 30);
    }

    /** The same, with fewer requests between one fault and the next. */
    public Setup inQuickSuccession() {
        return new Setup(guests, strategies, clocks, eachServer, pool, answerWithin, longest, 5);
    }

    /** The same, by clocks that are off. */
    public Setup withClocks(Duration... off) {
        return new Setup(guests, strategies, List.of(off), eachServer, pool, answerWithin, longest, between);
    }

    /** The same, each application on another server. */
    public Setup onEachServer() {
        return new Setup(guests, strategies, clocks, true, pool, answerWithin, longest, between);
    }

    /** The same, and no answer may take longer than this. */
    public Setup answeredWithin(Duration atLatest) {
        return new Setup(guests, strategies, clocks, eachServer, pool, answerWithin, atLatest, between);
    }

    /** One guest of one application that has a pool of its own, who is to be answered in time. */
    public Setup oneGuest(Duration within, Duration atLatest) {
        return new Setup(1, 1, clocks, eachServer, 10, within, atLatest, 5);
    }
}
