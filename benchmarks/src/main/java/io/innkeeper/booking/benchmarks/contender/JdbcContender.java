package io.innkeeper.booking.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.innkeeper.booking.benchmarks.contender.Rows.NewBooking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the ways by hand have in common: a pool whose connections do not commit by themselves, prepared statements, the rows
 * by three statements and a COMMIT, and again from the beginning after a deadlock, a lock wait that took too long or a
 * duplicate key, {@value #ATTEMPTS} times in all.
 */
abstract class JdbcContender implements Contender {

    /** Without a pause in between: the server makes losers wait for winners. */
    static final int ATTEMPTS = 20;

    private static final int DUPLICATE_KEY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int RECORD_CHANGED = 1020;

    private final HikariDataSource pool;
    private final boolean withEvent;
    private final LongAdder retries = new LongAdder();
    private volatile @Nullable Supply supply;

    JdbcContender(Site site, boolean withEvent) {
        this.pool = site.tuning().open(site);
        this.withEvent = withEvent;
    }

    @Override
    public void prepare(Supply next) {
        supply = next;
    }

    /**
     * Does one attempt, up to but without COMMIT.
     *
     * @param again whether an attempt for this wish has failed before
     * @return whether there was a room; if not, what was done is rolled back
     */
    abstract boolean attempt(Connection connection, Supply from, Wish wish, boolean again) throws SQLException;

    @Override
    public final Answer book(Wish wish) {
        Supply from = supply;
        if (from == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        try (Connection connection = pool.getConnection()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (attempt > 0) {
                    retries.increment();
                }
                try {
                    boolean found = attempt(connection, from, wish, attempt > 0);
                    if (found) {
                        connection.commit();
                        return Answer.BOOKED;
                    }
                    connection.rollback();
                    return Answer.SOLD_OUT;
                } catch (SQLException e) {
                    connection.rollback();
                    if (!othersWereInTheWay(e)) {
                        throw e;
                    }
                    if (e.getErrorCode() == DUPLICATE_KEY && !wish.anyRoom()) {
                        return Answer.SOLD_OUT;
                    }
                }
            }
            return Answer.GAVE_UP;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether an error says that a transaction lost to another, rather than that something is wrong. */
    static boolean othersWereInTheWay(SQLException e) {
        return switch (e.getErrorCode()) {
            case DUPLICATE_KEY, LOCK_WAIT_TIMEOUT, DEADLOCK, RECORD_CHANGED -> true;
            default -> false;
        };
    }

    /** The three inserts. */
    final void insert(Connection connection, NewBooking booking) throws SQLException {
        List<NewBooking> one = List.of(booking);
        Rows.insertBookings(connection, one);
        Rows.insertNights(connection, one);
        if (withEvent) {
            Rows.insertEvents(connection, one);
        }
    }

    /** A room that the caller knows of: any, or the one that is wanted. */
    static UUID someRoom(Supply from, Wish wish) {
        List<UUID> rooms = from.hotels().get(wish.hotel()).rooms();
        return rooms.get(wish.anyRoom() ? ThreadLocalRandom.current().nextInt(rooms.size()) : wish.room());
    }

    /** Writes a booking of a room that the caller knows of; after a lost race, of one that was found to be free. */
    final boolean insertInSomeRoom(Connection connection, Supply from, Wish wish, boolean again) throws SQLException {
        UUID room = someRoom(from, wish);
        if (again) {
            Optional<UUID> free = FreeRoom.random(connection, from, wish);
            if (free.isEmpty()) {
                return false;
            }
            room = free.get();
        }
        insert(connection, NewBooking.of(from, wish, room));
        return true;
    }

    @Override
    public long retries() {
        return retries.sum();
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * Lock, check, insert: one at a time for each hotel. SELECT of the hotel's row FOR UPDATE, SELECT of a free room, three
     * INSERTs, COMMIT: six round trips, five of them, with the COMMIT, while the hotel is locked. Nothing is ever done in
     * vain. Where a given room is wanted it is the room's row that is locked.
     */
    static final class LockCheckInsert extends JdbcContender {

        LockCheckInsert(Site site, boolean withEvent) {
            super(site, withEvent);
        }

        @Override
        boolean attempt(Connection connection, Supply from, Wish wish, boolean again) throws SQLException {
            Supply.House house = from.hotels().get(wish.hotel());
            try (PreparedStatement lock = connection.prepareStatement(
                    "select id from " + (wish.anyRoom() ? "hotel" : "room") + " where id = ? for update")) {
                lock.setBytes(
                        1,
                        Rows.bytes(wish.anyRoom() ? house.id() : house.rooms().get(wish.room())));
                try (ResultSet row = lock.executeQuery()) {
                    row.next();
                }
            }
            Optional<UUID> room = FreeRoom.first(connection, from, wish);
            if (room.isEmpty()) {
                return false;
            }
            insert(connection, NewBooking.of(from, wish, room.get()));
            return true;
        }
    }

    /**
     * Unique insert: no lock and no look. The caller knows the hotel's rooms and tries a random one: three INSERTs and
     * COMMIT, four round trips. The primary key of {@code room_night} decides; after a duplicate key it rolls back, has the
     * server find a free room, a random one of them, and tries again.
     */
    static final class UniqueInsert extends JdbcContender {

        UniqueInsert(Site site, boolean withEvent) {
            super(site, withEvent);
        }

        @Override
        boolean attempt(Connection connection, Supply from, Wish wish, boolean again) throws SQLException {
            return insertInSomeRoom(connection, from, wish, again);
        }
    }

    /**
     * Unguarded check-then-insert, as in many a demo: SELECT of a free room, three INSERTs, COMMIT, with nothing that keeps
     * two callers from being told the same room. It works on a table {@code room_night} whose primary key was taken away, as
     * those demos have none; so it oversells, and is here to be seen doing it.
     */
    static final class Unguarded extends JdbcContender {

        Unguarded(Site site) {
            super(withoutTheKey(site), true);
        }

        private static Site withoutTheKey(Site site) {
            Statements.execute(
                    site, "alter table room_night drop primary key, add key room_night_nights (room_id, night)");
            return site;
        }

        @Override
        boolean attempt(Connection connection, Supply from, Wish wish, boolean again) throws SQLException {
            Optional<UUID> room = FreeRoom.first(connection, from, wish);
            if (room.isEmpty()) {
                return false;
            }
            insert(connection, NewBooking.of(from, wish, room.get()));
            return true;
        }
    }
}
