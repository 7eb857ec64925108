package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides about changes one after another, in one transaction, by one {@link Approach}. A refusal is final only where the
 * transaction itself has changed nothing: otherwise it would be due to nights that are not committed, beside others that are
 * seen as they were before.
 */
final class Claims {

    private final Connection connection;
    private final boolean atOnce;
    private final Approach approach;
    private final ClaimSql sql;
    private final AnyRoomSql anyRoom;
    private final Set<HotelId> changed = new HashSet<>();

    Claims(InventoryTx tx, Approach approach) {
        this.connection = tx.unwrap(Connection.class);
        // What was refused at once is to be told apart, so it is tried one by one.
        this.atOnce = JdbcTx.takesSeveralAtOnce(tx) && JdbcTx.startsBefore(tx) == 0;
        this.approach = approach;
        this.sql = new ClaimSql(connection, JdbcTx.readsSnapshot(tx));
        this.anyRoom = new AnyRoomSql(connection);
    }

    /** Decides about all of a batch. */
    List<Settlement> decide(List<InventoryChange> batch) {
        try {
            approach.enter(knownRooms(batch));
            if (batch.size() == 1) {
                return List.of(claim(batch.get(0), true).decide());
            }
            List<Settlement> answers = new ArrayList<>();
            for (InventoryChange change : batch) {
                answers.add(decideAmongOthers(change));
            }
            return answers;
        } catch (SQLException e) {
            throw failure(batch, e);
        }
    }

    /** Decides about one of several: what is not settled leaves nothing in the transaction. */
    Settlement decideAmongOthers(InventoryChange change) throws SQLException {
        Savepoint before = connection.setSavepoint();
        Runnable goBack = approach.goBack();
        Settlement answer = claim(change, false).decide();
        if (answer instanceof Settlement.Settled) {
            changed.add(change.hotel());
            return answer;
        }
        connection.rollback(before);
        goBack.run();
        return answer instanceof Settlement.Refused refused ? ifFinal(change, refused) : answer;
    }

    /** A refusal by what is seen in this transaction. */
    Settlement ifFinal(InventoryChange change, Settlement.Refused refused) {
        return changed.contains(change.hotel()) ? new Settlement.Contended() : refused;
    }

    /** Says that something else was changed in this transaction. */
    void changed(HotelId hotel) {
        changed.add(hotel);
    }

    private Claim claim(InventoryChange change, boolean alone) {
        return new Claim(sql, anyRoom, approach, change, alone, alone && atOnce);
    }

    private static SortedMap<RoomId, HotelId> knownRooms(List<InventoryChange> batch) {
        SortedMap<RoomId, HotelId> rooms = new TreeMap<>();
        for (InventoryChange change : batch) {
            change.giveBack().forEach(release -> rooms.put(release.room(), change.hotel()));
            change.keep().forEach(keep -> rooms.put(keep.room(), change.hotel()));
            for (Demand demand : change.take()) {
                if (demand instanceof Demand.ThisRoom given) {
                    rooms.put(given.room().id(), change.hotel());
                }
            }
        }
        return rooms;
    }

    static StorageException failure(List<InventoryChange> batch, SQLException e) {
        List<HotelId> hotels =
                batch.stream().map(InventoryChange::hotel).distinct().toList();
        return new StorageException(
                (batch.size() == 1 ? "a change" : batch.size() + " changes") + " at "
                        + (hotels.size() == 1 ? "hotel " + hotels.get(0) : hotels.size() + " hotels")
                        + " failed in the database: error " + e.getErrorCode() + ", SQLState " + e.getSQLState() + ", "
                        + e.getMessage(),
                e);
    }
}
