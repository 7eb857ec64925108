package io.innkeeper.booking.internal;

import io.innkeeper.booking.Storage;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.availability.AvailabilityFeed;
import io.innkeeper.booking.availability.AvailabilityIndex;
import io.innkeeper.booking.availability.AvailabilityStore;
import io.innkeeper.booking.event.EventStore;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelRestriction;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.Money;
import io.innkeeper.booking.hotel.RestrictionId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.hotel.TariffStore;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.reservation.BookingRequest;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.QuoteStore;
import io.innkeeper.booking.reservation.Unavailable;
import io.innkeeper.booking.stay.Stay;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A storage with an index beside it, which is told of what is changed through here and has no event. The index stops with
 * {@link #close}, before the storage.
 */
public final class Indexing implements Storage {

    private final Storage storage;
    private final IndexKeeper keeper;
    private final HotelStore hotels;
    private final TariffStore tariffs;

    private Indexing(Storage storage, IndexKeeper keeper) {
        this.storage = storage;
        this.keeper = keeper;
        this.hotels = new WatchedHotels();
        this.tariffs = new WatchedTariffs();
    }

    /** Around a storage, where an index is of use. */
    public static Optional<Indexing> of(
            Storage storage, AvailabilityIndex settings, Clock clock, Duration answerWithin) {
        return IndexKeeper.start(storage, settings, clock, answerWithin).map(keeper -> new Indexing(storage, keeper));
    }

    IndexKeeper keeper() {
        return keeper;
    }

    /** What says of a request, without asking the storage, that what it wants is known to be sold out. */
    static Function<BookingRequest, Optional<Unavailable>> soldOut(Storage storage) {
        if (storage instanceof Indexing indexing) {
            return indexing.keeper::soldOut;
        }
        return request -> Optional.empty();
    }

    @Override
    public AccountStore accounts() {
        return storage.accounts();
    }

    @Override
    public HotelStore hotels() {
        return hotels;
    }

    @Override
    public TariffStore tariffs() {
        return tariffs;
    }

    @Override
    public ListingStore listings() {
        return storage.listings(); // which hears of changes by the storage's own stores
    }

    @Override
    public AvailabilityStore availability() {
        return storage.availability();
    }

    @Override
    public Optional<AvailabilityFeed> availabilityFeed() {
        return storage.availabilityFeed();
    }

    @Override
    public QuoteStore quotes() {
        return storage.quotes();
    }

    @Override
    public BookingStore bookings() {
        return storage.bookings();
    }

    @Override
    public EventStore events() {
        return storage.events();
    }

    @Override
    public InventoryLock inventory() {
        return storage.inventory();
    }

    @Override
    public InventoryUpkeep upkeep() {
        return storage.upkeep();
    }

    @Override
    public <T> T within(Deadline deadline, Supplier<T> work) {
        return storage.within(deadline, work);
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } finally {
            storage.close();
        }
    }

    /** Whatever became of a change, it is looked at again. */
    private final class WatchedHotels implements HotelStore {

        private final HotelStore store = storage.hotels();

        @Override
        public void add(Hotel hotel) {
            try {
                store.add(hotel);
            } finally {
                keeper.hotelChanged(hotel.id());
            }
        }

        @Override
        public Optional<Hotel> update(HotelId hotel, HotelDetails details) {
            try {
                return store.update(hotel, details);
            } finally {
                keeper.hotelChanged(hotel);
            }
        }

        @Override
        public Optional<Hotel> setClosed(HotelId hotel, boolean closed) {
            try {
                return store.setClosed(hotel, closed);
            } finally {
                keeper.hotelChanged(hotel);
            }
        }

        @Override
        public Optional<Hotel> find(HotelId hotel) {
            return store.find(hotel);
        }

        @Override
        public List<Hotel> list(Filter filter) {
            return store.list(filter);
        }

        @Override
        public boolean addRooms(List<Room> rooms) {
            try {
                return store.addRooms(rooms);
            } finally {
                keeper.hotelChanged(rooms.get(0).hotel());
            }
        }

        @Override
        public Optional<Room> updateRoom(RoomId room, RoomDetails details) {
            return changed(store.updateRoom(room, details));
        }

        @Override
        public Optional<Room> setRoomClosed(RoomId room, boolean closed) {
            return changed(store.setRoomClosed(room, closed));
        }

        private Optional<Room> changed(Optional<Room> room) {
            room.map(Room::hotel).ifPresent(keeper::hotelChanged);
            return room;
        }

        @Override
        public Optional<RoomOfHotel> findRoom(RoomId room) {
            return store.findRoom(room);
        }

        @Override
        public Optional<RoomOfHotel> findRoom(HotelId hotel, RoomId room) {
            return store.findRoom(hotel, room);
        }

        @Override
        public List<Room> rooms(HotelId hotel) {
            return store.rooms(hotel);
        }
    }

    /** Whatever became of a change, it is looked at again. */
    private final class WatchedTariffs implements TariffStore {

        private final TariffStore store = storage.tariffs();

        @Override
        public void setRate(HotelId hotel, String type, Stay nights, Money rate) {
            try {
                store.setRate(hotel, type, nights, rate);
            } finally {
                keeper.hotelChanged(hotel);
            }
        }

        @Override
        public void clearRates(HotelId hotel, String type, Stay nights) {
            try {
                store.clearRates(hotel, type, nights);
            } finally {
                keeper.hotelChanged(hotel);
            }
        }

        @Override
        public void add(HotelRestriction restriction) {
            try {
                store.add(restriction);
            } finally {
                keeper.hotelChanged(restriction.hotel());
            }
        }

        @Override
        public List<HotelRestriction> restrictions(HotelId hotel) {
            return store.restrictions(hotel);
        }

        @Override
        public boolean remove(HotelId hotel, RestrictionId restriction) {
            try {
                return store.remove(hotel, restriction);
            } finally {
                keeper.hotelChanged(hotel);
            }
        }

        @Override
        public Map<HotelId, Tariff> find(Collection<HotelId> of, Stay stay) {
            return store.find(of, stay);
        }
    }
}
