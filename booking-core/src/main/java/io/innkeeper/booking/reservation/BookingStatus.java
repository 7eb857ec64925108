package io.innkeeper.booking.reservation;

/** Where a booking is in its life. */
public enum BookingStatus {
    /** The nights are kept for the guest until a time that the booking tells; whoever comes after that may take them. */
    HELD,
    /** The nights are the guest's. */
    CONFIRMED,
    /** The nights were given back; nothing follows. */
    CANCELLED
}
