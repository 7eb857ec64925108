package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.internal.ClaimSql.EventRow;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightInTheWay;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.reservation.Booking;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One change on its way through the statements, in one transaction. */
final class Claim {

    private final ClaimSql sql;
    private final AnyRoomSql anyRoom;
    private final Approach approach;
    private final InventoryChange change;

    /** Room {@code i} is for demand {@code i}. */
    private List<Room> rooms = List.of();

    private List<BookingEvent> events = List.of();

    Claim(ClaimSql sql, AnyRoomSql anyRoom, Approach approach, InventoryChange change) {
        this.sql = sql;
        this.anyRoom = anyRoom;
        this.approach = approach;
        this.change = change;
    }

    Settlement decide() throws SQLException {
        for (Release release : change.giveBack()) {
            if (!sql.deleteNights(change.hotel(), release)) {
                return refused(new Refusal.Overtaken());
            }
        }
        Optional<Settlement> refusal = chooseRooms();
        if (refusal.isEmpty()) {
            refusal = writeBookings();
        }
        if (refusal.isEmpty()) {
            refusal = takeNights();
        }
        return refusal.isPresent() ? refusal.get() : writeEvents();
    }

    /** Chooses a room for each demand, or answers why there is none. */
    private Optional<Settlement> chooseRooms() throws SQLException {
        while (true) {
            rooms = List.of();
            for (Demand demand : change.take()) {
                Optional<Room> room = roomFor(demand);
                if (room.isEmpty()) {
                    return Optional.of(refused(whyNoRoom((Demand.AnyRoom) demand)));
                }
                rooms = Stream.concat(rooms.stream(), room.stream()).toList();
            }
            if (approach.looksFirst()) {
                List<LocalDate> taken = clearTheWay().takenInGivenRooms();
                if (!taken.isEmpty()) {
                    return Optional.of(refused(new Refusal.NightsTaken(taken)));
                }
            }
            if (approach.isStillSo(change.hotel(), roomIds())) {
                return complete();
            }
            if (!change.take().stream().allMatch(Demand.AnyRoom.class::isInstance)
                    || change.deadline().hasPassed()) {
                return Optional.of(new Settlement.Contended());
            }
        }
    }

    private Optional<Room> roomFor(Demand demand) throws SQLException {
        return demand instanceof Demand.AnyRoom any
                ? approach.freeRoom(change.hotel(), any, roomIds())
                : Optional.of(((Demand.ThisRoom) demand).room());
    }

    private Set<RoomId> roomIds() {
        return rooms.stream().map(Room::id).collect(Collectors.toSet());
    }

    /** Asks the change what is to be written for the rooms. */
    private Optional<Settlement> complete() {
        try {
            events = change.complete().apply(new Assignment(rooms));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(failed(change, e));
        }
    }

    /** A change that cannot say what is to be written for it fails alone. */
    static Settlement failed(InventoryChange change, RuntimeException e) {
        return new Settlement.Failed(new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
    }

    private Refusal whyNoRoom(Demand.AnyRoom demand) throws SQLException {
        int suitable = anyRoom.suitableRooms(change.hotel(), demand);
        return suitable == 0
                ? new Refusal.NoSuchRoom()
                : new Refusal.NightsTaken(anyRoom.nightsTakenInAll(change.hotel(), demand, suitable));
    }

    private Optional<Settlement> writeBookings() throws SQLException {
        for (BookingEvent event : events) {
            Booking booking = event.booking();
            if (booking.version() > 1) {
                if (!sql.updateBooking(booking)) {
                    return Optional.of(refused(new Refusal.Overtaken()));
                }
                continue;
            }
            try {
                sql.insertBookings(List.of(booking));
            } catch (SQLException e) {
                if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.MISSING_PARENT) {
                    throw e;
                }
                return Optional.of(
                        sql.userExists(booking.user().value()) ? closed() : refused(new Refusal.NoSuchUser()));
            }
        }
        return Optional.empty();
    }

    /** Inserts the nights, for other rooms if some that were chosen freely are lost. */
    private Optional<Settlement> takeNights() throws SQLException {
        while (!rooms.isEmpty() && !sql.insertNights(nightClaims())) {
            InTheWay inTheWay = clearTheWay();
            if (!inTheWay.takenInGivenRooms().isEmpty()) {
                return Optional.of(refused(new Refusal.NightsTaken(inTheWay.takenInGivenRooms())));
            }
            if (inTheWay.expiredHolds()) {
                continue;
            }
            // A room that was chosen freely was sold and committed, so another look does not see it.
            List<Room> lost = rooms;
            Optional<Settlement> refusal = chooseRooms();
            if (refusal.isPresent()) {
                return refusal;
            }
            if (rooms.equals(lost) || change.deadline().hasPassed()) {
                return Optional.of(new Settlement.Contended());
            }
            for (BookingEvent event : events) {
                sql.moveBooking(event.booking());
            }
        }
        return Optional.empty();
    }

    private Settlement writeEvents() throws SQLException {
        return sql.insertEvents(EventRow.of(events), !rooms.isEmpty()) ? new Settlement.Settled(events) : closed();
    }

    /** A room that was chosen freely and then closed is a lost race: the next look does not see it. */
    private Settlement closed() {
        return change.take().stream().anyMatch(Demand.AnyRoom.class::isInstance)
                ? new Settlement.Contended()
                : refused(new Refusal.Closed());
    }

    private List<NightClaim> nightClaims() {
        List<NightClaim> claims = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            claims.addAll(NightClaim.of(rooms.get(i), change.take().get(i)));
        }
        claims.sort(NightClaim.KEY_ORDER);
        return claims;
    }

    /** What is in the way of the nights of the chosen rooms. */
    private record InTheWay(boolean expiredHolds, List<LocalDate> takenInGivenRooms) {}

    /**
     * Looks what is in the way, and removes holds whose time is over. It looks before it deletes: after a duplicate key many
     * share a lock on the night, and to delete it each would wait for all the others.
     */
    private InTheWay clearTheWay() throws SQLException {
        boolean expiredHolds = false;
        TreeSet<LocalDate> taken = new TreeSet<>();
        for (int i = 0; i < rooms.size(); i++) {
            Room room = rooms.get(i);
            Demand demand = change.take().get(i);
            List<NightInTheWay> found = sql.nightsInTheWay(room, demand.stay());
            if (found.stream().anyMatch(NightInTheWay::expired)) {
                sql.deleteExpired(room, demand.stay());
                expiredHolds = true;
            }
            if (demand instanceof Demand.ThisRoom) {
                found.stream()
                        .filter(night -> !night.expired())
                        .map(NightInTheWay::night)
                        .forEach(taken::add);
            }
        }
        return new InTheWay(expiredHolds, List.copyOf(taken));
    }

    private static Settlement refused(Refusal why) {
        return new Settlement.Refused(why);
    }
}
