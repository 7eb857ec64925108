package io.innkeeper.booking.examples.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.JpaStorage;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.reservation.Booked;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class BooksTest {

    @Test
    void nightsThatSeveralLiveBookingsHaveAreSoldTwice() throws Exception {
        try (TestServer.Database database = TestServer.newDatabase()) {
            JpaStorage.migrate(database.dataSource());
            try (Innkeeper innkeeper = Innkeeper.builder()
                            .storage(JpaStorage.open(database.dataSource()))
                            .build();
                    Books books = new Books(database.url(), database.user(), database.password())) {
                HotelId hotel = bookedForFiveNights(innkeeper);

                assertThat(books.bookings(hotel)).isEqualTo(1);
                assertThat(books.nightsSold(hotel)).isEqualTo(5);
                assertThat(books.nightsSoldTwice(hotel)).isZero();

                // Two of the nights in one more booking, of them one in a third, and all of them in one that was
                // cancelled.
                String copy = "insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total,"
                        + " currency, status, version) select random_bytes(16), user_id, hotel_id, room_id, %s, %s, guests,"
                        + " total, currency, '%s', version from booking order by id limit 1";
                database.execute(
                        copy.formatted("arrival + interval 3 day", "departure + interval 2 day", "CONFIRMED"),
                        copy.formatted("departure - interval 1 day", "departure", "CONFIRMED"),
                        copy.formatted("arrival", "departure", "CANCELLED"));

                assertThat(books.bookings(hotel)).isEqualTo(3);
                assertThat(books.nightsSold(hotel)).isEqualTo(5);
                assertThat(books.nightsSoldTwice(hotel)).isEqualTo(2);
            }
        }
    }

    private static HotelId bookedForFiveNights(Innkeeper innkeeper) {
        UserId ada = innkeeper
                .accounts()
                .register(new Registration("ada@example.org", "Ada", "seven otters on a lake"))
                .id();
        HotelId hotel = innkeeper
                .hotels()
                .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")))
                .id();
        Room room = innkeeper.hotels().addRoom(hotel, new RoomDetails("12", "double", 2, Money.of("120", "EUR")));
        Stay stay = Stay.of(LocalDate.now(ZoneOffset.UTC).plusDays(30), 5);
        assertThat(innkeeper.bookings().book(BookingRequest.room(ada, room.id(), stay, 1)))
                .isInstanceOf(Booked.class);
        return hotel;
    }
}
