package io.innkeeper.booking.examples.embedding;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;

/** Two guests, one room, and a transaction of each kind: rolled back, committed, and going on after a refusal. */
public final class Story {

    private static final ZoneId ZONE = ZoneId.of("Europe/Lisbon");

    private final Loyalty loyalty;

    private Story(Loyalty loyalty) {
        this.loyalty = loyalty;
    }

    /** Has a host do it, and says what came of it. */
    public static void tell(Loyalty loyalty) throws Exception {
        new Story(loyalty).tell();
    }

    /** To be a listener of the host's. */
    public static void toldOf(BookingEvent event) {
        System.out.printf("    a listener is told: %s%n", event.type());
    }

    private void tell() throws Exception {
        User ada = guest(loyalty.innkeeper(), "Ada");
        User grace = guest(loyalty.innkeeper(), "Grace");
        loyalty.enrol(ada.id(), 300);
        loyalty.enrol(grace.id(), 300);
        Room room = room(loyalty.innkeeper());
        Stay stay = Stay.of(LocalDate.now(ZONE).plusMonths(1), 2);

        System.out.printf("Ada and Grace have 300 points each, and want a room that costs 200 EUR.%n");
        pay(ada, room, stay, 150);
        pay(ada, room, stay, 200);
        pay(grace, room, stay, 200);
    }

    private void pay(User guest, Room room, Stay stay, int points) throws Exception {
        System.out.printf("%n%s pays with %d points%n", guest.name(), points);
        try {
            Object outcome = loyalty.pay(BookingRequest.room(guest.id(), room.id(), stay, 1), points);
            System.out.printf(
                    "    committed, with the answer %s%n", outcome.getClass().getSimpleName());
        } catch (TooFewPointsException e) {
            System.out.printf("    rolled back: %s%n", e.getMessage());
        }
        int bookings = loyalty.innkeeper()
                .bookings()
                .list(guest.id(), 10, null)
                .items()
                .size();
        System.out.printf("    %s has %d points; bookings: %d%n", guest.name(), loyalty.points(guest.id()), bookings);
    }

    /** A new guest. */
    static User guest(Innkeeper innkeeper, String name) {
        String email = "%s-%s@example.org".formatted(name, UUID.randomUUID());
        return innkeeper.accounts().register(new Registration(email, name, "correct horse battery staple"));
    }

    /** A room at 100 EUR a night. */
    static Room room(Innkeeper innkeeper) {
        Hotel hotel =
                innkeeper.hotels().add(HotelDetails.of("Casa do Rio", "Lisboa", ZONE, Currency.getInstance("EUR")));
        return innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("100", "EUR")));
    }
}
