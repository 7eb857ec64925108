package io.innkeeper.booking.jpa.internal;

import io.innkeeper.booking.StorageException;
import io.innkeeper.booking.inventory.Deadline;
import io.innkeeper.booking.inventory.InventoryChange;
import io.innkeeper.booking.inventory.InventoryLock;
import io.innkeeper.booking.inventory.Settlement;
import io.innkeeper.booking.jpa.internal.SqlFailure.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one batch at a time through for each hotel, whatever process it is in: takes a named lock of the server (GET_LOCK)
 * before another lock is asked, and releases it once that has answered, which is after COMMIT.
 *
 * <p>The named lock is held by a connection of a pool that serves nothing else: those who wait for a lock must not take the
 * connections that its holder needs to finish. Each batch has one of them from before it waits until it has its answer; so
 * where the pool has fewer than there are threads, those who wait for one hotel keep those of another waiting.
 *
 * <p>It costs two round trips for one hotel, and one more for each further hotel of a batch. Locks of several hotels are
 * taken in one order, so that two batches never wait for each other.
 *
 * <p>Correctness never depends on it. A lock is not held any more when its connection has died, and is not known to the
 * other nodes of a cluster; two changes then meet at the primary key, as they would without it.
 */
public final class NamedLock implements InventoryLock {

    private static final String PREFIX = "innkeeper.hotel.";

    /** Asked again until the deadline; a limit, so that a server that is gone is noticed. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** In which a server that is up answers, beside the time that it is asked to wait. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(InventoryLock.class);

    private final DataSource lockConnections;
    private final InventoryLock lock;

    /** How many wait for a connection or a named lock. */
    private final AtomicInteger queued = new AtomicInteger();

    /**
     * Named locks around another lock.
     *
     * @param lockConnections a pool for the named locks alone, on the server that the changes go to; stays its owner's
     */
    public NamedLock(DataSource lockConnections, InventoryLock lock) {
        this.lockConnections = lockConnections;
        this.lock = lock;
    }

    @Override
    public List<Settlement> settle(List<InventoryChange> batch) {
        List<InventoryChange> inTime =
                batch.stream().filter(change -> !change.deadline().hasPassed()).toList();
        if (inTime.isEmpty()) {
            return all(batch, new Settlement.TooLate()); // not even a connection is worth waiting for
        }
        SortedSet<String> names =
                inTime.stream().map(change -> PREFIX + change.hotel()).collect(Collectors.toCollection(TreeSet::new));
        Deadline latest = Deadline.latestOf(inTime);
        for (int tries = 1; ; tries++) {
            try (Lease lease = whileQueued(() -> Lease.on(lockConnections, latest))) {
                Optional<Settlement> refusal = whileQueued(() -> lease.take(names, latest));
                return refusal.isPresent() ? all(batch, refusal.get()) : lock.settle(batch);
            } catch (NotHad e) {
                if (!e.isWorthAnother() || tries == OtherConnections.MOST || latest.hasPassed()) {
                    return all(batch, e.answer(latest));
                }
                log.info("trying another connection for a named lock: {}", e.getMessage());
            }
        }
    }

    private <T> T whileQueued(Supplier<T> wait) {
        queued.incrementAndGet();
        try {
            return wait.get();
        } finally {
            queued.decrementAndGet();
        }
    }

    @Override
    public String name() {
        return "named(" + lock.name() + ")";
    }

    @Override
    public int waiting() {
        return queued.get() + lock.waiting();
    }

    private static List<Settlement> all(List<InventoryChange> batch, Settlement answer) {
        return Collections.nCopies(batch.size(), answer);
    }

    /** A lock could not be had, and nothing has begun. */
    private static final class NotHad extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StorageException failure;
        private final boolean hadConnection;

        NotHad(Exception failure, boolean hadConnection) {
            this(
                    Failures.storage("the named lock of a hotel could not be had: " + failure.getMessage(), failure),
                    hadConnection);
        }

        private NotHad(StorageException failure, boolean hadConnection) {
            super(failure);
            this.failure = failure;
            this.hadConnection = hadConnection;
        }

        /** Whether the connection was to blame, which may have died while it was idle. */
        boolean isWorthAnother() {
            return hadConnection
                    && !Thread.currentThread().isInterrupted()
                    && SqlFailure.of(this, Phase.BEFORE_BEGIN) == SqlFailure.WRONG_NODE;
        }

