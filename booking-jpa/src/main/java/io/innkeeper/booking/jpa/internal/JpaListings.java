package io.innkeeper.booking.jpa.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Listing;
import io.innkeeper.booking.hotel.ListingStore;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.stay.Stay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the hotels that are booked: each with its rooms, its terms and its edition, which is {@code hotel.version}. Every
 * change to a hotel, its rooms or its terms raises that, and a booking compares it before its event is written: so
 * what is remembered can cost a second attempt, and never sell anything on terms that are not so any more.
 */
final class JpaListings implements ListingStore {

    /** After that even what somebody changed by hand, without raising the version, is seen. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** Rooms and rates of all hotels together: a few tens of megabytes. */
    private static final int MOST_REMEMBERED = 200_000;

    private static final LocalDate END = LocalDate.of(Stay.LAST_YEAR, 12, 31);

    private final JpaHotelStore hotels;
    private final JpaTariffStore tariffs;

    private final Cache<HotelId, Remembered> remembered = Caffeine.newBuilder()
            .weigher(Remembered::weight)
            .maximumWeight(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** A room never moves to another hotel. */
    private final Cache<RoomId, HotelId> hotelOf =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private final ReadOnce<HotelId, Optional<Remembered>> reading;

    /** @param deadline of the thread that looks something up, if it has one */
    JpaListings(JpaHotelStore hotels, JpaTariffStore tariffs, Supplier<@Nullable Deadline> deadline) {
        this.hotels = hotels;
        this.tariffs = tariffs;
        this.reading = new ReadOnce<>(deadline);
    }

    /**
     * A hotel as it was read.
     *
     * @param from the first night whose terms are known
     */
    private record Remembered(Hotel hotel, Map<RoomId, Room> rooms, Tariff tariff, int edition, LocalDate from) {

        static int weight(HotelId id, Remembered of) {
            return 1
                    + of.rooms.size()
                    + of.tariff.restrictions().size()
                    + of.tariff.rates().values().stream().mapToInt(Map::size).sum();
        }

        Listing listing(@Nullable Room room) {
            return new Listing(hotel, room, tariff, edition);
        }
    }

    @Override
    public Optional<Listing> ofHotel(HotelId hotel, Stay stay, boolean latest) {
        return find(hotel, stay, latest).map(found -> found.listing(null));
    }

    @Override
    public Optional<Listing> ofRoom(RoomId room, Stay stay, boolean latest) {
        return hotelOf(room)
                .flatMap(hotel -> find(hotel, stay, latest))
                .flatMap(found -> ofRoom(found, room, stay, latest));
    }

    private Optional<HotelId> hotelOf(RoomId room) {
        HotelId known = hotelOf.getIfPresent(room);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<HotelId> found = hotels.hotelOf(room);
        found.ifPresent(hotel -> hotelOf.put(room, hotel));
        return found;
    }

    private Optional<Listing> ofRoom(Remembered found, RoomId id, Stay stay, boolean latest) {
        Room room = found.rooms().get(id);
        return room != null || latest
                ? Optional.ofNullable(room).map(found::listing)
                : find(found.hotel().id(), stay, true).flatMap(newer -> ofRoom(newer, id, stay, true));
    }

    private Optional<Remembered> find(HotelId hotel, Stay stay, boolean latest) {
        if (!latest) {
            Remembered known = remembered.getIfPresent(hotel);
            Optional<Remembered> found =
                    known != null ? Optional.of(known) : reading.read(hotel, id -> readNewest(id, stay));
            if (found.isPresent() && !stay.arrival().isBefore(found.get().from())) {
                return found;
            }
        }
        return readNewest(hotel, stay);
    }

    private Optional<Remembered> readNewest(HotelId hotel, Stay stay) {
        Optional<Remembered> newest = read(hotel, stay);
        newest.ifPresent(found -> remembered.put(hotel, found));
        return newest;
    }

    /** The edition comes first: whatever changes before the rest is read will be noticed. */
    private Optional<Remembered> read(HotelId id, Stay stay) {
        return hotels.findEdition(id).map(found -> {
            // Yesterday, so that it may be any day at the hotel.
            LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
            LocalDate from = stay.arrival().isBefore(yesterday) ? stay.arrival() : yesterday;
            Map<RoomId, Room> rooms =
                    hotels.rooms(id).stream().collect(Collectors.toMap(Room::id, Function.identity()));
            Tariff tariff = tariffs.find(List.of(id), new Stay(from, END)).getOrDefault(id, Tariff.none());
            return new Remembered(found.hotel(), rooms, tariff, found.edition(), from);
        });
    }
}
