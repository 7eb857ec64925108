package io.innkeeper.booking.jpa.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.innkeeper.booking.hotel.HotelId;
import io.innkeeper.booking.hotel.Room;
import io.innkeeper.booking.hotel.RoomId;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryTx;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.stay.Stay;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Locks the rows of the rooms that are wanted, in the order of their ids, looks, and then writes. Where any room will do, it
 * takes one that nobody has locked, and waits only if all that are free are locked.
 */
public final class RowLock implements InventoryGuard {

    private final PersistenceUnit unit;

    /** Locks by entity managers of {@code unit}, in the transactions that it is called in. */
    public RowLock(PersistenceUnit unit) {
        this.unit = unit;
    }

    @Override
    public String name() {
        return "rowLock";
    }

    @Override
    public List<Settlement> decide(InventoryTx tx, List<InventoryChange> batch) {
        Connection connection = tx.unwrap(Connection.class);
        try (Approach approach =
                new Locking(JoinedEntityManager.on(unit, connection), new AnyRoomSql(connection), new HashSet<>())) {
            return new Claims(tx, approach).decide(batch);
        } catch (StartAgain e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.of("lock rooms", e);
        }
    }

    private record Locking(JoinedEntityManager em, AnyRoomSql sql, Set<RoomId> locked) implements Approach {

        /** Of so many who want any room at once, each can have one to itself without a second look. */
        private static final int CANDIDATES = 16;

        /** More than a hotel has; the number of those chosen already is added to it. */
        private static final int ALL = 1_000_000;

        @Override
        public void enter(SortedMap<RoomId, HotelId> rooms) {
            rooms.forEach(this::lock);
        }

        private void lock(RoomId room, HotelId hotel) {
            em.get()
                    .createQuery(
                            "select r from RoomEntity r where r.id = :room and r.hotelId = :hotel", RoomEntity.class)
                    .setParameter("room", room.value())
                    .setParameter("hotel", hotel.value())
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList();
            locked.add(room);
        }

        @Override
        public boolean looksFirst() {
            return true;
        }

        @Override
        public Optional<Room> freeRoom(InventoryChange change, Demand.AnyRoom demand, Set<RoomId> chosen)
                throws SQLException {
            HotelId hotel = change.hotel();
            Optional<Room> best = sql.best(hotel, demand, chosen);
            if (best.isEmpty() || isLocked(best.get(), demand.stay())) {
                return best;
            }
            int candidates = CANDIDATES;
            while (true) {
                List<Room> free = sql.freeRooms(hotel, demand, chosen.size() + candidates).stream()
                        .filter(room -> !chosen.contains(room.id()))
                        .toList();
                if (free.isEmpty()) {
                    return Optional.empty();
                }
                // What this transaction has locked itself, others may be waiting for, and be skipped as if they had it.
                Optional<Room> room =
                        free.stream().filter(each -> locked.contains(each.id())).findFirst();
                if (room.isEmpty()) {
                    room = lockOneUnlocked(free, demand.stay());
                }
                if (room.isPresent()) {
                    return room;
                }
                if (free.size() < candidates) { // all of them are locked
                    lock(
                            free.get(ThreadLocalRandom.current().nextInt(free.size()))
                                    .id(),
                            hotel);
                }
                candidates = ALL;
            }
        }

        /** Whether the room is locked by this transaction, or could be without waiting, and is free still. */
        private boolean isLocked(Room room, Stay stay) throws SQLException {
            return locked.contains(room.id())
                    || lockOneUnlocked(List.of(room), stay).isPresent();
        }

        private Optional<Room> lockOneUnlocked(List<Room> free, Stay stay) throws SQLException {
            Map<BigDecimal, List<Room>> byRate = free.stream()
                    .collect(groupingBy(room -> room.details().nightlyRate().amount(), TreeMap::new, toList()));
            for (List<Room> cheapest : byRate.values()) {
                Optional<Room> room = sql.lockOneUnlocked(cheapest, stay);
                if (room.isPresent()) {
                    locked.add(room.get().id());
                    return room;
                }
            }
            return Optional.empty();
        }

        @Override
        public boolean isStillSo(HotelId hotel, Set<RoomId> rooms) {
            return true; // nobody who locks rooms could have changed it
        }

        @Override
        public void close() {
            em.close();
        }
    }
}
