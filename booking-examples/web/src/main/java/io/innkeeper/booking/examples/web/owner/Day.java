package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A day of a hotel.
 *
 * @param date the date
 * @param arrivals who comes, and who was to come before and has not yet
 * @param departures who leaves, and who was to leave before and has not yet
 * @param staying who is in the house and stays
 */
record Day(LocalDate date, Guests arrivals, Guests departures, Guests staying) {

    /**
     * Some guests.
     *
     * @param rows the first of them
     * @param more how many more there are
     */
    record Guests(List<Row> rows, int more) {}

    /**
     * A guest.
     *
     * @param booking the booking
     * @param guest the guest's name
     * @param room the number of the room
     * @param today the date at the hotel
     */
    record Row(Booking booking, String guest, String room, LocalDate today) {

        private boolean is(BookingStatus status) {
            return booking.status() == status;
        }

        private boolean hasBegun() {
            return !booking.stay().arrival().isAfter(today);
        }

        public boolean canCheckIn() {
            return is(BookingStatus.CONFIRMED)
                    && hasBegun()
                    && !booking.stay().departure().isBefore(today);
        }

        public boolean canMiss() {
            return is(BookingStatus.CONFIRMED) && hasBegun();
        }

        public boolean canCancel() {
            return is(BookingStatus.CONFIRMED);
        }

        public boolean canCheckOut() {
            return is(BookingStatus.CHECKED_IN);
        }

        public boolean isLate() {
            return is(BookingStatus.CONFIRMED) && booking.stay().arrival().isBefore(today)
                    || is(BookingStatus.CHECKED_IN)
                            && booking.stay().departure().isBefore(today);
        }

        /** A key for one button: whatever it asks for is done once. */
        public String newKey() {
            return UUID.randomUUID().toString();
        }
    }
}
