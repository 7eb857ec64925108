package io.innkeeper.booking.internal;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.RuleViolation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be done to a booking that is there: the one place that says which status may follow which. */
enum Transition {
    EXTEND(BookingStatus.HELD, BookingStatus.HELD, BookingEvent.Type.EXTENDED, "extended"),
    CONFIRM(BookingStatus.HELD, BookingStatus.CONFIRMED, BookingEvent.Type.CONFIRMED, "confirmed"),
    RELEASE(BookingStatus.HELD, BookingStatus.CANCELLED, BookingEvent.Type.RELEASED, "released"),
    CHANGE(BookingStatus.CONFIRMED, BookingStatus.CONFIRMED, BookingEvent.Type.CHANGED, "changed"),
    CANCEL(BookingStatus.CONFIRMED, BookingStatus.CANCELLED, BookingEvent.Type.CANCELLED, "cancelled");

    final BookingStatus from;
    final BookingStatus to;
    final BookingEvent.Type event;

    /** What the booking is, once it is done. */
    final String done;

    Transition(BookingStatus from, BookingStatus to, BookingEvent.Type event, String done) {
        this.from = from;
        this.to = to;
        this.event = event;
        this.done = done;
    }

    /** The answer if the booking is in another status. */
    Refused refused(BookingStatus present) {
        String needed = from.name().toLowerCase(Locale.ROOT);
        return new Refused(List.of(new RuleViolation(
                needed,
                "only a " + needed + " booking can be " + done + "; this one is " + present,
                Map.of("status", present.toString()))));
    }
}
