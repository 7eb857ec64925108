package io.innkeeper.booking.memory;

import io.innkeeper.booking.account.UserId;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStore;
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
    static final Comparator<UUID> BY_BYTES = Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<BookingId> NEWEST_FIRST =
            Comparator.comparing(BookingId::value, BY_BYTES).reversed();

    final Map<BookingId, Booking> bookings = new ConcurrentHashMap<>();
    private final Set<BookingId> reserved = ConcurrentHashMap.newKeySet();
    private final Map<UserId, NavigableMap<BookingId, Booking>> byUser = new ConcurrentHashMap<>();

    /** Keeps the id of a new booking from being used by another change at the same time; false if one does so already. */
    boolean reserve(BookingId id) {
        return reserved.add(id);
    }

    /** Once the booking is here, or is not to be. */
    void letGo(BookingId id) {
        reserved.remove(id);
    }

    /** Whether this would be the next version of a booking that is here, or the first of one that is not. */
    boolean isNext(Booking booking) {
        Booking present = bookings.get(booking.id());
        return booking.version() == (present == null ? 1 : present.version() + 1);
    }

    void put(Booking booking) {
        bookings.put(booking.id(), booking);
        byUser.computeIfAbsent(booking.user(), user -> new ConcurrentSkipListMap<>(NEWEST_FIRST))
                .put(booking.id(), booking);
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
        return rest.values().stream().limit(limit).toList();
    }
}
