package io.innkeeper.booking.memory;

import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the cells of the rooms. */
final class MemoryAvailability implements AvailabilityStore {

    private static final Comparator<Room> BY_NUMBER = Comparator.comparing(room -> new SearchKey(room.number()));

    private final MemoryRooms rooms;
    private final HotelStore hotels;
    private final Clock clock;

    MemoryAvailability(MemoryRooms rooms, HotelStore hotels, Clock clock) {
        this.rooms = rooms;
        this.hotels = hotels;
        this.clock = clock;
    }

    @Override
    public List<Room> freeRooms(HotelId hotel, Stay stay, int guests) {
        Instant now = clock.instant();
        return rooms.of(hotel).stream()
                .map(RoomCell::read)
                .filter(state -> state.open()
                        && state.room().details().capacity() >= guests
                        && state.occupancy().at(now).isFree(stay))
                .map(RoomCell.State::room)
                .sorted(BY_NUMBER)
                .toList();
    }

    @Override
    public List<FreeType> freeTypes(CityFilter filter) {
        HotelStore.Filter ofCity = new HotelStore.Filter(
                filter.city(), null, filter.minimumStars(), null, false, filter.after(), Integer.MAX_VALUE);
        return hotels.list(ofCity).stream()
                .map(hotel -> freeTypes(hotel, filter))
                .filter(types -> !types.isEmpty())
                .limit(filter.limit())
                .flatMap(List::stream)
                .toList();
    }

    private List<FreeType> freeTypes(Hotel hotel, CityFilter filter) {
        Map<String, FreeType> types = new HashMap<>();
        for (Room room : freeRooms(hotel.id(), filter.stay(), filter.guests())) {
            RoomDetails details = room.details();
            types.merge(details.type(), new FreeType(hotel, details.type(), 1, details.nightlyRate()), FreeType::and);
        }
        return List.copyOf(types.values());
    }

    @Override
    public List<FreeNight> freeNights(HotelId hotel, @Nullable RoomId room, int guests, Stay nights) {
        Instant now = clock.instant();
        Map<List<Object>, FreeNight> found = new HashMap<>();
        for (RoomCell cell : rooms.of(hotel)) {
            RoomCell.State state = cell.read();
            Room each = state.room();
            RoomDetails details = each.details();
            if (!state.open()
                    || details.capacity() < guests
                    || (room != null && !each.id().equals(room))) {
                continue;
            }
            Set<LocalDate> free = new HashSet<>(nights.nights());
            state.occupancy().at(now).taken(nights).forEach(free::remove);
            free.forEach(night -> found.merge(
                    List.of(night, details.type()),
                    new FreeNight(night, details.type(), 1, details.nightlyRate()),
                    MemoryAvailability::both));
        }
        return List.copyOf(found.values());
    }

    private static FreeNight both(FreeNight one, FreeNight other) {
        Money lower = one.lowestRate().amount().compareTo(other.lowestRate().amount()) <= 0
                ? one.lowestRate()
                : other.lowestRate();
        return new FreeNight(one.night(), one.type(), one.rooms() + other.rooms(), lower);
    }
}
