package consumer;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.InvalidRequestException;
import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;

/** Books a room twice in memory and on the server of INNKEEPER_URL, and says what came of it and on which path it is. */
public final class Main {

    private static final String PATH = Innkeeper.class.getModule().isNamed() ? "module path" : "class path";

    public static void main(String[] args) {
        if (Innkeeper.class.getModule().isNamed() != JpaStorage.class.getModule().isNamed()) {
            throw new IllegalStateException("the library is on both paths");
        }
        book("in memory", new MemoryStorage());
        String url = System.getenv("INNKEEPER_URL");
        String user = System.getenv("INNKEEPER_USER");
        String password = System.getenv("INNKEEPER_PASSWORD");
        JpaStorage.migrate(url, user, password);
        book("on MySQL", JpaStorage.connect(url, user, password));
    }

    private static void book(String where, Storage storage) {
        try (Innkeeper innkeeper = Innkeeper.builder().storage(storage).build()) {
            try {
                innkeeper.accounts().register(new Registration("nobody", "", "short"));
                throw new IllegalStateException("an invalid registration was accepted");
            } catch (InvalidRequestException e) {
                System.out.println(where + ", refused: " + e.getMessage());
            }
            String email = UUID.randomUUID() + "@example.org";
            User ada = innkeeper.accounts().register(new Registration(email, "Ada", "correct horse battery staple"));
            Hotel hotel = innkeeper.hotels()
                    .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
            Room room = innkeeper.hotels()
                    .addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
            Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusMonths(1), 3);
            BookingRequest request = BookingRequest.room(ada.id(), room.id(), stay, 2);
            if (!(innkeeper.bookings().book(request) instanceof Booked)
                    || !(innkeeper.bookings().book(request) instanceof Unavailable)) {
                throw new IllegalStateException("not booked exactly once " + where);
            }
            System.out.println(where + ", on the " + PATH + ": booked once, then unavailable");
        }
    }
}
