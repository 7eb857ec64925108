package io.innkeeper.booking.internal;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.availability.AvailabilityStore.CityFilter;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a storage says at this moment. */
final class StoredFacts implements Facts {

    private final AvailabilityStore store;
    private final HotelStore hotels;
    private final TariffStore tariffs;

    StoredFacts(Storage storage) {
        this.store = storage.availability();
        this.hotels = storage.hotels();
        this.tariffs = storage.tariffs();
    }

    @Override
    public Optional<Hotel> hotel(HotelId hotel) {
        return hotels.find(hotel);
    }

    @Override
    public List<Room> freeRooms(HotelId hotel, Stay stay, int guests) {
        return store.freeRooms(hotel, stay, guests);
    }

    @Override
    public List<FreeType> freeTypes(CityFilter filter) {
        return store.freeTypes(filter);
    }

    @Override
    public List<FreeNight> freeNights(HotelId hotel, Stay nights) {
        return store.freeNights(hotel, null, 1, nights);
    }

    @Override
    public boolean hasType(HotelId hotel, String type) {
        return hotels.rooms(hotel).stream()
                .anyMatch(room -> room.details().type().equals(type));
    }

    @Override
    public Map<HotelId, Tariff> tariffs(List<HotelId> of, Stay stay) {
        return tariffs.find(of, stay);
    }
}
