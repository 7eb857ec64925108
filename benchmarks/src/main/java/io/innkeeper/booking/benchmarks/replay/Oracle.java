package io.innkeeper.booking.benchmarks.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes of a trace if everything happens one after the other: a reservation gets the first room of its type, by
 * number, that is free on all its nights, and is refused if there is none. Knows nothing of the library but what a stay is.
 *
 * <p>Which room is taken decides which later stays fit, so the order matters, but only within a room: whoever asks for just
 * these rooms, and asks for those of one room in this order, must be answered the same whatever happens to other rooms
 * meanwhile.
 */
public final class Oracle {

    private final Trace trace;
    private final Map<String, Integer> roomsOfType;
    private final Map<String, List<Set<LocalDate>>> sold = new HashMap<>();
    private final int[] rooms;
    private final boolean[] accepted;
    private int lastSoldOut;

    private Oracle(Trace trace, Map<String, Integer> roomsOfType) {
        this.trace = trace;
        this.roomsOfType = Map.copyOf(roomsOfType);
        this.rooms = new int[trace.reservations().size()];
        this.accepted = new boolean[rooms.length];
        roomsOfType.forEach((type, rooms) -> {
            List<Set<LocalDate>> nights = new ArrayList<>();
            for (int i = 0; i < rooms; i++) {
                nights.add(new TreeSet<>());
            }
            sold.put(type, nights);
        });
    }

    /** Has it all happen. */
    static Oracle of(Trace trace, Map<String, Integer> roomsOfType) {
        Oracle oracle = new Oracle(trace, roomsOfType);
        trace.events().forEach(oracle::happen);
        return oracle;
    }

    private void happen(Trace.Event event) {
        int number = event.reservation();
        Reservation reservation = trace.reservations().get(number);
        List<Set<LocalDate>> ofType = Objects.requireNonNull(sold.get(reservation.roomType()));
        List<LocalDate> nights = reservation.stay().nights();
        if (event.cancels()) {
            if (accepted[number]) {
                nights.forEach(ofType.get(rooms[number])::remove);
            }
            return;
        }
        for (int room = 0; room < ofType.size(); room++) {
            Set<LocalDate> taken = ofType.get(room);
            if (nights.stream().noneMatch(taken::contains)) {
                taken.addAll(nights);
                rooms[number] = room;
                accepted[number] = true;
                return;
            }
        }
        // Any of them does, since all are in its way; by turns, so that none of them is asked for more than others.
        rooms[number] = lastSoldOut++ % ofType.size();
    }

    /**
     * How many rooms of each type the hotel has: a share of the largest number of guests who, of those that did not cancel,
     * would have been there on one night; at least one. With less than all of it, the hotel sells out at its peak.
     *
     * @param percent how much of the peak
     */
    static Map<String, Integer> rooms(Trace trace, int percent) {
        Map<String, Map<LocalDate, Integer>> guests = new TreeMap<>();
        for (Reservation each : trace.reservations()) {
            Map<LocalDate, Integer> ofType = guests.computeIfAbsent(each.roomType(), type -> new HashMap<>());
            if (each.cancelled() == null) {
                each.stay().nights().forEach(night -> ofType.merge(night, 1, Integer::sum));
            }
        }
        Map<String, Integer> rooms = new TreeMap<>();
        guests.forEach((type, byNight) -> {
            int peak = byNight.values().stream().mapToInt(i -> i).max().orElse(1);
            rooms.put(type, Math.max(1, peak * percent / 100));
        });
        return rooms;
    }

    /** How many rooms of each type there are. */
    public Map<String, Integer> roomsOfType() {
        return roomsOfType;
    }

    /**
     * The room that a reservation gets or, if it is refused, asks for in vain.
     *
     * @return its number among the rooms of the type, from 0
     */
    int room(int reservation) {
        return rooms[reservation];
    }

    /** Whether a reservation gets a room. */
    boolean accepts(int reservation) {
        return accepted[reservation];
    }

    /** How many reservations get a room. */
    int accepted() {
        int count = 0;
        for (boolean each : accepted) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /**
     * The nights that are sold at the end.
     *
     * @return each as {@code type/number/night}, sorted
     */
    Set<String> nights() {
        Set<String> nights = new TreeSet<>();
        sold.forEach((type, rooms) -> {
            for (int room = 0; room < rooms.size(); room++) {
                String prefix = type + '/' + room + '/';
                rooms.get(room).forEach(night -> nights.add(prefix + night));
            }
        });
        return nights;
    }

    /** On how many nights every room of the largest type was sold at the end. */
    long soldOutNights() {
        List<Set<LocalDate>> largest =
                sold.values().stream().max((a, b) -> a.size() - b.size()).orElseThrow();
        Map<LocalDate, Integer> taken = new HashMap<>();
        largest.forEach(room -> room.forEach(night -> taken.merge(night, 1, Integer::sum)));
        return taken.values().stream().filter(count -> count == largest.size()).count();
    }
}
