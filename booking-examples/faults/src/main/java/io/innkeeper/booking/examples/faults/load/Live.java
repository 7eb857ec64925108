package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Bookings that something can still be done with, as far as it has been heard. Safe for use by many threads. */
final class Live {

    private final Map<BookingId, Booking> bookings = new HashMap<>();
    private final List<BookingId> ids = new ArrayList<>();

    synchronized void note(Booking booking) {
        Booking known = bookings.get(booking.id());
        if (known != null && known.version() >= booking.version()) {
            return;
        }
        if (booking.status().hasNights()) {
            if (bookings.put(booking.id(), booking) == null) {
                ids.add(booking.id());
            }
        } else if (bookings.remove(booking.id()) != null) {
            ids.remove(booking.id());
        }
    }

    /** Any of them; null if there is none. */
    synchronized @Nullable Booking any(Random random) {
        return ids.isEmpty() ? null : bookings.get(ids.get(random.nextInt(ids.size())));
    }
}
