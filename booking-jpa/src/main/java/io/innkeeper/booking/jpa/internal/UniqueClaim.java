package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Looks at nothing before it writes: the primary key of {@code room_night} decides. A booking of a given room is three
 * inserts; a night that is sold already is a duplicate key, which the server reports only once the other transaction has
 * committed. Where an expired hold is in the way, or a room that was free a moment ago, the transaction is begun again. Any room of a type takes one look for a free one first. Many changes at once are merged.
 */
public final class UniqueClaim implements InventoryGuard {

    @Override
    public List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch) {
        Connection connection = tx.unwrap(Connection.class);
        boolean again = tx instanceof JdbcTx own && own.again();
        boolean alone = batch.size() == 1;
        Claims claims = new Claims(connection, new StraightAhead(new AnyRoomSql(connection), again && alone));
        return alone ? claims.decide(batch) : new MergedClaims(connection, claims, again).decide(batch);
    }

    /** Waits for nobody, and looks at nothing that it need not know unless the database has refused it once. */
    private record StraightAhead(AnyRoomSql sql, boolean looksFirst) implements Approach {

        @Override
        public void enter(SortedMap<RoomId, HotelId> rooms) {}

        @Override
        public Optional<Room> freeRoom(HotelId hotel, Demand.AnyRoom demand, Set<RoomId> chosen) throws SQLException {
            if (!looksFirst) {
                return sql.best(hotel, demand, chosen);
            }
            // Others run after the best one as well.
            return sql.freeRooms(hotel, demand, chosen.size() + 1).stream()
                    .filter(candidate -> !chosen.contains(candidate.id()))
                    .findFirst();
        }

        @Override
        public boolean isStillSo(HotelId hotel, Set<RoomId> rooms) {
            return true;
        }

        @Override
        public void close() {}
    }
}
