package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.Demand;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryGuard;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has no queue: begins a transaction, lets the guard decide, and commits or rolls back, on READ COMMITTED; waits for an
 * answer of the server about as long as the deadline allows. Several changes share a transaction. Those that are not decided
 * by it share another one; what that leaves, or what fails in company, has a transaction of its own, so that none suffers
 * from its neighbours. For the same reason the server is asked to give up soon
 * when it waits for others on behalf of several: who meets a transaction that does not end is then contended.
 */
public final class DirectLock implements InventoryLock {

    /** The server counts in seconds. */
    static final Duration SHORTEST_LOCK_WAIT = Duration.ofSeconds(1);

    /** Who collides as often in company is better off alone. */
    private static final int ROUNDS_TOGETHER = 4;

    /** The part of what time is left that is spent waiting for a transaction that may never end, while others wait as well. */
    private static final int PATIENCE = 10;

    /** Each time others have been faster; who meets so many is better off with a pause, and contended. */
    private static final int STARTS = 20;

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final DataSource dataSource;
    private final InventoryGuard guard;

    /** What is so on these connections if nobody changes it; null until one has been asked. */
    private volatile @Nullable Habits habits;

    /**
     * What a connection does by itself.
     *
     * @param lockWait how long the server waits wherever another transaction is in the way
     * @param severalAtOnce whether it takes several statements in one text
     */
    private record Habits(Duration lockWait, boolean severalAtOnce) {}

    /** A guard in transactions on connections of {@code dataSource}. */
    public DirectLock(DataSource dataSource, InventoryGuard guard) {
        this.dataSource = dataSource;
        this.guard = guard;
    }

    @Override
    public String name() {
        return "direct(" + guard.name() + ")";
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<Settlement> answers = new ArrayList<>(Collections.nCopies(batch.size(), new Settlement.Contended()));
        List<Integer> open = open(batch, answers);
        for (int round = 1; round <= ROUNDS_TOGETHER && open.size() > 1; round++) {
            if (!settleTogether(batch, open, answers, round - 1)) {
                break;
            }
            open = open(batch, answers);
        }
        settleOneByOne(batch, open, answers);
        return answers;
    }

    /** Who waits for another transaction in vain does so for all who want the same, since those behind them wait as well. */
    private void settleOneByOne(List<InventoryChange> batch, List<Integer> open, List<Settlement> answers) {
        List<InventoryChange> heldUp = new ArrayList<>();
        for (int each : open) {
            InventoryChange change = batch.get(each);
            if (heldUp.stream().noneMatch(other -> wantTheSame(other, change))) {
                long began = System.nanoTime();
                Settlement answer = settleAlone(change, batch.size() > 1);
                answers.set(each, answer);
                if (answer instanceof Settlement.Contended
                        && System.nanoTime() - began >= SHORTEST_LOCK_WAIT.toNanos()) {
                    heldUp.add(change);
                }
            }
        }
    }

    private static boolean wantTheSame(InventoryChange a, InventoryChange b) {
        return a.hotel().equals(b.hotel())
                && a.take().stream().anyMatch(one -> b.take().stream().anyMatch(other -> wantTheSame(one, other)));
    }

    private static boolean wantTheSame(Demand a, Demand b) {
        if (!a.stay().overlaps(b.stay())) {
            return false;
        }
        if (a instanceof Demand.AnyRoom any && b instanceof Demand.AnyRoom other) {
            return any.type().equals(other.type());
        }
        return a instanceof Demand.ThisRoom one
                && b instanceof Demand.ThisRoom other
                && one.room().id().equals(other.room().id());
    }

