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
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
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

    private Settlement settle(InventoryChange change) {
        while (true) {
            if (change.deadline().hasPassed()) {
                return new Settlement.TooLate();
            }
            List<RoomCell.State> looked = look(change);
            Choice choice = choose(change, looked);
            if (choice.refusal() != null) {
                if (wereSoAtOnce(looked, look(change))) {
                    return new Settlement.Refused(choice.refusal());
                }
                continue;
            }
            Settlement settlement = commit(change, choice.rooms());
            if (!(settlement instanceof Settlement.Contended)) {
                return settlement;
            }
        }
    }

    /** The rooms from which the change may choose, one after the other. */
    private List<RoomCell.State> look(InventoryChange change) {
        return change.take().stream().anyMatch(Demand.AnyRoom.class::isInstance)
                ? rooms.of(change.hotel()).stream().map(RoomCell::read).toList()
                : List.of();
    }

    /**
     * Whether rooms that were looked at twice, one after the other, were all so at one moment: between the looks at two of
     * them a booking may have moved from the one to the other, and neither was seen free. Every change makes a new state, so
     * it is identity that counts; and of a change that has a room still claimed others may be visible already.
     */
    @SuppressWarnings("ReferenceEquality")
    private static boolean wereSoAtOnce(List<RoomCell.State> looked, List<RoomCell.State> again) {
        if (looked.size() != again.size()) {
            return false;
        }
        for (int i = 0; i < looked.size(); i++) {
            if (looked.get(i) != again.get(i) || looked.get(i).claimed()) {
                return false;
            }
        }
        return true;
    }

    /** Rooms for all demands, or why there are none. */
    private record Choice(List<Room> rooms, @Nullable Refusal refusal) {}

    private Choice choose(InventoryChange change, List<RoomCell.State> states) {
        Map<RoomId, Occupancy> picture = new HashMap<>();
        List<Room> chosen = new ArrayList<>();
        for (Demand demand : change.take()) {
            if (demand instanceof Demand.ThisRoom given) {
                chosen.add(given.room());
                continue;
            }
            Demand.AnyRoom any = (Demand.AnyRoom) demand;
            List<RoomCell.State> suitable = suitable(states, any);
            if (suitable.isEmpty()) {
                return new Choice(List.of(), new Refusal.NoSuchRoom());
            }
            // What the change itself has chosen is taken, too.
            Optional<RoomCell.State> free = suitable.stream()
                    .filter(state -> occupancy(picture, state).isFree(any.stay()))
                    .findFirst();
            if (free.isEmpty()) {
                return new Choice(List.of(), new Refusal.NightsTaken(takenInAll(suitable, any)));
            }
            Room room = free.get().room();
            occupancy(picture, free.get())
                    .take(any.stay(), any.booking())
                    .ifPresent(occupancy -> picture.put(room.id(), occupancy));
            chosen.add(room);
        }
        return new Choice(chosen, null);
    }

    private static Occupancy occupancy(Map<RoomId, Occupancy> picture, RoomCell.State state) {
        return picture.getOrDefault(state.room().id(), state.occupancy());
    }

    /** The open rooms that would do if they were free: the cheapest first, in random order among those of one rate. */
    private static List<RoomCell.State> suitable(List<RoomCell.State> states, Demand.AnyRoom demand) {
        List<RoomCell.State> found = new ArrayList<>();
        for (RoomCell.State state : states) {
            if (state.open()
                    && state.room().details().type().equals(demand.type())
                    && state.room().details().capacity() >= demand.guests()) {
                found.add(state);
            }
        }
        Collections.shuffle(found, ThreadLocalRandom.current());
        found.sort(Comparator.comparing(MemoryInventory::rate));
        return found;
    }

    private static BigDecimal rate(RoomCell.State state) {
        return state.room().details().nightlyRate().amount();
    }

    private static List<LocalDate> takenInAll(List<RoomCell.State> states, Demand.AnyRoom demand) {
        List<LocalDate> nights = new ArrayList<>(demand.stay().nights());
        states.forEach(state -> nights.retainAll(state.occupancy().taken(demand.stay())));
        return nights;
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
