package io.innkeeper.booking.benchmarks.contender;

import java.time.LocalDate;

/**
 * What a caller wants.
 *
 * @param hotel number of the hotel in the {@link Supply}
 * @param room number of the room in the hotel; {@link #ANY} for whichever is free
 * @param arrival the first night
 * @param nights how many nights, at least 1
 * @param guest number of the guest in the {@link Supply}
 */
public record Wish(int hotel, int room, LocalDate arrival, int nights, int guest) {

    /** Any room will do. */
    public static final int ANY = -1;

    /** Whether any room will do. */
    public boolean anyRoom() {
        return room == ANY;
    }

    /** The day after the last night. */
    public LocalDate departure() {
        return arrival.plusDays(nights);
    }
}
