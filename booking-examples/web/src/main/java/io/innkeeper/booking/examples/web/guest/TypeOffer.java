package io.innkeeper.booking.examples.web.guest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.innkeeper.booking.availability.RoomOffer;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The rooms of one type, which guests choose by.
 *
 * @param type the type
 * @param capacity how many guests the largest of them takes
 * @param rooms how many there are
 * @param lowest what the cheapest of them costs
 */
record TypeOffer(String type, int capacity, int rooms, Money lowest) {

    /** Of free rooms, by what the stay costs; the cheapest type first. */
    static List<TypeOffer> of(List<RoomOffer> offers) {
        return offers.stream()
                .collect(groupingBy(offer -> offer.room().details().type(), LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(ofType -> new TypeOffer(
                        ofType.get(0).room().details().type(),
                        capacity(ofType.stream().map(RoomOffer::room).toList()),
                        ofType.size(),
                        ofType.get(0).total()))
                .toList();
    }

    /** Of all open rooms, by what a night costs at the rooms' own rates; the cheapest type first. */
    static List<TypeOffer> ofRooms(List<Room> rooms) {
        return of(rooms.stream()
                .filter(room -> !room.closed())
                .map(room -> new RoomOffer(room, room.details().nightlyRate()))
                .sorted(Comparator.comparing(offer -> offer.total().amount()))
                .toList());
    }

    private static int capacity(List<Room> rooms) {
        return rooms.stream().mapToInt(room -> room.details().capacity()).max().orElse(0);
    }
}
