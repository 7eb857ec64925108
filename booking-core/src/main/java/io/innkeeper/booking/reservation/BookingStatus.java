package io.innkeeper.booking.reservation;

/** Where a booking is in its life. */
public enum BookingStatus {
    /** The nights are kept for the guest until a time that the booking tells; whoever comes after that may take them. */
    HELD,
    /** The nights are the guest's. */
    CONFIRMED,
    /** The guest is in the house. */
    CHECKED_IN,
    /** The guest has left; nothing follows. The booking keeps the nights that the guest was there. */
    CHECKED_OUT,
    /** The nights were given back; nothing follows. */
    CANCELLED,
    /** The guest did not come, and the nights were given back; nothing follows. */
    NO_SHOW,
    /** There is no guest: the nights are kept free of them, as for repairs. */
    BLOCKED;

    /** Whether a booking of this status has its nights: all of them, or, held beyond its time, those that nobody took. */
    public boolean hasNights() {
        return this != CANCELLED && this != NO_SHOW;
    }

    /** Whether nobody else may ever have a night of the booking. */
    public boolean isForGood() {
        return hasNights() && this != HELD;
    }
}
