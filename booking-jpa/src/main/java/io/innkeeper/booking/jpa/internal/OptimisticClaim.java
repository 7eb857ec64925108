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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes the versions of the rooms that are wanted, looks, and writes only if it is the first to raise the versions that it
 * noted. Where any room will do, it looks for another one if it is not.
 */
public final class OptimisticClaim implements InventoryGuard {

    private final PersistenceUnit unit;

    /** Reads and raises versions by entity managers of {@code unit}, in the transactions that it is called in. */
    public OptimisticClaim(PersistenceUnit unit) {
        this.unit = unit;
    }

    @Override
    public String name() {
        return "optimistic";
    }

    @Override
    public List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch) {
        Connection connection = tx.unwrap(Connection.class);
        try (Approach approach = new Versioned(
                JoinedEntityManager.on(unit, connection),
                new AnyRoomSql(connection),
                new HashMap<>(),
                new AtomicBoolean(JdbcTx.startsBefore(tx) > 0))) {
            return new Claims(tx, approach).decide(batch);
        } catch (StartAgain e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.of("compare the versions of rooms", e);
        }
    }

    private record Versioned(
            JoinedEntityManager em, AnyRoomSql sql, Map<RoomId, Integer> noted, AtomicBoolean overtaken)
            implements Approach {

        @Override
        public void enter(SortedMap<RoomId, HotelId> rooms) {
            rooms.forEach(this::note);
        }

        private void note(RoomId room, HotelId hotel) {
            em.get()
                    .createQuery(
                            "select r.version from RoomEntity r where r.id = :room and r.hotelId = :hotel",
                            Integer.class)
                    .setParameter("room", room.value())
                    .setParameter("hotel", hotel.value())
                    .getResultStream()
                    .forEach(version -> noted.put(room, version));
        }

        @Override
        public boolean looksFirst() {
            return true;
        }

        @Override
        public Optional<Room> freeRoom(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> chosen)
                throws SQLException {
            HotelId hotel = change.hotel();
            // Who overtook this runs after the best one as well.
            Optional<Room> free = overtaken.get()
                    ? sql.freeRooms(hotel, demand, chosen.size() + 1).stream()
                            .filter(room -> !chosen.contains(room.id()))
                            .findFirst()
                    : sql.best(hotel, demand, chosen);
            free.ifPresent(room -> note(room.id(), hotel));
            return free;
        }

        /** In the order of their ids, since whoever raises a version has the row until its transaction ends. */
        @Override
        public boolean isStillSo(HotelId hotel, Set<RoomId> rooms) {
            boolean stillSo = new TreeSet<>(rooms).stream().allMatch(room -> raise(room, hotel));
            overtaken.set(overtaken.get() || !stillSo);
            return stillSo;
        }

        private boolean raise(RoomId room, HotelId hotel) {
            Integer version = noted.get(room);
            if (version == null) {
                return true; // a room that is not there: the foreign key will say so
            }
            int raised = em.get()
                    .createQuery("update RoomEntity r set r.version = r.version + 1"
                            + " where r.id = :room and r.hotelId = :hotel and r.version = :noted")
                    .setParameter("room", room.value())
                    .setParameter("hotel", hotel.value())
                    .setParameter("noted", version)
                    .executeUpdate();
            noted.put(room, version + raised);
            return raised == 1;
        }

        @Override
        public Runnable goBack() {
            Map<RoomId, Integer> now = Map.copyOf(noted);
            return () -> {
                noted.clear();
                noted.putAll(now);
            };
        }

        @Override
        public void close() {
            em.close();
        }
    }
}
