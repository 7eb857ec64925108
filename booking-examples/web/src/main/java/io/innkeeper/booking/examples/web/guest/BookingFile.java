package io.innkeeper.booking.examples.web.guest;

import io.innkeeper.booking.examples.web.page.CalendarFile;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.reservation.Booking;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Uid;

/** A booking for the guest's own calendar. */
final class BookingFile {

    private BookingFile() {}

    static String of(Booking booking, Hotel hotel) {
        VEvent event = new VEvent(booking.stay().arrival(), booking.stay().departure(), "Stay at " + hotel.name());
        event.add(new Uid(booking.id() + "@innkeeper"));
        event.add(new Sequence(booking.version()));
        event.add(
                new Location(hotel.details().address() + ", " + hotel.details().city()));
        return CalendarFile.text(CalendarFile.begin().withComponent(event).getFluentTarget());
    }
}
