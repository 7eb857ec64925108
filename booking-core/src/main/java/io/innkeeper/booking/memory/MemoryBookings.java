package io.innkeeper.booking.memory;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStore;
import io.innkeeper.booking.reservation.GroupId;
import io.innkeeper.booking.reservation.KeptRequest;
import io.innkeeper.booking.reservation.RequestKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Bookings by id and by user. */
final class MemoryBookings implements BookingStore {

    /** UUIDs by their bytes, as a database sorts them; their own order is by signed halves. */
    static final Comparator<UUID> BY_BYTES = MemoryBookings::compareBytes;

    private static final Comparator<BookingId> NEWEST_FIRST =
            Comparator.comparing(BookingId::value, BY_BYTES).reversed();

    private static final Comparator<Position> BY_ARRIVAL =
            Comparator.comparing(Position::arrival).thenComparing(Position::booking, NEWEST_FIRST.reversed());

    final Map<BookingId, Booking> bookings = new ConcurrentHashMap<>();

    /** Who has it sees no group of which a change has written only a part. */
    private final Object groups = new Object();

    private final Set<Object> reserved = ConcurrentHashMap.newKeySet();
    private final Map<RequestKey, Kept> byKey = new ConcurrentHashMap<>();
    private final Map<UserId, NavigableMap<BookingId, Booking>> byUser = new ConcurrentHashMap<>();

    private record Kept(KeptRequest request, Instant since) {}

    /** Written out: what is composed of key extractors boxes two numbers for each comparison. */
    private static int compareBytes(UUID a, UUID b) {
        int most = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /**
     * Keeps the key of a request, or the id of a new booking, from being used by another change at the same time; false if one
     * does so already.
     */
    boolean reserve(Object keyOrId) {
        return reserved.add(keyOrId);
    }

    /** Once it is used, or is not to be. */
    void letGo(Object keyOrId) {
        reserved.remove(keyOrId);
    }

    /** Keeps what a request came to under its key. */
    void keep(RequestKey key, String fingerprint, List<BookingEvent> events, Instant now) {
        List<Booking> bookings = events.size() == 1
                ? List.of(events.get(0).booking())
                : events.stream().map(BookingEvent::booking).toList();
        byKey.put(key, new Kept(new KeptRequest(fingerprint, bookings), now));
    }

    /** Forgets the keys that were kept by some time; answers how many. */
    int forgetKeys(Instant by) {
        List<Map.Entry<RequestKey, Kept>> old = byKey.entrySet().stream()
                .filter(each -> !each.getValue().since().isAfter(by))
                .toList();
        int forgotten = 0;
        for (Map.Entry<RequestKey, Kept> each : old) {
            forgotten += byKey.remove(each.getKey(), each.getValue()) ? 1 : 0;
        }
        return forgotten;
    }

    @Override
    public Optional<KeptRequest> findByKey(RequestKey key) {
        return Optional.ofNullable(byKey.get(key)).map(Kept::request);
    }

    /** Whether this would be the next version of a booking that is here, or the first of one that is not. */
    boolean isNext(Booking booking) {
        Booking present = bookings.get(booking.id());
        return booking.version() == (present == null ? 1 : present.version() + 1);
    }

    /** Puts what one change came to. Whoever looks for a group sees all of it or none. */
    void put(List<Booking> ofChange) {
        if (ofChange.size() == 1) {
            put(ofChange.get(0));
            return;
        }
        synchronized (groups) {
            ofChange.forEach(this::put);
        }
    }

    void put(Booking booking) {
        bookings.put(booking.id(), booking);
        NavigableMap<BookingId, Booking> own = byUser.get(booking.user()); // computeIfAbsent may lock what is there
        if (own == null) {
            own = byUser.computeIfAbsent(booking.user(), user -> new ConcurrentSkipListMap<>(NEWEST_FIRST));
        }
        own.put(booking.id(), booking);
    }

    @Override
    public Optional<Booking> find(BookingId booking) {
        return Optional.ofNullable(bookings.get(booking));
    }

    @Override
    public List<Booking> ofUser(UserId user, @Nullable BookingId before, int limit) {
        NavigableMap<BookingId, Booking> own = byUser.get(user);
        if (own == null) {
            return List.of();
        }
        NavigableMap<BookingId, Booking> rest = before == null ? own : own.tailMap(before, false);
        return rest.values().stream()
                .filter(booking -> booking.guests() > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking> ofGroup(GroupId group) {
        synchronized (groups) {
            return bookings.values().stream()
                    .filter(booking -> group.equals(booking.group()))
                    .sorted(Comparator.comparing(Booking::id, NEWEST_FIRST.reversed()))
                    .toList();
        }
    }

    @Override
    public List<Booking> atHotel(HotelId hotel, LocalDate from, LocalDate to, @Nullable Position after, int limit) {
        return bookings.values().stream()
                .filter(booking -> booking.hotel().equals(hotel)
                        && !booking.stay().arrival().isAfter(to)
                        && !booking.stay().departure().isBefore(from)
                        && (after == null || BY_ARRIVAL.compare(position(booking), after) > 0))
                .sorted(Comparator.comparing(MemoryBookings::position, BY_ARRIVAL))
                .limit(limit)
                .toList();
    }

    private static Position position(Booking booking) {
        return new Position(booking.stay().arrival(), booking.id());
    }
}
