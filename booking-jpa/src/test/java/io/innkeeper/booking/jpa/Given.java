package io.innkeeper.booking.jpa;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.User;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.RequestKey;
import io.innkeeper.booking.stay.Stay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Things for tests to work with. */
final class Given {

    private Given() {}

    static User user(Storage storage) {
        UUID id = UUID.randomUUID();
        User user = new User(new UserId(id), id + "@example.com", "Ada", UUID.randomUUID());
        storage.accounts().add(user, "hash");
        return user;
    }

    static Hotel hotel(Storage storage) {
        HotelDetails details = HotelDetails.of("Krone", "Bern", ZoneOffset.UTC, Currency.getInstance("CHF"));
        Hotel hotel = new Hotel(new HotelId(UUID.randomUUID()), details, false);
        storage.hotels().add(hotel);
        return hotel;
    }

    static Room room(Storage storage, Hotel hotel) {
        Room room = new Room(new RoomId(UUID.randomUUID()), hotel.id(), details("1"), false);
        storage.hotels().addRooms(List.of(room));
        return room;
    }

    /** More rooms, in the order of their ids. */
    static List<Room> rooms(Storage storage, Hotel hotel, int number) {
        List<Room> rooms = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            rooms.add(new Room(new RoomId(UUID.randomUUID()), hotel.id(), details("more " + i), false));
        }
        rooms.sort(Comparator.comparing(Room::id));
        storage.hotels().addRooms(rooms);
        return rooms;
    }

    static RoomDetails details(String number) {
        return new RoomDetails(number, "double", 2, Money.of("120.00", "CHF"));
    }

    /** A change that books rooms of one hotel for a stay, each by a booking of its own. */
    static InventoryChange booking(User user, List<Room> rooms, Stay stay) {
        return booking(user, rooms, stay, UUID.randomUUID().toString(), Deadline.after(Duration.ofMinutes(1)));
    }

    static InventoryChange booking(User user, List<Room> rooms, Stay stay, String key, Deadline deadline) {
        RequestKey requestKey = new RequestKey(user.id(), key);
        HotelId hotel = rooms.get(0).hotel();
        List<Demand> demands = rooms.stream()
                .map(room -> (Demand) new Demand.ThisRoom(new BookingId(UUID.randomUUID()), room, stay))
                .toList();
        return new InventoryChange(
                requestKey,
                hotel,
                demands,
                List.of(),
                deadline,
                assignment -> IntStream.range(0, demands.size())
                        .mapToObj(i -> {
                            BookingId id = demands.get(i).booking();
                            Room room = assignment.rooms().get(i);
                            Booking booking =
                                    Booking.of(id, user.id(), hotel, room.id(), stay, 1, room.total(stay), null);
                            return new BookingEvent(UUID.randomUUID(), BookingEvent.Type.BOOKED, booking, user.id());
                        })
                        .toList());
    }

    static void insertBooking(Connection connection, UUID booking, User user, Room room, Stay stay)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into booking (id, user_id, hotel_id, room_id, arrival, departure, guests, total, currency, status,"
                        + " version) values (" + hex(booking) + ", "
                        + hex(user.id().value()) + ", "
                        + hex(room.hotel().value()) + ", " + hex(room.id().value())
                        + ", ?, ?, 1, 120, 'CHF', 'CONFIRMED', 1)")) {
            insert.setString(1, stay.arrival().toString());
            insert.setString(2, stay.departure().toString());
            insert.executeUpdate();
        }
    }

    /** @param expires when, as an expression of SQL */
    static void insertNight(Connection connection, UUID booking, Room room, LocalDate night, String expires)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into room_night (room_id, night, hotel_id, booking_id, expires_at) values ("
                        + hex(room.id().value()) + ", ?, " + hex(room.hotel().value()) + ", " + hex(booking) + ", "
                        + expires + ")")) {
            insert.setString(1, night.toString());
            insert.executeUpdate();
        }
    }

    private static String hex(UUID id) {
        return "x'" + id.toString().replace("-", "") + "'";
    }
}
