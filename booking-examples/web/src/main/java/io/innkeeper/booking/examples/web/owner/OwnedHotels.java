package io.innkeeper.booking.examples.web.owner;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.examples.web.account.SignedIn;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What belongs to whoever is logged in; all else is for them as if it were not there. */
@Component
class OwnedHotels {

    private final Innkeeper innkeeper;

    OwnedHotels(Innkeeper innkeeper) {
        this.innkeeper = innkeeper;
    }

    /** On whose behalf an owner's pages do what they do. */
    static Actor actor(SignedIn me) {
        return Actor.owner(me.user());
    }

    /**
     * A hotel of theirs. The library shows everybody all hotels, so this is where strangers are turned away: every page of a
     * hotel begins here.
     */
    Hotel hotel(SignedIn me, UUID id) {
        HotelId hotel = new HotelId(id);
        return innkeeper
                .hotels()
                .find(hotel)
                .filter(found -> me.user().equals(found.details().owner()))
                .orElseThrow(() -> new NotFoundException("hotel", hotel));
    }

    /** A room of a hotel of theirs. */
    Room room(Hotel hotel, UUID id) {
        RoomId room = new RoomId(id);
        return innkeeper
                .hotels()
                .findRoom(room)
                .filter(found -> found.hotel().equals(hotel.id()))
                .orElseThrow(() -> new NotFoundException("room", room));
    }

    /** A booking or a closure at a hotel of theirs. */
    Booking booking(SignedIn me, Hotel hotel, UUID id) {
        BookingId booking = new BookingId(id);
        return innkeeper
                .bookings()
                .find(actor(me), booking)
                .filter(found -> found.hotel().equals(hotel.id()))
                .orElseThrow(() -> new NotFoundException("booking", booking));
    }
}
