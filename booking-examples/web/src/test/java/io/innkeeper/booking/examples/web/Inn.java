package io.innkeeper.booking.examples.web;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A hotel that a test has for itself, with doubles for 120 EUR a night, and what guests do there by their browsers. */
final class Inn {

    /** Two nights, far enough away that cancelling is free. */
    static final Stay STAY = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(40), 2);

    private final Hotel hotel;

    private Inn(Hotel hotel) {
        this.hotel = hotel;
    }

    /** Of nobody, with so many rooms. */
    static Inn at(WebHost host, int rooms) {
        return at(host, rooms, null);
    }

    /** The same, of an owner. */
    static Inn at(WebHost host, int rooms, @Nullable UserId owner) {
        Innkeeper innkeeper = host.bean(Innkeeper.class);
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of(
                                "The Inn", "City " + UUID.randomUUID(), ZoneOffset.UTC, Currency.getInstance("EUR"))
                        .withOwner(owner));
        innkeeper
                .hotels()
                .addRooms(
                        hotel.id(),
                        IntStream.rangeClosed(1, rooms)
                                .mapToObj(number ->
                                        new RoomDetails(String.valueOf(number), "double", 2, Money.of("120", "EUR")))
                                .toList());
        return new Inn(hotel);
    }

    Hotel hotel() {
        return hotel;
    }

    /** How a stay is asked for in an address. */
    static String query(Stay stay) {
        return "arrival=" + stay.arrival() + "&departure=" + stay.departure() + "&guests=2";
    }

    /** Looks at what a double costs for {@link #STAY}. */
    Browser choose(Browser guest) {
        return guest.get("/hotels/" + hotel.id() + "/book?type=double&" + query(STAY));
    }

    /** Holds it, and is at the page of the booking. */
    Browser hold(Browser guest) {
        return done(choose(guest).submit("form[action$=/book]"), 302).follow();
    }

    /** Confirms it as well. */
    Browser book(Browser guest) {
        return done(hold(guest).submit("form[action$=/confirm]"), 302).follow();
    }

    private static Browser done(Browser guest, int status) {
        if (guest.status() != status) {
            throw new IllegalStateException("not " + status + ": " + guest);
        }
        return guest;
    }

    /** The booking whose page a browser shows. */
    static BookingId idOf(Browser guest) {
        return new BookingId(UUID.fromString(guest.address().getPath().split("/")[2]));
    }
}
