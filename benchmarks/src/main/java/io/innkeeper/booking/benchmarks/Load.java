package io.innkeeper.booking.benchmarks;

import io.innkeeper.booking.benchmarks.contender.Supply;
import io.innkeeper.booking.benchmarks.contender.Wish;
import java.util.Random;
import java.util.function.IntSupplier;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * Who wants what. Arrivals are spread evenly over the nights on sale, which are so many that no hotel fills up while it is
 * measured.
 */
public enum Load {
    /** One room, for which there is a time of 400,000 nights; who books it is in the way of all others. */
    HOT_ROOM(1, 1, 400_000),
    /** Any room of one hotel with 200. */
    HOT_HOTEL(1, 200, 4_000),
    /** Any room of one of 100 hotels with 20 each, all of them as likely. */
    MANY_UNIFORM(100, 20, 4_000),
    /** The same hotels, of which few are wanted by many: the likelihood of the k-th is k to the power of -0.99. */
    MANY_ZIPF(100, 20, 4_000);

    private static final double ZIPF_EXPONENT = 0.99;

    private final int hotels;
    private final int rooms;
    private final int horizon;

    Load(int hotels, int rooms, int horizon) {
        this.hotels = hotels;
        this.rooms = rooms;
        this.horizon = horizon;
    }

    /** New empty hotels for one measurement. */
    Supply supply() {
        return Supply.of(hotels, rooms, horizon);
    }

    /**
     * What one caller wants, one wish after another.
     *
     * @param supply what there is
     * @param nights how long each stay is
     * @param seed another one for each caller
     */
    Wishes wishes(Supply supply, int nights, long seed) {
        Random random = new Random(seed);
        ZipfDistribution zipf =
                this == MANY_ZIPF ? new ZipfDistribution(new Well19937c(seed), hotels, ZIPF_EXPONENT) : null;
        IntSupplier hotel = zipf == null ? () -> random.nextInt(hotels) : () -> zipf.sample() - 1;
        return () -> new Wish(
                hotel.getAsInt(),
                this == HOT_ROOM ? 0 : Wish.ANY,
                supply.firstNight().plusDays(random.nextInt(horizon - nights + 1)),
                nights,
                random.nextInt(supply.guests().size()));
    }

    /** Wishes without end. For use by one thread. */
    @FunctionalInterface
    interface Wishes {
        Wish next();
    }
}
