package io.innkeeper.booking.internal;

import io.innkeeper.booking.availability.AvailabilityStore.CityFilter;
import io.innkeeper.booking.availability.AvailabilityStore.FreeNight;
import io.innkeeper.booking.availability.AvailabilityStore.FreeType;
import io.innkeeper.booking.hotel.Hotel;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.HotelStore.Position;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.SearchKey;
import io.innkeeper.booking.hotel.Tariff;
import io.innkeeper.booking.stay.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Pictures of all hotels, by id and by city. Any number of threads may read while one writes. */
final class HotelIndex implements Facts {

    private static final Comparator<UUID> BY_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<Position> BY_NAME =
            Comparator.comparing(Position::name).thenComparing(at -> at.hotel().value(), BY_BYTES);

    private final ConcurrentMap<HotelId, Entry> hotels = new ConcurrentHashMap<>();

    /** The same ids, for who writes. */
    private final NavigableSet<HotelId> ids = new TreeSet<>(Comparator.comparing(HotelId::value, BY_BYTES));

    private final ConcurrentMap<SearchKey, ConcurrentNavigableMap<Position, Entry>> cities = new ConcurrentHashMap<>();
    private volatile Clock clock = new Clock(Instant.MIN, System.nanoTime());

    /** What time it was at the storage when this process' own clock, which only goes forward, said so. */
    private record Clock(Instant time, long nanoTime) {

        Instant now() {
            return time.equals(Instant.MIN) ? time : time.plusNanos(System.nanoTime() - nanoTime);
        }
    }

    /** A hotel and where it is among the others. */
    private static final class Entry {

        private final SearchKey city;
        private final Position position;
        private final AtomicReference<HotelPicture> picture;

        Entry(HotelPicture picture) {
            this.city = SearchKey.of(picture.hotel().details().city());
            this.position = new Position(
                    SearchKey.of(picture.hotel().name()), picture.hotel().id());
            this.picture = new AtomicReference<>(picture);
        }

        boolean isWhere(Entry other) {
            return city.equals(other.city) && position.equals(other.position);
        }

        /** Whoever first sees that a hold has ended keeps what that makes, unless something newer came meanwhile. */
        HotelPicture at(Instant now) {
            HotelPicture present = picture.get();
            HotelPicture then = present.at(now);
            if (then != present) {
                picture.compareAndSet(present, then);
            }
            return then;
        }
    }

    /** Takes note of what the storage's clock says, not earlier than it was asked. */
    void setClock(Instant time, long nanoTime) {
        clock = new Clock(time, nanoTime);
    }

    /** Adds a hotel, or replaces what is known of it. */
    void put(HotelPicture picture) {
        Entry added = new Entry(picture);
        Entry present = hotels.get(picture.hotel().id());
        if (present != null && present.isWhere(added)) {
            present.picture.set(picture);
            return;
        }
        hotels.put(picture.hotel().id(), added);
        ids.add(picture.hotel().id());
        cities.computeIfAbsent(added.city, city -> new ConcurrentSkipListMap<>(BY_NAME))
                .put(added.position, added);
        if (present != null) {
            leave(present);
        }
    }

    void remove(HotelId hotel) {
        Entry present = hotels.remove(hotel);
        ids.remove(hotel);
        if (present != null) {
            leave(present);
        }
    }

    private void leave(Entry entry) {
        cities.computeIfPresent(entry.city, (city, here) -> {
            here.remove(entry.position, entry);
            return here.isEmpty() ? null : here;
        });
    }

    /** The ids behind one, up to and with another, in the order of their bytes; null is before and behind all. */
    List<HotelId> between(@Nullable HotelId after, @Nullable HotelId upTo) {
        NavigableSet<HotelId> part = after == null ? ids : ids.tailSet(after, false);
        return List.copyOf(upTo == null ? part : part.headSet(upTo, true));
    }

    int hotels() {
        return hotels.size();
    }

    /** What is known of a hotel; null if nothing. */
    @Nullable
    HotelPicture picture(HotelId hotel) {
        Entry entry = hotels.get(hotel);
        return entry == null ? null : entry.at(clock.now());
    }

    private Optional<HotelPicture> find(HotelId hotel) {
        return Optional.ofNullable(picture(hotel));
    }

    @Override
    public Optional<Hotel> hotel(HotelId hotel) {
        return find(hotel).map(HotelPicture::hotel);
    }

    @Override
    public List<Room> freeRooms(HotelId hotel, Stay stay, int guests) {
        return find(hotel).map(picture -> picture.freeRooms(stay, guests)).orElse(List.of());
    }

    @Override
    public List<FreeType> freeTypes(CityFilter filter) {
        NavigableMap<Position, Entry> city = cities.get(filter.city());
        if (city == null) {
            return List.of();
        }
        Instant now = clock.now();
        List<FreeType> found = new ArrayList<>();
        int hotelsFound = 0;
        Position after = filter.after();
        for (Entry entry : (after == null ? city : city.tailMap(after, false)).values()) {
            HotelPicture picture = entry.at(now);
            if (picture.hotel().details().stars() >= filter.minimumStars()
                    && found.addAll(picture.freeTypes(filter.stay(), filter.guests()))
                    && ++hotelsFound == filter.limit()) {
                break;
            }
        }
        return found;
    }

    @Override
    public List<FreeNight> freeNights(HotelId hotel, Stay nights) {
        return find(hotel).map(picture -> picture.freeNights(nights)).orElse(List.of());
    }

    @Override
    public boolean hasType(HotelId hotel, String type) {
        return find(hotel).map(picture -> picture.hasType(type)).orElse(false);
    }

    @Override
    public Map<HotelId, Tariff> tariffs(List<HotelId> of, Stay stay) {
        Map<HotelId, Tariff> tariffs = new HashMap<>();
        for (HotelId hotel : of) {
            find(hotel).ifPresent(picture -> tariffs.put(hotel, picture.terms().of(stay)));
        }
        return tariffs;
    }

    /** How much there is, in words. */
    String size() {
        long rooms = 0;
        long bytes = 0;
        for (Entry entry : hotels.values()) {
            HotelPicture picture = entry.picture.get();
            rooms += picture.size();
            bytes += picture.bytes();
        }
        return hotels.size() + " hotels with " + rooms + " rooms, in about " + bytes + " bytes";
    }
}
