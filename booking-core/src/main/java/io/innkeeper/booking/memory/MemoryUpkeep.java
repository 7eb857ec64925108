package io.innkeeper.booking.memory;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryReport;
import io.innkeeper.booking.inventory.InventoryUpkeep;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.reservation.Booking;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.reservation.BookingStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at all bookings. To verify them it has to have the cells of all rooms at once. */
final class MemoryUpkeep implements InventoryUpkeep {

    /** Longer than any change takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Comparator<Booking> BY_EXPIRY = Comparator.comparing(MemoryUpkeep::heldUntil)
            .thenComparing(hold -> hold.id().value(), MemoryBookings.BY_BYTES);

    private final MemoryRooms rooms;
    private final MemoryBookings bookings;
    private final Clock clock;

    MemoryUpkeep(MemoryRooms rooms, MemoryBookings bookings, Clock clock) {
        this.rooms = rooms;
        this.bookings = bookings;
        this.clock = clock;
    }

    /** Claims the cells in the order of their ids, as a change does. Rooms that are added meanwhile are left out. */
    @Override
    public InventoryReport verify() {
        SortedMap<RoomId, RoomCell> cells = new TreeMap<>(rooms.cells);
        Deadline deadline = Deadline.after(PATIENCE);
        Map<RoomId, RoomCell.State> claimed = new TreeMap<>();
        Map<BookingId, Booking> booked;
        try {
            cells.forEach((room, cell) -> claimed.put(
                    room,
                    cell.claim(deadline)
                            .orElseThrow(() -> new StorageException("others do not let go of room " + room, null))));
            booked = new HashMap<>(bookings.bookings);
        } finally {
            cells.forEach((room, cell) -> {
                RoomCell.State state = claimed.get(room);
                if (state != null) {
                    cell.release(state);
                }
            });
        }
        Map<RoomId, Occupancy> occupancies = new TreeMap<>();
        claimed.forEach((room, state) -> occupancies.put(room, state.occupancy()));
        return new MemoryCheck(occupancies, booked, clock.instant()).report();
    }

    @Override
    public List<Booking> expiredHolds(@Nullable Booking after, int limit) {
        Instant now = clock.instant();
        return bookings.bookings.values().stream()
                .filter(booking -> booking.status() == BookingStatus.HELD)
                .filter(hold -> !heldUntil(hold).isAfter(now))
                .filter(hold -> after == null || BY_EXPIRY.compare(hold, after) > 0)
                .sorted(BY_EXPIRY)
                .limit(limit)
                .toList();
    }

    private static Instant heldUntil(Booking hold) {
        return Objects.requireNonNull(hold.heldUntil());
    }

    @Override
    public int forgetKeys(Duration age) {
        return bookings.forgetKeys(clock.instant().minus(age));
    }
}
