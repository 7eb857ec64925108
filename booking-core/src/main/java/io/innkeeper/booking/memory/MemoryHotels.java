package io.innkeeper.booking.memory;

import io.innkeeper.booking.AlreadyExistsException;
import io.innkeeper.booking.NotFoundException;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelDetails;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomDetails;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.SearchKey;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hotels in a map. Writers take turns; readers, and whoever books, do not wait for them. */
final class MemoryHotels implements HotelStore {

    private static final Comparator<Position> BY_NAME =
            Comparator.comparing(Position::name).thenComparing(at -> at.hotel().value(), MemoryBookings.BY_BYTES);

    final Map<HotelId, Hotel> hotels = new ConcurrentHashMap<>();
    private final MemoryRooms rooms;
    private final AccountStore accounts;

    MemoryHotels(MemoryRooms rooms, AccountStore accounts) {
        this.rooms = rooms;
        this.accounts = accounts;
    }

    @Override
    public synchronized void add(Hotel hotel) {
        checkOwner(hotel.details().owner());
        hotels.put(hotel.id(), hotel);
    }

    @Override
    public synchronized Optional<Hotel> update(HotelId hotel, HotelDetails details) {
        checkOwner(details.owner());
        Hotel present = hotels.get(hotel);
        if (present == null
                || (!currency(present).equals(details.currency())
                        && !rooms.of(hotel).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(put(new Hotel(hotel, details, present.closed())));
    }

    @Override
    public synchronized Optional<Hotel> setClosed(HotelId hotel, boolean closed) {
        Hotel present = hotels.get(hotel);
        if (present == null) {
            return Optional.empty();
        }
        Hotel changed = put(new Hotel(hotel, present.details(), closed));
        rooms.of(hotel).forEach(cell -> cell.update(state -> state.withHotelClosed(closed)));
        return Optional.of(changed);
    }

    @Override
    public Optional<Hotel> find(HotelId hotel) {
        return Optional.ofNullable(hotels.get(hotel));
    }

    @Override
    public List<Hotel> list(Filter filter) {
        return hotels.values().stream()
                .filter(hotel -> passes(hotel, filter))
                .sorted(Comparator.comparing(MemoryHotels::position, BY_NAME))
                .limit(filter.limit())
                .toList();
    }

    private static boolean passes(Hotel hotel, Filter filter) {
        HotelDetails details = hotel.details();
        return (filter.alsoClosed() || !hotel.closed())
                && (filter.owner() == null || filter.owner().equals(details.owner()))
                && details.stars() >= filter.minimumStars()
                && (filter.city() == null || SearchKey.of(details.city()).equals(filter.city()))
                && (filter.name() == null
                        || SearchKey.of(details.name())
                                .value()
                                .contains(filter.name().value()))
                && (filter.after() == null || BY_NAME.compare(position(hotel), filter.after()) > 0);
    }

    static Position position(Hotel hotel) {
        return new Position(SearchKey.of(hotel.name()), hotel.id());
    }

    @Override
    public synchronized boolean addRooms(List<Room> added) {
        Room first = added.get(0);
        Hotel hotel = hotels.get(first.hotel());
        if (hotel == null || !currency(hotel).equals(currency(first.details()))) {
            return false;
        }
        added.forEach(room -> checkNumber(hotel.id(), room.id(), room.number()));
        added.forEach(room -> rooms.add(new RoomCell(room, hotel.closed())));
        return true;
    }

    @Override
    public synchronized Optional<Room> updateRoom(RoomId room, RoomDetails details) {
        Optional<RoomOfHotel> found = findRoom(room);
        if (found.isEmpty() || !currency(found.get().hotel()).equals(currency(details))) {
            return Optional.empty();
        }
        checkNumber(found.get().hotel().id(), room, details.number());
        return updateRoom(room, present -> new Room(room, present.hotel(), details, present.closed()));
    }

    @Override
    public synchronized Optional<Room> setRoomClosed(RoomId room, boolean closed) {
        return updateRoom(room, present -> new Room(room, present.hotel(), present.details(), closed));
    }

    private Optional<Room> updateRoom(RoomId room, UnaryOperator<Room> change) {
        return rooms.find(room)
                .map(cell -> cell.update(state -> state.with(change.apply(state.room()))))
                .map(RoomCell.State::room);
    }

    @Override
    public Optional<RoomOfHotel> findRoom(RoomId room) {
        return rooms.find(room)
                .map(cell -> cell.read().room())
                .flatMap(found -> find(found.hotel()).map(hotel -> new RoomOfHotel(found, hotel)));
    }

    @Override
    public List<Room> rooms(HotelId hotel) {
        return rooms.of(hotel).stream()
                .map(cell -> cell.read().room())
                .sorted(Comparator.comparing(room -> new SearchKey(room.number())))
                .toList();
    }

    private Hotel put(Hotel hotel) {
        hotels.put(hotel.id(), hotel);
        return hotel;
    }

    private void checkOwner(@Nullable UserId owner) {
        if (owner != null && accounts.find(owner).isEmpty()) {
            throw new NotFoundException("user", owner);
        }
    }

    private void checkNumber(HotelId hotel, RoomId room, String number) {
        for (Room other : rooms(hotel)) {
            if (other.number().equals(number) && !other.id().equals(room)) {
                throw new AlreadyExistsException("number", number);
            }
        }
    }

    private static Currency currency(Hotel hotel) {
        return hotel.details().currency();
    }

    private static Currency currency(RoomDetails details) {
        return details.nightlyRate().currency();
    }
}
