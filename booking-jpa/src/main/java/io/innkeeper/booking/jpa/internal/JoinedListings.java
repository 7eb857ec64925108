package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.hotel.Listing;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host's transaction sees of hotels; it remembers nothing, since the host may take all of it back. */
final class JoinedListings implements ListingStore {

    private final JpaHotelStore hotels;
    private final JpaTariffStore tariffs;

    JoinedListings(JpaHotelStore hotels, JpaTariffStore tariffs) {
        this.hotels = hotels;
        this.tariffs = tariffs;
    }

    @Override
    public Optional<Listing> ofHotel(HotelId hotel, Stay stay, boolean latest) {
        return listing(hotel, null, stay);
    }

    @Override
    public Optional<Listing> ofRoom(RoomId room, Stay stay, boolean latest) {
        // The edition comes first: whatever changes before the rest is read will be noticed.
        return hotels.hotelOf(room).flatMap(hotel -> listing(hotel, room, stay));
    }

    private Optional<Listing> listing(HotelId id, @Nullable RoomId room, Stay stay) {
        return hotels.findEdition(id).flatMap(hotel -> {
            Optional<Room> found =
                    room == null ? Optional.empty() : hotels.findRoom(id, room).map(RoomOfHotel::room);
            if (room != null && found.isEmpty()) {
                return Optional.empty();
            }
            Tariff tariff = tariffs.find(List.of(id), stay).getOrDefault(id, Tariff.none());
            return Optional.of(new Listing(hotel.hotel(), found.orElse(null), tariff, hotel.edition()));
        });
    }
}
