package io.innkeeper.booking.memory;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.account.AccountStore;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.InventoryPicture;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The inventory in memory. A change chooses its rooms by looking, claims the cells of all of them in the order of their ids
 * (so that no two changes wait for each other in a circle), looks again, and commits; where a room that it had chosen
 * freely was lost in between, it chooses anew. It loses only to changes that were committed, so this ends.
 */
final class MemoryInventory implements InventoryLock {

    private final MemoryRooms rooms;
    private final MemoryBookings bookings;
    private final AccountStore accounts;

    MemoryInventory(MemoryRooms rooms, MemoryBookings bookings, AccountStore accounts) {
        this.rooms = rooms;
        this.bookings = bookings;
        this.accounts = accounts;
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        return batch.stream().map(this::settledOrFailed).toList();
    }

    /** What goes wrong with one change must not take the answers of the others away. */
    private Settlement settledOrFailed(InventoryChange change) {
        try {
            return settle(change);
        } catch (RuntimeException e) {
            return new Settlement.Failed(
                    new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
        }
    }

    /** What goes wrong with one change must not take the answers of the others away. */
    private Settlement settle(InventoryChange change) {
        try {
            return settled(change);
        } catch (RuntimeException e) {
            return new Settlement.Failed(
                    new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
        }
    }

    private Settlement settled(InventoryChange change) {
        while (!change.deadline().hasPassed()) {
            InventoryPicture.Choice choice = choose(change);
            if (choice instanceof InventoryPicture.Choice.None none) {
                return new Settlement.Refused(none.why());
            }
            Settlement settlement = commit(change, ((InventoryPicture.Choice.Rooms) choice).rooms());
            if (!(settlement instanceof Settlement.Contended)) {
                return settlement;
            }
        }
        return new Settlement.TooLate();
    }

    /** What was given to choose from is looked at again once the cells are claimed. */
    private InventoryPicture.Choice choose(InventoryChange change) {
        List<Room> given = new ArrayList<>();
        for (Demand demand : change.take()) {
            if (demand instanceof Demand.ThisRoom room) {
                given.add(room.room());
            }
        }
        if (given.size() == change.take().size()) {
            return new InventoryPicture.Choice.Rooms(given);
        }
        return new InventoryPicture(rooms.of(change.hotel()).stream()
                        .map(RoomCell::read)
                        .map(state -> new InventoryPicture.Seen(state.room(), state.open(), state.occupancy()))
                        .toList())
                .choose(change);
    }

    /** Does it all, or nothing. Contended means that a freely chosen room was lost. */
    private Settlement commit(InventoryChange change, List<Room> chosen) {
        List<BookingEvent> events = change.complete().apply(new Assignment(chosen));
        SortedMap<RoomId, RoomCell.State> states = new TreeMap<>();
        SortedMap<RoomId, RoomCell> cells = new TreeMap<>();
        chosen.forEach(room -> rooms.find(room.id()).ifPresent(cell -> cells.put(room.id(), cell)));
        change.giveBack()
                .forEach(release -> rooms.find(release.room()).ifPresent(cell -> cells.put(release.room(), cell)));
        events.forEach(event -> rooms.find(event.booking().room())
                .ifPresent(cell -> cells.put(event.booking().room(), cell)));
        for (Map.Entry<RoomId, RoomCell> entry : cells.entrySet()) {
            states.put(entry.getKey(), entry.getValue().claim());
        }
        Map<RoomId, RoomCell.State> before = Map.copyOf(states);
        boolean done = false;
        try {
            Settlement settlement = decide(change, chosen, events, states);
            if (settlement instanceof Settlement.Settled) {
                events.forEach(event -> bookings.put(event.booking()));
                done = true;
            }
            return settlement;
        } finally {
            Map<RoomId, RoomCell.State> committed = done ? states : before;
            cells.forEach((room, cell) -> cell.release(Objects.requireNonNull(committed.get(room))));
        }
    }

    private Settlement decide(
            InventoryChange change,
            List<Room> chosen,
            List<BookingEvent> events,
            SortedMap<RoomId, RoomCell.State> states) {
        for (BookingEvent event : events) {
            if (accounts.find(event.booking().user()).isEmpty()) {
                return new Settlement.Refused(new Refusal.NoSuchUser());
            }
            if (!bookings.isNext(event.booking())) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
        }
        for (Release release : change.giveBack()) {
            RoomCell.@Nullable State state = states.get(release.room());
            if (state == null) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
            Optional<Occupancy> freed = state.occupancy().giveBack(release.stay(), release.booking());
            if (freed.isEmpty()) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
            states.put(release.room(), state.with(freed.get()));
        }
        for (int i = 0; i < chosen.size(); i++) {
            Demand demand = change.take().get(i);
            RoomId room = chosen.get(i).id();
            boolean free = demand instanceof Demand.AnyRoom;
            RoomCell.@Nullable State state = states.get(room);
            if (state == null || !state.open()) {
                return free ? new Settlement.Contended() : new Settlement.Refused(new Refusal.Closed());
            }
            Optional<Occupancy> taken = state.occupancy().take(demand.stay(), demand.booking());
            if (taken.isEmpty()) {
                return free
                        ? new Settlement.Contended()
                        : new Settlement.Refused(
                                new Refusal.NightsTaken(state.occupancy().taken(demand.stay())));
            }
            states.put(room, state.with(taken.get()));
        }
        return new Settlement.Settled(events);
    }
}
