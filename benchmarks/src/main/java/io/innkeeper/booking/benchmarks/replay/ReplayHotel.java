package io.innkeeper.booking.benchmarks.replay;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.PasswordHasher;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.benchmarks.server.BenchmarkServer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.jpa.JpaStorage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hotel that a trace is replayed on, in a database of its own.
 *
 * @param user who books everything
 * @param rooms by type, in the order of their numbers
 */
record ReplayHotel(UserId user, Map<String, List<Room>> rooms) {

    private static final Money RATE = Money.of("120", "EUR");

    /** Makes it. */
    static ReplayHotel in(BenchmarkServer.Database database, Map<String, Integer> roomsOfType) {
        try (Innkeeper innkeeper = open(database)) {
            UserId user = innkeeper
                    .accounts()
                    .register(new Registration("ada@example.org", "Ada", "correct horse battery staple"))
                    .id();
            Hotel hotel = innkeeper
                    .hotels()
                    .add(HotelDetails.of("Quinta do Mar", "Lagos", ZoneOffset.UTC, Currency.getInstance("EUR")));
            Map<String, List<Room>> rooms = new HashMap<>();
            roomsOfType.forEach((type, count) -> {
                List<Room> ofType = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    RoomDetails details = new RoomDetails(String.format("%s%04d", type, i), type, 4, RATE);
                    ofType.add(innkeeper.hotels().addRoom(hotel.id(), details));
                }
                rooms.put(type, List.copyOf(ofType));
            });
            return new ReplayHotel(user, Map.copyOf(rooms));
        }
    }

    private static Innkeeper open(BenchmarkServer.Database database) {
        return Innkeeper.builder()
                .storage(JpaStorage.connect(database.url(), database.user(), database.password()))
                .passwordHasher(PasswordHasher.pbkdf2(1))
                .build();
    }

    Room room(String type, int number) {
        List<Room> ofType = rooms.get(type);
        if (ofType == null) {
            throw new IllegalArgumentException("no room of type " + type);
        }
        return ofType.get(number);
    }

    /** What is wrong with the inventory: nothing, if all is well. */
    static String findings(BenchmarkServer.Database database) {
        try (Innkeeper innkeeper = open(database)) {
            return String.join(
                    "; ",
                    innkeeper.verifyInventory().findings().stream()
                            .map(String::valueOf)
                            .limit(3)
                            .toList());
        }
    }

    /**
     * The nights that are sold.
     *
     * @return each as {@code type/number/night}, sorted
     */
    Set<String> nights(BenchmarkServer.Database database) throws SQLException {
        Set<String> nights = new TreeSet<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select r.type, r.number, cast(n.night as char)"
                        + " from room_night n join room r on r.id = n.room_id")) {
            while (rows.next()) {
                String type = rows.getString(1);
                int number = Integer.parseInt(rows.getString(2).substring(type.length()));
                nights.add(type + '/' + number + '/' + rows.getString(3));
            }
        }
        return nights;
    }
}
