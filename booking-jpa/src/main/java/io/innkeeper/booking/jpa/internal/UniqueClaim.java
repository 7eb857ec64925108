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
                Optional<Refusal> refusal = writeBooking(event.booking());
                if (refusal.isPresent()) {
                    return refused(refusal.get());
                }
            }
            if (!rooms.isEmpty()) {
                try {
                    sql.insertNights(nightClaims(rooms));
                } catch (SQLException e) {
                    if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.DUPLICATE) {
                        throw e;
                    }
                    return afterDuplicateNight();
                }
            }
            for (BookingEvent event : events) {
                if (!sql.insertEvent(event, !rooms.isEmpty())) {
                    return refused(new Refusal.Closed());
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

        private Optional<Refusal> writeBooking(Booking booking) throws SQLException {
            if (booking.version() > 1) {
                return sql.updateBooking(booking) ? Optional.empty() : Optional.of(new Refusal.Overtaken());
            }
            try {
                sql.insertBooking(booking);
                return Optional.empty();
            } catch (SQLException e) {
                if (SqlFailure.of(e, Phase.BEFORE_COMMIT) != SqlFailure.MISSING_PARENT) {
                    throw e;
                }
                return Optional.of(
                        sql.userExists(booking.user().value()) ? new Refusal.Closed() : new Refusal.NoSuchUser());
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

        /**
         * A night is sold already. Of a room that was given, that is the answer; of one that was chosen, another may be
         * free. If the night is not there any more either, somebody gave it back at this moment.
         */
        private Settlement afterDuplicateNight() throws SQLException {
            TreeSet<LocalDate> taken = new TreeSet<>();
            for (Demand demand : change.take()) {
                if (demand instanceof Demand.ThisRoom given) {
                    taken.addAll(sql.takenNights(given.room().id(), given.stay()));
                }
            }
            return taken.isEmpty() ? new Settlement.Contended() : refused(new Refusal.NightsTaken(List.copyOf(taken)));
        }

        private static Settlement refused(Refusal why) {
            return new Settlement.Refused(why);
        }
    }
}
