package io.innkeeper.booking.examples.strategies;

import java.util.random.RandomGenerator;

/**
 * How large the rush is.
 *
 * @param callers threads that ask at once
 * @param rooms rooms of the hotel
 * @param nights nights that are for sale
 * @param seed where the random numbers of the requests begin
 */
record Size(int callers, int rooms, int nights, long seed) {

    Size {
        if (callers < 1 || rooms < 1 || nights < 1) {
            throw new IllegalArgumentException("callers, rooms and nights must be at least 1");
        }
    }

    /** As the system properties of these names say. */
    static Size given() {
        return new Size(
                Integer.getInteger("callers", 64),
                Integer.getInteger("rooms", 20),
                Integer.getInteger("nights", 20),
                Long.getLong("seed", RandomGenerator.getDefault().nextInt(1_000_000)));
    }
}
