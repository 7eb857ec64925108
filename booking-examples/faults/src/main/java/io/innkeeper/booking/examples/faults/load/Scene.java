package io.innkeeper.booking.examples.faults.load;

import io.innkeeper.booking.Innkeeper;
import io.innkeeper.booking.account.Registration;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hotels with few rooms and nights, so that many are after the same ones.
 *
 * @param guests who books
 * @param rooms of each hotel
 */
public record Scene(List<UserId> guests, List<List<Room>> rooms) {

    static final String TYPE = "double";

    private static final int GUESTS = 4;
    private static final int HOTELS = 2;
    private static final int ROOMS = 6;
    private static final int NIGHTS = 30;
    private static final int LONGEST_STAY = 4;

    /** Makes new ones. */
    public static Scene build(Innkeeper innkeeper) {
        List<UserId> guests = Stream.generate(UUID::randomUUID)
                .limit(GUESTS)
                .map(id -> innkeeper
                        .accounts()
                        .register(new Registration("guest-" + id + "@example.org", "Guest", "password of " + id))
                        .id())
                .toList();
        List<List<Room>> rooms = new ArrayList<>();
        for (int i = 0; i < HOTELS; i++) {
            Hotel hotel = innkeeper
                    .hotels()
                    .add(HotelDetails.of("Casa do Rio", "Lisboa", ZoneOffset.UTC, Currency.getInstance("EUR")));
            rooms.add(innkeeper
                    .hotels()
                    .addRooms(
                            hotel.id(),
                            IntStream.rangeClosed(1, ROOMS)
                                    .mapToObj(number ->
                                            new RoomDetails(String.valueOf(number), TYPE, 2, Money.of("120", "EUR")))
                                    .toList()));
        }
        return new Scene(guests, rooms);
    }

    /** As another process is told of it. */
    public String text() {
        return Stream.concat(
                        Stream.of(guests.stream().map(UserId::toString).collect(Collectors.joining(","))),
                        rooms.stream().map(each -> each.get(0).hotel().toString()))
                .collect(Collectors.joining(" "));
    }

    /** The same, in another process. */
    public static Scene of(String text, Innkeeper innkeeper) {
        List<String> parts = List.of(text.split(" "));
        return new Scene(
                Arrays.stream(parts.get(0).split(","))
                        .map(id -> new UserId(UUID.fromString(id)))
                        .toList(),
                parts.stream()
                        .skip(1)
                        .map(id -> innkeeper.hotels().rooms(new HotelId(UUID.fromString(id))))
                        .toList());
    }

    UserId guest(Random random) {
        return any(guests, random);
    }

    Room room(Random random) {
        return any(any(rooms, random), random);
    }

    RoomId otherRoom(HotelId hotel, Random random) {
        List<Room> ofHotel = rooms.stream()
                .filter(each -> each.get(0).hotel().equals(hotel))
                .findFirst()
                .orElseThrow();
        return any(ofHotel, random).id();
    }

    Stay stay(Random random) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC).plusMonths(2);
        return Stay.of(first.plusDays(random.nextInt(NIGHTS)), 1 + random.nextInt(LONGEST_STAY));
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
