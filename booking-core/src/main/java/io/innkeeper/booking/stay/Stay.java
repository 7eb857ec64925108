package io.innkeeper.booking.stay;

import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.input.Given;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The nights from arrival to departure: local dates of the hotel, half-open, so the departure night is free for the next
 * guest. A stay has at least one night. Immutable.
 *
 * @param arrival the first night
 * @param departure the day of leaving, after the last night
 */
public record Stay(LocalDate arrival, LocalDate departure) {

    /** The last year in which there are nights: what a DATE of SQL can hold. */
    public static final int LAST_YEAR = 9999;

    /**
     * Checks that there is a night.
     *
     * @throws InvalidRequestException if the departure is not after the arrival, or a date is outside the years 1 to 9999,
     *     which is what a DATE of SQL can hold
     */
    public Stay {
        Given.notNull("stay.arrival", arrival);
        Given.notNull("stay.departure", departure);
        if (!departure.isAfter(arrival)) {
            throw new InvalidRequestException("stay.departure", "must be after the arrival " + arrival, departure);
        }
        if (arrival.getYear() < 1) {
            throw new InvalidRequestException("stay.arrival", "must be in the years 1 to " + LAST_YEAR, arrival);
        }
        if (departure.getYear() > LAST_YEAR) {
            throw new InvalidRequestException("stay.departure", "must be in the years 1 to " + LAST_YEAR, departure);
        }
    }

    /**
     * So many nights from an arrival on.
     *
     * @throws InvalidRequestException if there is no night, or a date is outside the years 1 to 9999
     */
    public static Stay of(LocalDate arrival, int nights) {
        if (nights < 1) {
            throw new InvalidRequestException("stay.nights", "must be at least 1", nights);
        }
        Given.notNull("stay.arrival", arrival);
        if (arrival.getYear() > LAST_YEAR) {
            throw new InvalidRequestException("stay.arrival", "must be in the years 1 to " + LAST_YEAR, arrival);
        }
        return new Stay(arrival, arrival.plusDays(nights));
    }

    /** The number of nights; at least 1. */
    public int length() {
        return (int) ChronoUnit.DAYS.between(arrival, departure);
    }

    /** The nights, in order. */
    public List<LocalDate> nights() {
        return arrival.datesUntil(departure).toList();
    }

    /** Whether the two have a night in common. */
    public boolean overlaps(Stay other) {
        return arrival.isBefore(other.departure) && other.arrival.isBefore(departure);
    }

    /** The nights that another stay does not have, as at most two stays in order. */
    public List<Stay> without(Stay other) {
        if (!overlaps(other)) {
            return List.of(this);
        }
        List<Stay> rest = new ArrayList<>();
        if (arrival.isBefore(other.arrival)) {
            rest.add(new Stay(arrival, other.arrival));
        }
        if (other.departure.isBefore(departure)) {
            rest.add(new Stay(other.departure, departure));
        }
        return List.copyOf(rest);
    }

    /** Arrival and departure: {@code 2030-05-01..2030-05-04}. */
    @Override
    public String toString() {
        return arrival + ".." + departure;
    }
}
