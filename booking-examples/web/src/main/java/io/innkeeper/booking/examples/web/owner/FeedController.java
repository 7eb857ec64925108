package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Calendars of rooms for whoever knows the address, as other sites that sell them and the owner's own calendar. */
@Controller
class FeedController {

    private static final int DAYS_BACK = 30;
    private static final int DAYS_AHEAD = 365;

    private final Innkeeper innkeeper;
    private final RoomFeeds feeds;
    private final HotelBook book;
    private final Clock clock;

    FeedController(Innkeeper innkeeper, RoomFeeds feeds, HotelBook book, Clock clock) {
        this.innkeeper = innkeeper;
        this.feeds = feeds;
        this.book = book;
        this.clock = clock;
    }

    @GetMapping("/feeds/{token}.ics")
    ResponseEntity<String> feed(@PathVariable String token) {
        Room room = feeds.find(token)
                .flatMap(innkeeper.hotels()::findRoom)
                .orElseThrow(() -> new NotFoundException("feed", "of this token"));
        Hotel hotel =
                innkeeper.hotels().find(room.hotel()).orElseThrow(() -> new NotFoundException("hotel", room.hotel()));
        LocalDate today = hotel.today(clock);
        Stay days = new Stay(today.minusDays(DAYS_BACK), today.plusDays(DAYS_AHEAD));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .body(RoomCalendar.of(hotel, room, days, book.of(room, days)));
    }
}