        Settlement answer(Deadline deadline) {
            for (Throwable cause = this; cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException) {
                    Thread.currentThread().interrupt(); // which not every pool does
                }
            }
            // Of a virtual thread that is interrupted the JDK closes the connection.
            if (Thread.currentThread().isInterrupted()
                    || SqlFailure.of(this, Phase.BEFORE_BEGIN) == SqlFailure.TRY_AGAIN) {
                return new Settlement.Contended();
            }
            return deadline.hasPassed() ? new Settlement.TooLate() : new Settlement.Failed(failure);
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    /** A connection while it holds named locks, or waits for them. */
    private static final class Lease implements AutoCloseable {

        private final Connection connection;
        private final int networkTimeoutBefore;
        private final List<String> held = new ArrayList<>();
        private boolean dropped;

        private Lease(Connection connection) throws SQLException {
            this.connection = connection;
            this.networkTimeoutBefore = connection.getNetworkTimeout();
        }

        static Lease on(DataSource connections, Deadline deadline) {
            Connection connection;
            try {
                connection = Waits.connection(connections, deadline);
            } catch (SQLException | RuntimeException e) {
                throw new NotHad(e, false);
            }
            try {
                return new Lease(connection);
            } catch (SQLException | RuntimeException e) {
                Connections.drop(connection);
                throw new NotHad(e, true);
            }
        }

        /**
         * Takes locks, in their order.
         *
         * @return empty if all are held, or else the answer to what they are wanted for
         * @throws NotHad if that cannot be told
         */
        Optional<Settlement> take(SortedSet<String> names, Deadline deadline) {
            boolean known = false;
            try {
                for (String name : names) {
                    Optional<Settlement> refusal = waitFor(name, deadline);
                    if (refusal.isPresent()) {
                        known = true;
                        return refusal;
                    }
                    held.add(name);
                }
                known = true;
                return Optional.empty();
            } catch (SQLException | RuntimeException e) {
                throw new NotHad(e, true);
            } finally {
                if (!known) {
                    drop(); // who knows whether it has the lock
                }
            }
        }

        private Optional<Settlement> waitFor(String name, Deadline deadline) throws SQLException {
            // Nothing may be left once the connection has come. GET_LOCK waits for ever if it is given less than that.
            for (Duration left = deadline.remaining();
                    !left.isNegative() && !left.isZero();
                    left = deadline.remaining()) {
                Optional<Boolean> had = getLock(name, left);
                if (had.isEmpty()) {
                    return Optional.of(new Settlement.Contended());
                }
                if (had.get()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Settlement.TooLate());
        }

        /**
         * Waits for a lock. The server ends that, and no time-out of the driver or the pool cuts it short.
         *
         * @return whether it was had in time; empty if the server gave up without an error, as MariaDB does
         */
        private Optional<Boolean> getLock(String name, Duration longest) throws SQLException {
            Duration wait = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
            long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds(); // GET_LOCK takes whole ones
            limitNetwork(LONGEST_ANSWER.plusSeconds(seconds));
            try (PreparedStatement select = connection.prepareStatement("select get_lock(?, ?)")) {
                select.setQueryTimeout(0);
                select.setString(1, name);
                select.setLong(2, seconds);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    boolean had = row.getBoolean(1);
                    return row.wasNull() ? Optional.empty() : Optional.of(had);
                }
            }
        }

        /**
         * Releases the locks and gives the connection back as it came; or drops it, which releases them as well. Never
         * throws: what they were wanted for has its answer by now.
         */
        @Override
        public void close() {
            if (dropped) {
                return;
            }
            try {
                if (held.isEmpty() || releaseLocks()) {
                    connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
                    connection.close();
                } else {
                    log.info("dropping a connection that did not have its named lock any more");
                    drop();
                }
            } catch (SQLException | RuntimeException e) {
                log.info("dropping a connection that could not release a named lock: {}", e.getMessage());
                drop();
            }
        }

        private boolean releaseLocks() throws SQLException {
            limitNetwork(LONGEST_ANSWER);
            String each = String.join(" + ", Collections.nCopies(held.size(), "release_lock(?)"));
            try (PreparedStatement select = connection.prepareStatement("select " + each)) {
                for (int i = 0; i < held.size(); i++) {
                    select.setString(i + 1, held.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1) == held.size();
                }
            }
        }

        private void limitNetwork(Duration longest) throws SQLException {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
        }

        private void drop() {
            dropped = true;
            Connections.drop(connection);
        }
    }
}
