package io.innkeeper.booking.reservation;

/** Answer to a request about a group. Only {@link GroupDone} and {@link Unknown} may have written. */
public sealed interface GroupOutcome extends Outcome permits GroupDone, Unavailable, HoldLost, GeneralOutcome {}
