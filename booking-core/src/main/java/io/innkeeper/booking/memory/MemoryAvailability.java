package io.innkeeper.booking.memory;

import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.HotelOffer;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at the cells of the rooms. */
final class MemoryAvailability implements AvailabilityStore {

    private static final Comparator<Room> BY_RATE = Comparator.comparing(
                    (Room room) -> room.details().nightlyRate().amount())
            .thenComparing(room -> new SearchKey(room.number()));

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
                .sorted(BY_RATE)
                .toList();
    }

    @Override
    public List<HotelOffer> freeHotels(CityFilter filter) {
        HotelStore.Filter ofCity =
                new HotelStore.Filter(filter.city(), null, filter.minimumStars(), filter.after(), Integer.MAX_VALUE);
        return hotels.list(ofCity).stream()
                .map(hotel -> offer(hotel, filter))
                .flatMap(Optional::stream)
                .limit(filter.limit())
                .toList();
    }

    private Optional<HotelOffer> offer(Hotel hotel, CityFilter filter) {
        List<Room> free = freeRooms(hotel.id(), filter.stay(), filter.guests());
        return free.isEmpty()
                ? Optional.empty()
                : Optional.of(new HotelOffer(hotel, free.size(), free.get(0).total(filter.stay())));
    }
}
