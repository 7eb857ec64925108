package io.innkeeper.booking.inventory;

import io.innkeeper.booking.hotel.HotelId;
import java.util.List;
import java.util.function.Function;

/**
 * An inventory-lock strategy: owns waiting, transaction and retry. It decides how well concurrent changes to the same
 * nights wait for one another, never whether the result is right: that no night is sold twice is kept by the storage,
 * whatever the strategy. Behaviour is added by wrapping one in another. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface InventoryLock extends AutoCloseable {

    /**
     * Settles some changes. Each happens wholly or not at all, and none makes another fail.
     *
     * @param batch the changes; their keys are different
     * @return answer {@code i} belongs to change {@code i}, as if all had run in some serial order; a change for which the
     *     storage could not do its work is answered by {@link Settlement.Failed}. It throws nothing: who asked would not know
     *     what was written
     */
    List<Settlement> settle(List<InventoryChange> batch);

    /**
     * What it is called where people look at how it is doing: in the metrics and the log of a host. Short, the same in every
     * process and run, and of few kinds; one that is wrapped around another says so as its factory does:
     * {@code retrying(direct(uniqueClaim))}. By default the name of the class, or {@code custom} if that has none to speak of.
     */
    default String name() {
        return Names.of(this);
    }

    /**
     * How many callers or changes wait at the moment in its queues, and in those of whatever it is wrapped around, for their
     * turn. Those whom the storage keeps waiting are not among them. By default none. Asked by whoever collects metrics, on a
     * thread of theirs: it keeps nobody waiting, and may be a moment out of date.
     */
    default int waiting() {
        return 0;
    }

    /** Ends what the strategy started (threads, pools). There is nothing to end in most. */
    @Override
    default void close() {}

    /**
     * Tries contended changes again, at most {@value Retrying#ATTEMPTS} times in all and not beyond their deadline, with a
     * jittered wait that grows from one attempt to the next. Costs nothing where there is no contention. Choose it around
     * any strategy whose losers learn of it only from the database: put it outermost. On a cluster with several writable
     * nodes it is what makes a change that lost to another node succeed on its next attempt.
     *
     * <p>If the thread is interrupted while waiting, what is still contended is answered so, and the thread stays
     * interrupted.
     */
    static InventoryLock retrying(InventoryLock lock) {
        return new Retrying(lock);
    }

    /**
     * Has changes to the same room wait for one another inside this process, first come, first served, and no longer than
     * their deadlines; all who want any room of a hotel wait for one another, too. Choose it when few processes work on a
     * hotel and many threads are after the same nights, so that they do not fill the connection pool with transactions that
     * wait in the database.
     *
     * <p>It costs no round trip. It knows nothing of other processes, on a cluster or not: whom it does not hold up the
     * database does. A caller whose deadline passes while it waits is answered {@link Settlement.TooLate}, one that is
     * interrupted {@link Settlement.Contended}, and stays interrupted.
     */
    static InventoryLock striped(InventoryLock lock) {
        return new Striped(lock);
    }

    /**
     * Merges changes, of all hotels, into few transactions: the same as {@link #combining(InventoryLock, Function)} with one
     * lane for all.
     */
    static InventoryLock combining(InventoryLock lock) {
        return combining(lock, hotel -> "all");
    }

    /**
     * Merges changes into few transactions: what was asked for while the last transaction was under way becomes the next
     * one, with those who have just been answered and ask again within a twentieth of its time (where they do so as a rule).
     * Nobody waits for a timer, and a caller who is alone pays nothing. Choose it for the most bookings a second, when
     * many callers of one process are after few hotels, or wherever the way to the database is long.
     *
     * <p>It hands at most 128 changes at a time to the other lock, which should be one that makes a single transaction of
     * them, such as booking-jpa's {@code direct(uniqueClaim())}: then they share one COMMIT and one INSERT for each table.
     * A change that cannot be done, or fails, takes nothing from its neighbours. What one process merges is, on a cluster
     * with several writable nodes, one transaction on one node: if it loses to another node it is repeated as a whole, so
     * put {@link #retrying} around it.
     *
     * <p>Each lane has one transaction under way at a time, and another, of other hotels, beside one that takes longer than
     * 100 ms. A hotel whose changes have waited in vain, for somebody who holds a room or the hotel in a transaction of
     * theirs, is for 10 seconds not merged with others, so that those do not wait for it as well.
     *
     * <p>A caller whose deadline passes while its change is queued is answered {@link Settlement.TooLate}, one that is
     * interrupted {@link Settlement.Contended}, and stays interrupted; once the change is part of a transaction, its caller
     * waits for the answer. The other lock works on the thread of one of the callers, or, if that is virtual and leads for
     * others, on one that is started for it; if the caller's is interrupted meanwhile, changes of others may be contended,
     * which {@link #retrying} around it mends. If the other lock throws, all whom it owes an answer are told
     * {@link Settlement.Unknown}.
     *
     * <p>At most 4,096 changes are queued or under way, unless one batch has more; more callers wait, no longer than their
     * deadlines, for a place. {@link #close()} answers all who are there, and waits for that; those who come later are answered
     * {@link Settlement.Failed}.
     *
     * @param lane names the lane of a hotel: changes of one lane are merged with each other, and lanes do not wait for one
     *     another. Always the same for a hotel, never null; each name is remembered for as long as the lock is there, so they
     *     should be few. On a sharded database, the shard
     */
    static InventoryLock combining(InventoryLock lock, Function<HotelId, ?> lane) {
        return new Combining(lock, lane);
    }
}
