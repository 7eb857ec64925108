package io.innkeeper.booking.internal;

import static io.innkeeper.booking.reservation.BookingStatus.BLOCKED;
import static io.innkeeper.booking.reservation.BookingStatus.CANCELLED;
import static io.innkeeper.booking.reservation.BookingStatus.CHECKED_IN;
import static io.innkeeper.booking.reservation.BookingStatus.CHECKED_OUT;
import static io.innkeeper.booking.reservation.BookingStatus.CONFIRMED;
import static io.innkeeper.booking.reservation.BookingStatus.HELD;
import static io.innkeeper.booking.reservation.BookingStatus.NO_SHOW;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.reservation.Refused;
import io.innkeeper.booking.stay.RuleViolation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done to a booking that is there: the one place that says which status may follow which. */
enum Transition {
    EXTEND(Set.of(HELD), HELD, BookingEvent.Type.EXTENDED, "extended"),
    CONFIRM(Set.of(HELD), CONFIRMED, BookingEvent.Type.CONFIRMED, "confirmed"),
    RELEASE(Set.of(HELD), CANCELLED, BookingEvent.Type.RELEASED, "released"),
    EXPIRE(Set.of(HELD), CANCELLED, BookingEvent.Type.EXPIRED, "ended"),
    /** To the status that it has. */
    CHANGE(Set.of(CONFIRMED, CHECKED_IN), CONFIRMED, BookingEvent.Type.CHANGED, "changed"),
    CANCEL(Set.of(CONFIRMED), CANCELLED, BookingEvent.Type.CANCELLED, "cancelled"),
    CHECK_IN(Set.of(CONFIRMED), CHECKED_IN, BookingEvent.Type.CHECKED_IN, "checked in"),
    CHECK_OUT(Set.of(CHECKED_IN), CHECKED_OUT, BookingEvent.Type.CHECKED_OUT, "checked out"),
    MISS(Set.of(CONFIRMED), NO_SHOW, BookingEvent.Type.NO_SHOW, "a no-show"),
    UNBLOCK(Set.of(BLOCKED), CANCELLED, BookingEvent.Type.UNBLOCKED, "unblocked");

    @SuppressWarnings("ImmutableEnumChecker") // they are all made by Set.of
    private final Set<BookingStatus> from;

    final BookingStatus to;
    final BookingEvent.Type event;

    /** What the booking is, once it is done. */
    final String done;

    Transition(Set<BookingStatus> from, BookingStatus to, BookingEvent.Type event, String done) {
        this.from = from;
        this.to = to;
        this.event = event;
        this.done = done;
    }

    /** Whether it can be done to a booking of this status. */
    boolean isPossibleFrom(BookingStatus status) {
        return from.contains(status);
    }

    /** The answer if the booking is in another status. */
    Refused refused(BookingStatus present) {
        String needed = from.stream()
                .sorted()
                .map(status -> status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining("-or-"));
        return new Refused(List.of(new RuleViolation(
                needed,
                "only a " + needed + " booking can be " + done + "; this one is " + present,
                Map.of("status", present.toString()))));
    }
}
