package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.TransactionLostException;
import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Claims nights inside a transaction of a host: no queue, no merging, no COMMIT, and nothing remembered from one transaction to
 * the next, since the host may take all of it back. Who is refused leaves the transaction as it was. A lost race is the
 * host's, who alone can run the transaction again. For one thread.
 */
final class JoinedLock implements InventoryLock {

    /** Each time an expired hold was in the way, or others took a room that was free a moment ago. */
    private static final int STARTS = 20;

    private final HostConnection host;

    JoinedLock(HostConnection host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "joined";
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<Settlement> answers = new ArrayList<>();
        for (InventoryChange change : batch) {
            answers.add(settle(change));
        }
        return answers;
    }

    private Settlement settle(InventoryChange change) {
        try {
            return host.call("change the inventory of hotel " + change.hotel(), connection -> {
                HostConnection.begin(connection);
                return decide(connection, change);
            });
        } catch (StorageException e) {
            return new Settlement.Failed(e);
        }
    }

    private Settlement decide(Connection connection, InventoryChange change) throws SQLException {
        boolean snapshot = host.readsSnapshot(connection);
        for (int start = 0; start < STARTS; start++) {
            if (change.deadline().hasPassed()) {
                return new Settlement.TooLate();
            }
            JdbcTx tx = new JdbcTx(connection, start, false, snapshot);
            try {
                Settlement answer = new Claims(tx, new Looking(new AnyRoomSql(connection), start))
                        .decide(List.of(change))
                        .get(0);
                if (answer instanceof Settlement.Settled) {
                    return answer;
                }
                HostConnection.rollBack(connection);
                if (answer instanceof Settlement.Contended
                        || (snapshot && new OldPicture(connection).hides(change, answer))) {
                    throw lost(change);
                }
                return answer;
            } catch (StartAgain e) {
                HostConnection.rollBack(connection);
            } catch (SQLException | RuntimeException | Error e) { // also what a policy of the host throws
                if (!isOver(e)) {
                    HostConnection.rollBack(connection);
                }
                throw e;
            }
        }
        throw lost(change);
    }

    private static boolean isOver(Throwable e) {
        return e instanceof TransactionLostException
                || SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT).endsTransaction();
    }

    private static TransactionLostException lost(InventoryChange change) {
        return HostConnection.lost(
                "change the inventory of hotel " + change.hotel(),
                new IllegalStateException("what it was asked for on the strength of is not so any more"));
    }

    /** Looks before it writes once it was refused; and at rooms in no order once that did not help. */
    private record Looking(AnyRoomSql sql, int refusals) implements Approach {

        @Override
        public void enter(SortedMap<RoomId, HotelId> rooms) {}

        @Override
        public boolean looksFirst() {
            return refusals > 0;
        }

        @Override
        public Optional<Room> freeRoom(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> chosen)
                throws SQLException {
            return refusals > 1
                    ? sql.freeRooms(change.hotel(), demand, chosen.size() + 1).stream()
                            .filter(room -> !chosen.contains(room.id()))
                            .findFirst()
                    : sql.best(change.hotel(), demand, chosen);
        }

        @Override
        public boolean isStillSo(HotelId hotel, Set<RoomId> rooms) {
            return true;
        }

        @Override
        public void close() {}
    }
}
