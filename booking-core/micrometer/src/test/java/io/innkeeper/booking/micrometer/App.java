package io.innkeeper.booking.micrometer;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.event.BookingListener;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.memory.MemoryStorage;
import io.innkeeper.booking.reservation.BookingOutcome;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.function.UnaryOperator;

/** An application that is watched, with a room. */
final class App implements AutoCloseable {

    private final LocalDate arrival = LocalDate.now(ZoneOffset.UTC).plusDays(30);

    final Innkeeper innkeeper;
    final User guest;
    final Room room;

    App(BookingListener listener, UnaryOperator<InventoryLock> strategy) {
        innkeeper = Innkeeper.builder()
                .storage(new MemoryStorage(strategy))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .listener(listener)
                .build();
        guest = innkeeper
                .accounts()
                .register(new Registration("ada@example.org", "Ada", "correct horse battery staple"));
        Hotel hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
        room = innkeeper.hotels().addRoom(hotel.id(), new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
    }

    BookingOutcome book() {
        return innkeeper.bookings().book(request(0));
    }

    /** For the room, so many weeks later. */
    BookingRequest request(int weeks) {
        return BookingRequest.room(guest.id(), room.id(), Stay.of(arrival.plusWeeks(weeks), 2), 1);
    }

    @Override
    public void close() {
        innkeeper.close();
    }
}
