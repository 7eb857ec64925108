package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.examples.web.page.CalendarFile;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.reservation.BookingStatus;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;

/** When a room is taken, as a calendar file (RFC 5545): whole days, and nothing of who has it. */
final class RoomCalendar {

    private RoomCalendar() {}

    /**
     * A room's calendar.
     *
     * @param days those that it is about: all of them are taken if the room or its hotel is closed
     */
    static String of(Hotel hotel, Room room, Stay days, List<HotelBook.Entry> entries) {
        Calendar calendar = CalendarFile.begin()
                .withProperty(new XProperty("X-WR-CALNAME", hotel.name() + ", room " + room.number()))
                .getFluentTarget();
        if (hotel.closed() || room.closed()) {
            VEvent closed = new VEvent(days.arrival(), days.departure(), "Closed");
            closed.add(new Uid(room.id() + "@innkeeper"));
            calendar.withComponent(closed);
        }
        for (HotelBook.Entry each : entries) {
            VEvent event = new VEvent(each.stay().arrival(), each.stay().departure(), summary(each.status()));
            event.add(new Uid(each.id() + "@innkeeper"));
            calendar.withComponent(event);
        }
        return CalendarFile.text(calendar);
    }

    private static String summary(BookingStatus status) {
        return switch (status) {
            case HELD -> "Held";
            case BLOCKED -> "Closed";
            default -> "Booked";
        };
    }
}
