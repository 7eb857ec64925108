package io.innkeeper.booking.tck;

import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.reservation.BookingId;
import io.innkeeper.booking.stay.Stay;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order in which calls, made one after the other, would have had the answers that they had: one that respects
 * time, so that what had returned before another began comes first, and at whose end exactly the nights are sold that are
 * stored. If there is none, the answers cannot all be true.
 *
 * <p>Of one calls after the other a plain model says what is right. What was settled has one effect wherever it stands in the
 * order, so the state depends only on which calls are done, and no set of done calls is looked at twice.
 */
final class SerialOrder {

    /** The most calls whose orders can be looked through in no time. */
    private static final int MOST_CALLS = 24;

    /**
     * One change and its answer, between two readings of one counter.
     *
     * @param began before the call
     * @param returned after it
     * @param answer the change and its answer
     */
    record Call(long began, long returned, Answer answer) {

        InventoryChange change() {
            return answer.change();
        }

        Settlement settlement() {
            return answer.settlement();
        }

        @Override
        public String toString() {
            return "[" + began + ".." + returned + "] " + wish() + " -> " + settlement();
        }

        private String wish() {
            StringBuilder text = new StringBuilder();
            for (Release release : change().giveBack()) {
                text.append("give back ").append(release.room()).append(' ').append(release.stay());
            }
            for (Demand demand : change().take()) {
                String room = demand instanceof Demand.ThisRoom given
                        ? "room " + given.room().id()
                        : "any room";
                text.append("take ").append(room).append(' ').append(demand.stay());
            }
            return text.toString();
        }
    }

    private final List<RoomId> rooms;
    private final List<Call> calls;
    private final Map<RoomNight, BookingId> stored;
    private final Set<Long> deadEnds = new HashSet<>();
    private final Deque<Call> order = new ArrayDeque<>();

    private SerialOrder(List<RoomId> rooms, List<Call> calls, Map<RoomNight, BookingId> stored) {
        if (calls.size() > MOST_CALLS) {
            throw new IllegalArgumentException("more than " + MOST_CALLS + " calls: " + calls.size());
        }
        this.rooms = rooms;
        this.calls = calls;
        this.stored = stored;
    }

    /**
     * Finds such an order.
     *
     * @param rooms all rooms of the hotel; each would do for whoever wants any
     * @param calls all that was ever called, in any order
     * @param stored which bookings have which nights now
     * @return empty if there is none
     */
    static Optional<List<Call>> find(List<RoomId> rooms, List<Call> calls, Map<RoomNight, BookingId> stored) {
        SerialOrder search = new SerialOrder(rooms, calls, stored);
        return search.search(0, new State(Map.of(), Map.of()))
                ? Optional.of(List.copyOf(search.order))
                : Optional.empty();
    }

    private boolean search(long done, State state) {
        if (done == (1L << calls.size()) - 1) {
            return state.nights().equals(stored);
        }
        if (deadEnds.contains(done)) {
            return false;
        }
        for (int i = 0; i < calls.size(); i++) {
            if ((done & 1L << i) != 0 || !mayBeNext(i, done)) {
                continue;
            }
            Call call = calls.get(i);
            State after = state.after(call, rooms);
            if (after == null) {
                continue;
            }
            order.addLast(call);
            if (search(done | 1L << i, after)) {
                return true;
            }
            order.removeLast();
        }
        deadEnds.add(done);
        return false;
    }

    /** Whether none that is still to come had returned before this one began. */
    private boolean mayBeNext(int candidate, long done) {
        for (int i = 0; i < calls.size(); i++) {
            if ((done & 1L << i) == 0
                    && calls.get(i).returned() < calls.get(candidate).began()) {
                return false;
            }
        }
        return true;
    }

    /** What a hotel knows: who has which night, and how often each booking was changed. */
    private record State(Map<RoomNight, BookingId> nights, Map<BookingId, Integer> versions) {

        /** The state after a call, or null if the call would not have had its answer here. */
        @Nullable
        State after(Call call, List<RoomId> rooms) {
            Settlement answer = call.settlement();
            if (answer instanceof Settlement.Settled settled) {
                return settle(call.change(), settled.events());
            }
            if (answer instanceof Settlement.Contended || answer instanceof Settlement.TooLate) {
                return this;
            }
            if (answer instanceof Settlement.Refused refused && isTrue(refused.why(), call.change(), rooms)) {
                return this;
            }
            return null;
        }

        private @Nullable State settle(InventoryChange change, List<BookingEvent> events) {
            Map<RoomNight, BookingId> newNights = new HashMap<>(nights);
            Map<BookingId, Integer> newVersions = new HashMap<>(versions);
            Map<BookingId, RoomId> newRooms = new HashMap<>();
            for (BookingEvent event : events) {
                BookingId booking = event.booking().id();
                if (event.booking().version() != versions.getOrDefault(booking, 0) + 1) {
                    return null;
                }
                newVersions.put(booking, event.booking().version());
                newRooms.put(booking, event.booking().room());
            }
            for (Release release : change.giveBack()) {
                for (LocalDate night : release.stay().nights()) {
                    if (!newNights.remove(new RoomNight(release.room(), night), release.booking())) {
                        return null;
                    }
                }
            }
            for (Demand demand : change.take()) {
                RoomId room = newRooms.get(demand.booking());
                if (room == null || !mayHave(demand, room)) {
                    return null;
                }
                for (LocalDate night : demand.stay().nights()) {
                    if (newNights.put(new RoomNight(room, night), demand.booking()) != null) {
                        return null;
                    }
                }
            }
            return new State(newNights, newVersions);
        }

        private static boolean mayHave(Demand demand, RoomId room) {
            return !(demand instanceof Demand.ThisRoom given)
                    || given.room().id().equals(room);
        }

        private boolean isTrue(Refusal why, InventoryChange change, List<RoomId> rooms) {
            if (why instanceof Refusal.Overtaken) {
                return change.giveBack().stream()
                        .anyMatch(release -> release.stay().nights().stream()
                                .anyMatch(night ->
                                        !release.booking().equals(nights.get(new RoomNight(release.room(), night)))));
            }
            if (!(why instanceof Refusal.NightsTaken refusal)
                    || change.take().size() != 1
                    || !change.giveBack().isEmpty()) {
                return false; // the model is too plain to tell
            }
            Demand demand = change.take().get(0);
            if (demand instanceof Demand.ThisRoom given) {
                return !refusal.nights().isEmpty()
                        && refusal.nights().equals(taken(given.room().id(), demand.stay()));
            }
            return rooms.stream().noneMatch(room -> taken(room, demand.stay()).isEmpty());
        }

        private List<LocalDate> taken(RoomId room, Stay stay) {
            return stay.nights().stream()
                    .filter(night -> nights.containsKey(new RoomNight(room, night)))
                    .toList();
        }
    }
}
