package io.innkeeper.booking.internal;

import io.innkeeper.booking.account.Actor;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.reservation.Booking;

/** Who may see and change what. What somebody may not see is for them as if it were not there. */
final class Access {

    private final HotelStore hotels;

    Access(HotelStore hotels) {
        this.hotels = hotels;
    }

    /** Whether it is a guest's own booking, or one at a hotel that the actor runs. */
    boolean sees(Actor actor, Booking booking) {
        return actor instanceof UserId guest
                ? booking.user().equals(guest) && booking.guests() > 0
                : runs(actor, booking);
    }

    /** Whether the booking is at a hotel that the actor runs. */
    boolean runs(Actor actor, Booking booking) {
        return seesEveryHotel(actor)
                || hotels.find(booking.hotel())
                        .filter(hotel -> runs(actor, hotel))
                        .isPresent();
    }

    /** Whether the actor may do at the hotel what guests may not: its owner, or who works for the application. */
    static boolean runs(Actor actor, Hotel hotel) {
        return seesEveryHotel(actor)
                || (actor instanceof Actor.Owner owner
                        && owner.account().equals(hotel.details().owner()));
    }

    /** Whether the actor may do everything at every hotel. */
    static boolean seesEveryHotel(Actor actor) {
        return actor instanceof Actor.Staff || actor instanceof Actor.Application;
    }
}
