package io.innkeeper.booking.hotel;

import io.innkeeper.booking.hotel.HotelStore.RoomOfHotel;
import io.innkeeper.booking.stay.Stay;
import java.util.List;
import java.util.Optional;

/**
 * Where is read what bookings are made of: the port that a storage implements. A storage may remember what it read, so that
 * a booking costs no look-up. Whoever acts on what may be remembered says which edition it was, by
 * {@link io.innkeeper.booking.inventory.InventoryChange#edition()}, and is told if there is another by now. Implementations
 * are safe for use by many threads.
 */
public interface ListingStore {

    /**
     * A hotel and its terms for a stay.
     *
     * @param latest whether all that was committed before the call must be seen; otherwise it may be some time ago
     */
    Optional<Listing> ofHotel(HotelId hotel, Stay stay, boolean latest);

    /**
     * A room, its hotel and the terms for a stay.
     *
     * @param latest whether all that was committed before the call must be seen; otherwise it may be some time ago
     */
    Optional<Listing> ofRoom(RoomId room, Stay stay, boolean latest);

    /** Remembers nothing: reads each time. */
    static ListingStore reading(HotelStore hotels, TariffStore tariffs) {
        return new ListingStore() {

            @Override
            public Optional<Listing> ofHotel(HotelId hotel, Stay stay, boolean latest) {
                return hotels.find(hotel).map(found -> new Listing(found, null, tariff(hotel, stay), null));
            }

            @Override
            public Optional<Listing> ofRoom(RoomId room, Stay stay, boolean latest) {
                return hotels.findRoom(room).map(found -> listing(found, stay));
            }

            private Listing listing(RoomOfHotel found, Stay stay) {
                return new Listing(
                        found.hotel(), found.room(), tariff(found.hotel().id(), stay), null);
            }

            private Tariff tariff(HotelId hotel, Stay stay) {
                return tariffs.find(List.of(hotel), stay).getOrDefault(hotel, Tariff.none());
            }
        };
    }
}
