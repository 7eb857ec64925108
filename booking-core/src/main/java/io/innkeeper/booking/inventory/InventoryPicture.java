package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rooms as somebody saw them, from which rooms are chosen for one change after another. It says what could be done, and
 * never that it was: what was seen may be overtaken by now. For use by one thread.
 */
public final class InventoryPicture {

    /** The cheapest first, in random order among those of one rate: so callers with pictures of their own seldom collide. */
    private final List<Room> byRate;

    private final Map<RoomId, Seen> rooms = new HashMap<>();
    private final @Nullable AllocationPolicy instead;

    /**
     * A room as it was seen.
     *
     * @param room the room
     * @param open whether the room and its hotel are open
     * @param occupancy who has its nights
     */
    public record Seen(Room room, boolean open, Occupancy occupancy) {}

    /** What could be done for a change. */
    public sealed interface Choice {

        /**
         * It could be done with these rooms.
         *
         * @param rooms room {@code i} is for demand {@code i}
         */
        record Rooms(List<Room> rooms) implements Choice {

            /** Makes the list unmodifiable. */
            public Rooms {
                rooms = List.copyOf(rooms);
            }
        }

        /**
         * It could not be done.
         *
         * @param why the reason
         */
        record None(Refusal why) implements Choice {}
    }

    /** A picture of some rooms, of one hotel or of several. */
    public InventoryPicture(Collection<Seen> seen) {
        this(seen, null);
    }

    /**
     * A picture of some rooms.
     *
     * @param instead the policy by which rooms are chosen, whatever the demands say; null for what these say
     */
    public InventoryPicture(Collection<Seen> seen, @Nullable AllocationPolicy instead) {
        this.instead = instead;
        List<Room> all = new ArrayList<>();
        for (Seen each : seen) {
            if (rooms.put(each.room().id(), each) == null) {
                all.add(each.room());
            }
        }
        Collections.shuffle(all);
        all.sort(Comparator.comparing(InventoryPicture::rate));
        byRate = all;
    }

    /**
     * Chooses a room for each demand of a change, after what it gives back was given back. All rooms that would do must be
     * in the picture, which stays as it is.
     */
    public Choice choose(InventoryChange change) {
        Map<RoomId, Seen> changed = new LinkedHashMap<>();
        for (Release release : change.giveBack()) {
            Seen seen = seen(changed, release.room());
            Optional<Occupancy> freed =
                    seen == null ? Optional.empty() : seen.occupancy().giveBack(release);
            if (seen == null || freed.isEmpty()) {
                return new Choice.None(new Refusal.Overtaken());
            }
            changed.put(release.room(), new Seen(seen.room(), seen.open(), freed.get()));
        }
        Map<RoomId, Seen> before = Map.copyOf(changed);
        SortedMap<Integer, Room> chosen = new TreeMap<>();
        for (int i : givenRoomsFirst(change.take())) {
            Demand demand = change.take().get(i);
            List<Seen> suitable = suitable(changed, change, demand);
            if (suitable.isEmpty()) {
                return new Choice.None(
                        demand instanceof Demand.ThisRoom ? new Refusal.Closed() : new Refusal.NoSuchRoom());
            }
            Optional<Seen> free = bestFree(suitable, demand);
            if (free.isEmpty()) {
                return new Choice.None(new Refusal.NightsTaken(
                        demand instanceof Demand.ThisRoom
                                ? takenInGivenRooms(before, change)
                                : takenInAll(suitable(before, change, demand), demand)));
            }
            Room room = free.get().room();
            Occupancy taken = free.get()
                    .occupancy()
                    .take(demand.stay(), demand.booking(), null)
                    .orElseThrow();
            changed.put(room.id(), new Seen(room, true, taken));
            chosen.put(i, demand instanceof Demand.ThisRoom given ? given.room() : room);
        }
        return new Choice.Rooms(List.copyOf(chosen.values()));
    }

    /** Of the cheapest rooms that are free, the one that is first by the policy. */
    private Optional<Seen> bestFree(List<Seen> byRate, Demand demand) {
        List<Seen> free = byRate.stream()
                .filter(seen -> seen.occupancy().isFree(demand.stay()))
                .toList();
        if (!(demand instanceof Demand.AnyRoom any)) {
            return free.stream().findFirst();
        }
        AllocationPolicy policy = instead != null ? instead : any.policy();
        return free.stream()
                .takeWhile(seen -> rate(seen.room()).compareTo(rate(free.get(0).room())) == 0)
                .min(Comparator.comparing(
                        seen -> AllocationPolicy.Candidate.of(seen.room(), seen.occupancy(), demand.stay()), policy));
    }

    private static BigDecimal rate(Room room) {
        return room.details().nightlyRate().amount();
    }

    /**
     * The numbers of demands in the order in which rooms are chosen for them, so that nobody who wants any room is given one
     * that the change wants by name.
     */
    public static List<Integer> givenRoomsFirst(List<Demand> demands) {
        return IntStream.range(0, demands.size())
                .boxed()
                .sorted(Comparator.comparing(i -> demands.get(i) instanceof Demand.AnyRoom))
                .toList();
    }

    /**
     * Takes the nights of a change that only takes, in the rooms that were chosen for it; rooms that are not in the picture
     * have nothing to take.
     *
     * @return false, and nothing is taken, if one of these is not free
     */
    public boolean take(InventoryChange change, List<Room> chosen) {
        Map<RoomId, Seen> taken = new HashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            Demand demand = change.take().get(i);
            Seen seen = seen(taken, chosen.get(i).id());
            if (seen != null) {
                Optional<Occupancy> after = seen.occupancy().take(demand.stay(), demand.booking(), null);
                if (after.isEmpty()) {
                    return false;
                }
                taken.put(seen.room().id(), new Seen(seen.room(), seen.open(), after.get()));
            }
        }
        rooms.putAll(taken);
        return true;
    }

    private @Nullable Seen seen(Map<RoomId, Seen> changed, RoomId room) {
        return changed.containsKey(room) ? changed.get(room) : rooms.get(room);
    }

    /** The open rooms that would do if they were free, in the order in which they are to be taken. */
    private List<Seen> suitable(Map<RoomId, Seen> changed, InventoryChange change, Demand demand) {
        List<Seen> suitable = new ArrayList<>();
        if (demand instanceof Demand.AnyRoom any) {
            for (Room room : byRate) {
                Seen seen = seen(changed, room.id());
                if (seen != null
                        && seen.open()
                        && room.hotel().equals(change.hotel())
                        && room.details().type().equals(any.type())
                        && room.details().capacity() >= any.guests()) {
                    suitable.add(seen);
                }
            }
        } else {
            Seen seen = seen(changed, ((Demand.ThisRoom) demand).room().id());
            if (seen != null && seen.open()) {
                suitable.add(seen);
            }
        }
        return suitable;
    }

    private List<LocalDate> takenInGivenRooms(Map<RoomId, Seen> changed, InventoryChange change) {
        return change.take().stream()
                .filter(Demand.ThisRoom.class::isInstance)
                .flatMap(demand -> suitable(changed, change, demand).stream()
                        .flatMap(seen -> seen.occupancy().taken(demand.stay()).stream()))
                .sorted()
                .distinct()
                .toList();
    }

    private static List<LocalDate> takenInAll(List<Seen> suitable, Demand demand) {
        List<LocalDate> nights = new ArrayList<>(demand.stay().nights());
        suitable.forEach(seen -> nights.retainAll(seen.occupancy().taken(demand.stay())));
        return nights;
    }
}
