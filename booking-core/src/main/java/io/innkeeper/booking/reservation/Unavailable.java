package io.innkeeper.booking.reservation;

import java.time.LocalDate;
import java.util.List;

/**
 * Somebody else has a night that was wanted; nothing was written. Said only of nights that are committed.
 *
 * @param nights the nights that stand in the way, in order: of a given room those that are taken, of any room of a type
 *     those on which every such room is taken. Empty if each night has a free room of the type but no room has them all
 */
public record Unavailable(List<LocalDate> nights)
        implements BookingOutcome, HoldOutcome, ChangeOutcome, GroupOutcome, BlockOutcome, QuoteOutcome {

    /** Makes the list unmodifiable. */
    public Unavailable {
        nights = List.copyOf(nights);
    }
}
