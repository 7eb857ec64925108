package io.innkeeper.booking.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.innkeeper.booking.account.User;
import io.innkeeper.booking.availability.AvailabilityStore.CityFilter;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.jpa.server.TestServer;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to how this storage searches a city. */
class CitySearchTest {

    private static final LocalDate NIGHT = LocalDate.of(2031, 5, 1);

    /** As long as a type may be. */
    private static final String SUITE = "suite with 2 bathrooms, sauna & a view of the sea.";

    private static TestServer.Database database;
    private static JpaStorage storage;

    @BeforeAll
    static void open() {
        database = TestServer.newDatabase();
        JpaStorage.migrate(database.dataSource());
        storage = JpaStorage.connect(database.url(), database.user(), database.password());
    }

    @AfterAll
    static void close() {
        storage.close();
        database.close();
    }

    private static List<FreeType> free(JpaStorage in, Hotel hotel, Stay stay) {
        return in
                .availability()
                .freeTypes(new CityFilter(SearchKey.of(hotel.details().city()), stay, 1, 0, null, 100))
                .stream()
                .filter(type -> type.hotel().id().equals(hotel.id()))
                .toList();
    }

    private static Hotel hotelWithSuites(int suites) {
        Hotel hotel = Given.hotel(storage);
        for (int i = 1; i <= suites; i++) {
            RoomDetails details = new RoomDetails("suite " + i, SUITE, 2, Money.of(String.valueOf(500 + i), "CHF"));
            storage.hotels().addRooms(List.of(new Room(new RoomId(UUID.randomUUID()), hotel.id(), details, false)));
        }
        return hotel;
    }

    @Test
    void allFreeRoomsOfALargeHotelAreCounted() {
        Hotel hotel = hotelWithSuites(60);
        Given.rooms(storage, hotel, 60);

        assertThat(free(storage, hotel, Stay.of(NIGHT, 1)))
                .containsExactlyInAnyOrder(
                        new FreeType(hotel, SUITE, 60, Money.of("501.00", "CHF")),
                        new FreeType(hotel, "double", 60, Money.of("120.00", "CHF")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 14, 15, 100})
    void aRoomIsFreeIfEachNightIsHoweverLongTheStay(int length) throws SQLException {
        Stay stay = Stay.of(NIGHT, length);
        User user = Given.user(storage);
        Hotel hotel = Given.hotel(storage);
        List<Room> rooms = Given.rooms(storage, hotel, 5);
        try (Connection connection = database.connection()) {
            sell(connection, user, rooms.get(0), stay.arrival(), "null");
            sell(connection, user, rooms.get(1), stay.departure().minusDays(1), "null");
            sell(connection, user, rooms.get(2), stay.arrival(), "utc_timestamp(6) + interval 1 hour");
            sell(connection, user, rooms.get(3), stay.arrival(), "utc_timestamp(6) - interval 1 second");
            sell(connection, user, rooms.get(4), stay.departure(), "null");
            sell(connection, user, rooms.get(4), stay.arrival().minusDays(1), "null");
        }

        assertThat(free(storage, hotel, stay))
                .containsExactly(new FreeType(hotel, "double", 2, Money.of("120.00", "CHF")));
        assertThat(storage.availability().freeRooms(hotel.id(), stay, 1))
                .containsExactlyInAnyOrder(rooms.get(3), rooms.get(4));
    }

    private static void sell(Connection connection, User user, Room room, LocalDate night, String until)
            throws SQLException {
        UUID booking = UUID.randomUUID();
        Given.insertBooking(connection, booking, user, room, Stay.of(night, 1));
        Given.insertNight(connection, booking, room, night, until);
    }
}