    /** Which changes are not decided; what is too late is. */
    private static List<Integer> open(List<InventoryChange> batch, List<Settlement> answers) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (answers.get(i) instanceof Settlement.Contended) {
                if (isTooLate(batch.get(i))) {
                    answers.set(i, new Settlement.TooLate()); // not even a connection is worth waiting for
                } else {
                    open.add(i);
                }
            }
        }
        return open;
    }

    /** Settles what is open in one transaction; false if there is no use in trying that again. */
    private boolean settleTogether(
            List<InventoryChange> batch, List<Integer> open, List<Settlement> answers, int startsBefore) {
        try {
            List<Settlement> found = transact(open.stream().map(batch::get).toList(), true, startsBefore);
            for (int i = 0; i < found.size(); i++) {
                answers.set(open.get(i), found.get(i));
            }
            return true;
        } catch (StartAgain e) {
            log.debug("beginning again: {}", e.getMessage());
            return true;
        } catch (RuntimeException | Error e) { // of which each must have its own
            log.debug("{} changes failed together", open.size(), e);
            return false;
        }
    }

    private Settlement settleAlone(InventoryChange change, boolean othersWait) {
        try {
            return transact(List.of(change), othersWait, 0).get(0);
        } catch (StorageException e) {
            return new Settlement.Failed(e);
        } catch (RuntimeException | Error e) { // others of the batch have their answers already
            return new Settlement.Failed(
                    new StorageException("a change at hotel " + change.hotel() + " failed: " + e, e));
        }
    }

    /**
     * Has the guard decide about changes in one transaction. Contended are those that are not decided by that.
     *
     * @throws StartAgain if there are several, and a statement was refused
     */
    private List<Settlement> transact(List<InventoryChange> changes, boolean othersWait, int startsBefore) {
        Deadline deadline = Deadline.latestOf(changes);
        int connections = 1;
        int starts = 1;
        while (!deadline.hasPassed()) {
            try (OwnTransaction tx = begin(deadline, othersWait)) {
                return transactInTime(tx, changes, startsBefore + starts - 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return all(changes, new Settlement.Contended());
            } catch (NoConnection e) {
                return deadline.hasPassed()
                        ? all(changes, new Settlement.TooLate())
                        : all(changes, new Settlement.Failed(e.failure)); // each on its own would have none either
            } catch (WrongNode e) {
                if (Thread.currentThread().isInterrupted()) {
                    // Of a virtual thread that is interrupted the JDK closes the connection.
                    return all(changes, new Settlement.Contended());
                }
                if (connections++ == OtherConnections.MOST) {
                    return all(
                            changes,
                            new Settlement.Failed(new StorageException(
                                    "no connection takes writes: " + e.getMessage(), e.getCause())));
                }
                log.info("trying another connection: {}", e.getMessage());
            } catch (StartAgain e) {
                if (changes.size() > 1) {
                    throw e;
                }
                if (starts++ == STARTS) {
                    return all(changes, new Settlement.Contended());
                }
                log.debug("beginning again: {}", e.getMessage());
            }
        }
        return all(changes, new Settlement.TooLate());
    }

    /** Getting a connection may have taken long: what is too late by now is left out, and the others have it. */
    private List<Settlement> transactInTime(OwnTransaction tx, List<InventoryChange> changes, int startsBefore) {
        List<InventoryChange> inTime =
                changes.stream().filter(change -> !isTooLate(change)).toList();
        Iterator<Settlement> found = inTime.isEmpty()
                ? Collections.emptyIterator()
                : transact(tx, inTime, startsBefore).iterator();
        Set<InventoryChange> settled = Collections.newSetFromMap(new IdentityHashMap<>());
        settled.addAll(inTime);
        return changes.stream()
                .map(change -> settled.contains(change) ? found.next() : new Settlement.TooLate())
                .toList();
    }

    private static boolean isTooLate(InventoryChange change) {
        return change.deadline().hasPassed();
    }

    private static List<Settlement> all(List<InventoryChange> changes, Settlement answer) {
        return Collections.nCopies(changes.size(), answer);
    }

    /** Throws InterruptedException if the thread was interrupted while it waited for a connection. */
    private OwnTransaction begin(Deadline deadline, boolean othersWait) throws InterruptedException {
        Connection connection;
        try {
            connection = Waits.connection(dataSource, deadline);
        } catch (SQLException | RuntimeException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new NoConnection(
                    Failures.storage("no connection to the database could be had: " + e.getMessage(), e));
        }
        try {
            Habits known = habits(connection);
            return OwnTransaction.on(
                    connection,
                    OwnTransaction.networkTimeout(deadline),
                    othersWait ? shorterLockWait(known, deadline) : null);
        } catch (SQLException e) {
            // Here a connection first shows that its server went away while it was idle.
            StorageException failure = new StorageException("a transaction could not be begun: " + e.getMessage(), e);
            throw SqlFailure.of(e, Phase.BEFORE_COMMIT) == SqlFailure.WRONG_NODE
                    ? new WrongNode(failure)
                    : new NoConnection(failure);
        }
    }

    /** Null if the server waits no longer anyway. */
    private static @Nullable Duration shorterLockWait(Habits known, Deadline deadline) {
        Duration usual = known.lockWait();
        Duration wanted = deadline.remaining().dividedBy(PATIENCE);
        Duration atLeast = wanted.compareTo(SHORTEST_LOCK_WAIT) > 0 ? wanted : SHORTEST_LOCK_WAIT;
        return usual.compareTo(atLeast) > 0 ? atLeast : null;
    }

    /** Drops the connection if it cannot be asked. */
    private Habits habits(Connection connection) throws SQLException {
        Habits known = habits;
        if (known == null) {
            try {
                known = new Habits(OwnTransaction.lockWait(connection), OwnTransaction.takesSeveralAtOnce(connection));
            } catch (SQLException | RuntimeException e) {
                Connections.drop(connection);
                throw e;
            }
            habits = known;
        }
        return known;
    }

    private List<Settlement> transact(OwnTransaction tx, List<InventoryChange> changes, int startsBefore) {
        Habits known = habits;
        boolean severalAtOnce = known != null && known.severalAtOnce();
        List<Settlement> found;
        try {
            found = guard.decide(new JdbcTx(tx.connection(), startsBefore, severalAtOnce, false), changes);
        } catch (StorageException e) {
            if (changes.size() > 1 && SqlFailure.isLockWaitTimeout(e)) {
                throw e; // another transaction goes on that has what one of them wants: without it the others need not
                // wait
            }
            return all(changes, afterFailure(tx, e, Phase.BEFORE_COMMIT));
        }
        if (found.stream().noneMatch(Settlement.Settled.class::isInstance)) {
            tx.rollBack();
            return found;
        }
        try {
            tx.commit();
            return found;
        } catch (SQLException | RuntimeException | Error e) {
            Settlement instead =
                    afterFailure(tx, new StorageException("COMMIT failed: " + e.getMessage(), e), Phase.AT_COMMIT);
            // Who was refused may have been so because of what is not committed now, or not surely.
            return found.stream()
                    .map(answer -> answer instanceof Settlement.Settled ? instead : new Settlement.Contended())
                    .toList();
        }
    }

    /** What those get who would have been settled. */
    private static Settlement afterFailure(OwnTransaction tx, StorageException failure, Phase phase) {
        switch (SqlFailure.of(failure, phase)) {
            case TRY_AGAIN -> {
                // Also after 1205, which undoes only the statement and leaves the transaction open.
                tx.rollBack();
                return new Settlement.Contended();
            }
            case WRONG_NODE -> {
                tx.drop();
                throw new WrongNode(failure);
            }
            case UNKNOWN -> {
                // Neither "no" nor "again": the server may have committed. Only the key of the request can tell.
                tx.drop();
                log.warn("the connection was lost while a transaction was being committed: {}", failure.toString());
                log.debug("the lost connection", failure);
                return new Settlement.Unknown();
            }
            default -> {
                tx.rollBack();
                throw failure;
            }
        }
    }

    /** Nothing was written, since the server does not take writes or went away before it was told to commit. */
    private static final class WrongNode extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongNode(StorageException failure) {
            super(failure.getMessage(), failure);
        }
    }

    /** There is no connection on which a transaction could be begun. */
    private static final class NoConnection extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StorageException failure;

        NoConnection(StorageException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
