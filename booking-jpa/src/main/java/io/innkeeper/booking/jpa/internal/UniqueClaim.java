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
 * Looks at nothing before it writes: the primary key of {@code room_night} decides. A booking is three inserts, and a look
 * whether what it was made from is still so; a night that is sold already is a duplicate key, which the server reports only
 * once the other transaction has committed. Where an expired hold is in the way, or a room that was free a moment ago, the
 * transaction is begun again. Any room of a type is chosen by what is remembered of sold nights, and by a look only if that
 * knows of none. Many changes at once are merged.
 */
public final class UniqueClaim implements InventoryGuard {

    private final Pictures pictures = new Pictures();

    @Override
    public String name() {
        return "uniqueClaim";
    }

    @Override
    public List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch) {
        Connection connection = tx.unwrap(Connection.class);
        int startsBefore = JdbcTx.startsBefore(tx);
        boolean alone = batch.size() == 1;
        RememberedRooms remembered = new RememberedRooms(pictures, connection, startsBefore > 0);
        Claims claims =
                new Claims(tx, new StraightAhead(new AnyRoomSql(connection), remembered, alone ? startsBefore : 0));
        try {
            List<Settlement> answers =
                    alone ? claims.decide(batch) : new MergedClaims(tx, claims, remembered).decide(batch);
            remembered.settled(batch, answers);
            return answers;
        } catch (RuntimeException | Error e) {
            remembered.doubt();
            throw e;
        }
    }

    /** Waits for nobody, and looks at nothing that it need not know unless the database has refused it before. */
    private record StraightAhead(AnyRoomSql sql, RememberedRooms remembered, int refusals) implements Approach {

        @Override
        public boolean looksFirst() {
            return refusals > 0;
        }

        @Override
        public void enter(SortedMap<RoomId, HotelId> rooms) {}

        @Override
        public Optional<Room> freeRoom(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> chosen)
                throws SQLException {
            HotelId hotel = change.hotel();
            if (refusals > 1) {
                // Others run after the best one as well.
                return sql.freeRooms(hotel, demand, chosen.size() + 1).stream()
                        .filter(candidate -> !chosen.contains(candidate.id()))
                        .findFirst();
            }
            Optional<Room> room = remembered.choose(change, demand, chosen);
            if (room.isEmpty()) {
                room = sql.best(hotel, demand, chosen);
                room.ifPresent(free -> remembered.forget(hotel, free.id(), demand.stay()));
            }
            return room;
        }

        @Override
        public boolean isStillSo(HotelId hotel, Set<RoomId> rooms) {
            return true;
        }

        @Override
        public void close() {}
    }
}
