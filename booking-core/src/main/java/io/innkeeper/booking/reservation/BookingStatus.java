package io.innkeeper.booking.reservation;

/** Where a booking is in its life. */
public enum BookingStatus {
    /** The nights are the guest's. */
    CONFIRMED,
    /** The nights were given back; nothing follows. */
    CANCELLED
}
