package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.event.BookingEvent;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Assignment;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Release;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.inventory.Settlement.Refusal;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightClaim;
import io.innkeeper.booking.jpa.internal.ClaimSql.NightInTheWay;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import io.innkeeper.booking.reservation.Booking;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at nothing before it writes: the primary key of {@code room_night} decides. A booking of a given room is three
 * inserts; a night that is sold already is a duplicate key, which the server reports only once the other transaction has
 * committed. Any room of a type takes one look for a free one first.
 */
public final class UniqueClaim implements InventoryGuard {

    @Override
    public List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch) {
        Connection connection = tx.unwrap(Connection.class);
        List<Settlement> answers = new ArrayList<>();
        boolean settledSoFar = true;
        for (InventoryChange change : batch) {
            // After one that failed, the transaction holds its remains: nothing more can be decided in it.
            Settlement answer = settledSoFar ? decide(connection, change) : new Settlement.Contended();
            settledSoFar &= answer instanceof Settlement.Settled;
            answers.add(answer);
        }
        return answers;
    }

    private static Settlement decide(Connection connection, InventoryChange change) {
        try {
            return new Claim(
                            new ClaimSql(connection, change.hotel()),
                            new AnyRoomSql(connection, change.hotel()),
                            change)
                    .decide();
        } catch (SQLException e) {
            throw new StorageException(
                    "a change at hotel " + change.hotel() + " failed in the database: error " + e.getErrorCode()
                            + ", SQLState " + e.getSQLState() + ", " + e.getMessage(),
                    e);
        }
    }

    /** One change on its way through the statements. */
    private record Claim(ClaimSql sql, AnyRoomSql anyRoom, InventoryChange change) {

        Settlement decide() throws SQLException {
            for (Release release : change.giveBack()) {
                if (!sql.deleteNights(release)) {
                    return refused(new Refusal.Overtaken());
                }
            }
            List<Room> rooms = new ArrayList<>();
            Optional<Refusal> noRoom = chooseRooms(rooms);
            if (noRoom.isPresent()) {
                return refused(noRoom.get());
            }
            List<BookingEvent> events = change.complete().apply(new Assignment(rooms));
            for (BookingEvent event : events) {
                Optional<Settlement> refusal = writeBooking(event.booking());
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            while (!rooms.isEmpty() && !inserted(nightClaims(rooms))) {
                InTheWay inTheWay = clearTheWay(rooms);
                if (!inTheWay.takenInGivenRooms().isEmpty()) {
                    return refused(new Refusal.NightsTaken(inTheWay.takenInGivenRooms()));
                }
                if (inTheWay.expiredHolds()) {
                    continue;
                }
                // A room that was chosen freely was sold and committed, so another look does not see it.
                List<Room> lost = List.copyOf(rooms);
                rooms.clear();
                noRoom = chooseRooms(rooms);
                if (noRoom.isPresent()) {
                    return refused(noRoom.get());
                }
                if (rooms.equals(lost) || change.deadline().hasPassed()) {
                    return new Settlement.Contended();
                }
                events = change.complete().apply(new Assignment(rooms));
                for (BookingEvent event : events) {
                    sql.moveBooking(event.booking());
                }
            }
            for (int i = 0; i < events.size(); i++) {
                if (!sql.insertEvent(events.get(i), i == 0, !rooms.isEmpty())) {
                    return closed();
                }
            }
            return new Settlement.Settled(events);
        }

        /** Adds a room for each demand to {@code rooms}, or says why there is none. */
        private Optional<Refusal> chooseRooms(List<Room> rooms) throws SQLException {
            Set<RoomId> chosen = new HashSet<>();
            for (Demand demand : change.take()) {
                Room room;
                if (demand instanceof Demand.ThisRoom given) {
                    room = given.room();
                } else {
                    Demand.AnyRoom any = (Demand.AnyRoom) demand;
                    Optional<Room> free = anyRoom.freeRooms(any, chosen.size() + 1).stream()
                            .filter(candidate -> !chosen.contains(candidate.id()))
                            .findFirst();
                    if (free.isEmpty()) {
                        return Optional.of(whyNoRoom(any));
                    }
                    room = free.get();
                }
                chosen.add(room.id());
                rooms.add(room);
            }
            return Optional.empty();
        }

        private Refusal whyNoRoom(Demand.AnyRoom demand) throws SQLException {
            int suitable = anyRoom.suitableRooms(demand);
            return suitable == 0
                    ? new Refusal.NoSuchRoom()
                    : new Refusal.NightsTaken(anyRoom.nightsTakenInAll(demand, suitable));
        }

        private Optional<Settlement> writeBooking(Booking booking) throws SQLException {
            if (booking.version() > 1) {
                return sql.updateBooking(booking) ? Optional.empty() : Optional.of(refused(new Refusal.Overtaken()));
            }
            try {
                sql.insertBooking(booking);
                return Optional.empty();
            } catch (SQLException e) {
                if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.MISSING_PARENT) {
                    throw e;
                }
                return Optional.of(
                        sql.userExists(booking.user().value()) ? closed() : refused(new Refusal.NoSuchUser()));
            }
        }

        /** A room that was chosen freely and then closed is a lost race: the next look does not see it. */
        private Settlement closed() {
            return change.take().stream().anyMatch(Demand.AnyRoom.class::isInstance)
                    ? new Settlement.Contended()
                    : refused(new Refusal.Closed());
        }

        /** Inserts the nights; false if one of them is sold or held. */
        private boolean inserted(List<NightClaim> claims) throws SQLException {
            try {
                sql.insertNights(claims);
                return true;
            } catch (SQLException e) {
                if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.DUPLICATE) {
                    throw e;
                }
                return false;
            }
        }

        private List<NightClaim> nightClaims(List<Room> rooms) {
            List<NightClaim> claims = new ArrayList<>();
            for (int i = 0; i < rooms.size(); i++) {
                Demand demand = change.take().get(i);
                RoomId room = rooms.get(i).id();
                demand.stay().nights().forEach(night -> claims.add(new NightClaim(room, night, demand.booking())));
            }
            claims.sort(NightClaim.KEY_ORDER);
            return claims;
        }

        /** What was found after a duplicate night. */
        private record InTheWay(boolean expiredHolds, List<LocalDate> takenInGivenRooms) {}

        /**
         * Looks what was in the way, and removes holds whose time is over. It looks before it deletes: after a duplicate key
         * many share a lock on the night, and to delete it each would wait for all the others.
         */
        private InTheWay clearTheWay(List<Room> rooms) throws SQLException {
            boolean expiredHolds = false;
            TreeSet<LocalDate> taken = new TreeSet<>();
            for (int i = 0; i < rooms.size(); i++) {
                RoomId room = rooms.get(i).id();
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
}
