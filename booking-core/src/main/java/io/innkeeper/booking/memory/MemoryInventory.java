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
import io.innkeeper.booking.inventory.Keep;
import io.innkeeper.booking.inventory.Occupancy;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.BookingId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The inventory in memory. A change chooses its rooms by looking, claims the cells of all of them in the order of their ids
 * (so that no two changes wait for each other in a circle), looks again, and commits; where a room that it had chosen
 * freely was lost in between, it chooses anew. It loses only to changes that were committed, so this ends.
 */
final class MemoryInventory implements InventoryLock {

    private static final long PAUSE_NANOS = 10_000;

    private final MemoryRooms rooms;
    private final MemoryBookings bookings;
    private final MemoryEvents outbox;
    private final AccountStore accounts;
    private final Clock clock;

    MemoryInventory(
            MemoryRooms rooms, MemoryBookings bookings, MemoryEvents outbox, AccountStore accounts, Clock clock) {
        this.rooms = rooms;
        this.bookings = bookings;
        this.outbox = outbox;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<Settlement> answers = new ArrayList<>(batch.size());
        for (InventoryChange change : batch) {
            answers.add(settledOrFailed(change));
        }
        return answers;
    }

    /** What goes wrong with one change must not take the answers of the others away. */
    private Settlement settledOrFailed(InventoryChange change) {
        try {
            return settle(change);
        } catch (RuntimeException | Error e) {
            return new Settlement.Failed(
                    new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
        }
    }

    private Settlement settle(InventoryChange change) {
        while (!change.deadline().hasPassed()) {
            List<RoomCell.State> looked = look(change);
            InventoryPicture.Choice choice = choose(change, looked);
            if (choice instanceof InventoryPicture.Choice.Rooms found) {
                Settlement settlement = commit(change, found.rooms());
                if (!(settlement instanceof Settlement.Contended)) {
                    return settlement;
                }
            } else if (wereSoAtOnce(looked, look(change))) {
                return new Settlement.Refused(((InventoryPicture.Choice.None) choice).why());
            } else {
                LockSupport.parkNanos(PAUSE_NANOS); // somebody is changing a room, which does not take long
            }
        }
        return new Settlement.TooLate();
    }

    /** If the change may choose: all rooms that it is about, one after the other. */
    private List<RoomCell.State> look(InventoryChange change) {
        if (!mayChoose(change)) {
            return List.of();
        }
        List<RoomCell.State> looked = new ArrayList<>();
        for (RoomCell cell : rooms.of(change.hotel())) {
            RoomCell.State state = cell.read();
            if (isAbout(change, state.room())) {
                looked.add(state);
            }
        }
        return looked;
    }

    private static boolean mayChoose(InventoryChange change) {
        for (Demand demand : change.take()) {
            if (demand instanceof Demand.AnyRoom) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbout(InventoryChange change, Room room) {
        for (Demand demand : change.take()) {
            boolean isWanted = demand instanceof Demand.AnyRoom any
                    ? room.details().type().equals(any.type())
                    : ((Demand.ThisRoom) demand).room().id().equals(room.id());
            if (isWanted) {
                return true;
            }
        }
        for (Release release : change.giveBack()) {
            if (release.room().equals(room.id())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Of the rooms that were looked at for a change that wants any one room and gives nothing back, those that it could be
     * given, so that the picture it chooses from is small; all of them where there is none, since then every one of them says
     * why.
     */
    private static List<InventoryPicture.Seen> candidates(InventoryChange change, List<InventoryPicture.Seen> seen) {
        if (change.take().size() != 1 || !change.giveBack().isEmpty()) {
            return seen;
        }
        Demand.AnyRoom wanted = (Demand.AnyRoom) change.take().get(0);
        List<InventoryPicture.Seen> free = new ArrayList<>();
        for (InventoryPicture.Seen each : seen) {
            if (each.open()
                    && each.room().details().capacity() >= wanted.guests()
                    && each.occupancy().isFree(wanted.stay())) {
                free.add(each);
            }
        }
        return free.isEmpty() ? seen : free;
    }

    /**
     * Whether rooms that were looked at twice, one after the other, were all so at one moment: between the looks at two of
     * them a booking may have moved from the one to the other, and neither was seen free. Of a change that has a room still
     * claimed others may be visible already.
     */
    private static boolean wereSoAtOnce(List<RoomCell.State> looked, List<RoomCell.State> again) {
        if (looked.size() != again.size()) {
            return false;
        }
        for (int i = 0; i < looked.size(); i++) {
            if (!looked.get(i).sameAs(again.get(i)) || again.get(i).claimed()) {
                return false;
            }
        }
        return true;
    }

    /** Rooms that were given need no choice; whether they are free is seen once their cells are claimed. */
    private InventoryPicture.Choice choose(InventoryChange change, List<RoomCell.State> looked) {
        if (!looked.isEmpty()) {
            Instant now = clock.instant();
            List<InventoryPicture.Seen> seen = new ArrayList<>(looked.size());
            for (RoomCell.State state : looked) {
                seen.add(new InventoryPicture.Seen(
                        state.room(), state.open(), state.occupancy().at(now)));
            }
            return new InventoryPicture(candidates(change, seen)).choose(change);
        }
        List<Room> given = new ArrayList<>();
        for (Demand demand : change.take()) {
            if (demand instanceof Demand.AnyRoom) {
                return new InventoryPicture.Choice.None(new Refusal.NoSuchRoom()); // the hotel has none at all
            }
            given.add(((Demand.ThisRoom) demand).room());
        }
        return new InventoryPicture.Choice.Rooms(given);
    }

    /** Does it all, or nothing. Contended means that it is to be tried again at once: a freely chosen room was lost. */
    private Settlement commit(InventoryChange change, List<Room> chosen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Duration holdFor = change.holdFor();
        Assignment assignment = new Assignment(chosen, holdFor == null ? null : now.plus(holdFor));
        List<BookingEvent> events = List.copyOf(change.complete().apply(assignment));
        SortedMap<RoomId, RoomCell> cells = new TreeMap<>();
        chosen.forEach(room -> rooms.find(room.id()).ifPresent(cell -> cells.put(room.id(), cell)));
        change.giveBack()
                .forEach(release -> rooms.find(release.room()).ifPresent(cell -> cells.put(release.room(), cell)));
        change.keep().forEach(keep -> rooms.find(keep.room()).ifPresent(cell -> cells.put(keep.room(), cell)));
        events.forEach(event -> rooms.find(event.booking().room())
                .ifPresent(cell -> cells.put(event.booking().room(), cell)));
        Map<RoomId, RoomCell.State> claimed = new HashMap<>();
        Map<RoomId, RoomCell.State> committed = claimed;
        Set<Object> reserved = new HashSet<>();
        try {
            for (Map.Entry<RoomId, RoomCell> entry : cells.entrySet()) {
                Optional<RoomCell.State> state = entry.getValue().claim(change.deadline());
                if (state.isEmpty()) {
                    return new Settlement.TooLate();
                }
                claimed.put(entry.getKey(), state.get());
            }
            if (!bookings.reserve(change.key())) {
                return new Settlement.Contended(); // what becomes of the same request elsewhere is not known yet
            }
            reserved.add(change.key());
            if (bookings.findByKey(change.key()).isPresent()) {
                return new Settlement.Refused(new Refusal.KeyUsed());
            }
            for (BookingEvent event : events) {
                BookingId id = event.booking().id();
                if (event.booking().version() == 1) {
                    if (!bookings.reserve(id)) {
                        return new Settlement.Refused(new Refusal.Overtaken());
                    }
                    reserved.add(id);
                }
            }
            Map<RoomId, RoomCell.State> changed = new HashMap<>(claimed);
            Settlement settlement = decide(change, assignment, events, now, changed);
            if (settlement instanceof Settlement.Settled) {
                bookings.put(events.stream().map(BookingEvent::booking).toList());
                outbox.put(events, now);
                bookings.keep(change.key(), change.fingerprint(), events, now);
                committed = changed;
            }
            return settlement;
        } finally {
            reserved.forEach(bookings::letGo);
            committed.forEach(
                    (room, state) -> Objects.requireNonNull(cells.get(room)).release(state));
        }
    }

    private Settlement decide(
            InventoryChange change,
            Assignment assignment,
            List<BookingEvent> events,
            Instant now,
            Map<RoomId, RoomCell.State> states) {
        for (BookingEvent event : events) {
            if (accounts.find(event.booking().user()).isEmpty()) {
                return new Settlement.Refused(new Refusal.NoSuchUser());
            }
            if (!bookings.isNext(event.booking())) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
        }
        for (Release release : change.giveBack()) {
            if (!changed(states, release.room(), occupancy -> occupancy.giveBack(release))) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
        }
        for (Keep keep : change.keep()) {
            if (!changed(states, keep.room(), occupancy -> occupancy.keep(keep, assignment.heldUntil()))) {
                return new Settlement.Refused(new Refusal.Overtaken());
            }
        }
        List<Room> chosen = assignment.rooms();
        Map<RoomId, RoomCell.State> before = Map.copyOf(states);
        for (int i = 0; i < chosen.size(); i++) {
            Demand demand = change.take().get(i);
            RoomId room = chosen.get(i).id();
            boolean free = demand instanceof Demand.AnyRoom;
            RoomCell.@Nullable State state = states.get(room);
            if (state == null || !state.open()) {
                return free ? new Settlement.Contended() : new Settlement.Refused(new Refusal.Closed());
            }
            Occupancy present = state.occupancy().at(now);
            Optional<Occupancy> taken = present.take(demand.stay(), demand.booking(), assignment.heldUntil());
            if (taken.isEmpty()) {
                return free
                        ? new Settlement.Contended()
                        : new Settlement.Refused(new Refusal.NightsTaken(takenInGivenRooms(change, before, now)));
            }
            states.put(room, state.with(taken.get()));
        }
        return new Settlement.Settled(events);
    }

    /** Changes who has the nights of a room, if that is possible. */
    private static boolean changed(
            Map<RoomId, RoomCell.State> states, RoomId room, Function<Occupancy, Optional<Occupancy>> change) {
        RoomCell.@Nullable State state = states.get(room);
        Optional<Occupancy> changed = state == null ? Optional.empty() : change.apply(state.occupancy());
        if (state == null || changed.isEmpty()) {
            return false;
        }
        states.put(room, state.with(changed.get()));
        return true;
    }

    /** The nights that others have in all rooms that the change wants by name, in order. */
    private static List<LocalDate> takenInGivenRooms(
            InventoryChange change, Map<RoomId, RoomCell.State> states, Instant now) {
        return change.take().stream()
                .filter(Demand.ThisRoom.class::isInstance)
                .flatMap(demand -> Stream.ofNullable(
                                states.get(((Demand.ThisRoom) demand).room().id()))
                        .flatMap(state -> state.occupancy().at(now).taken(demand.stay()).stream()))
                .sorted()
                .distinct()
                .toList();
    }
}
