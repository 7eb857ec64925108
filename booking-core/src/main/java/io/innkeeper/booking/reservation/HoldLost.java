package io.innkeeper.booking.reservation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * The hold expired, and the room is not to be had any more: somebody else has taken nights of it, or it was closed. Nothing
 * was written. What the guest has paid is to be given back.
 *
 * @param booking the booking as it is, still a hold; of a group, the first one
 * @param nights the nights that somebody else has, in order; if the room or its hotel is closed, it may be empty
 *     whoever has them
 */
public record HoldLost(Booking booking, List<LocalDate> nights) implements ConfirmOutcome, ExtendOutcome, GroupOutcome {

    /** Checks that the booking is not null, and makes the list unmodifiable. */
    public HoldLost {
        Objects.requireNonNull(booking, "booking");
        nights = List.copyOf(nights);
    }
}
